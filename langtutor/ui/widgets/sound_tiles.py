"""The sounds of one word as tiles: what was meant above what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.verdict import WordOutcome
from langtutor.ui.theme.icons import icon
from langtutor.ui.theme.tokens import FOCUS_WIDTH, HEADING_PT, RADIUS, SPACE_1, SPACE_2, SPACE_3, color, roles_of
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.outcome_marks import ICONS, ROLES, draw_underline
from langtutor.ui.widgets.pieces import empty, scaled_font
from langtutor.ui.widgets.word_view import ARROWS

if TYPE_CHECKING:
    from langtutor.services.sounds_said import SoundSaid

NO_SOUND = "–"
STRESS = "ˈ"


class SoundTile(QAbstractButton):
    """One sound. Colour, underline and icon say how it came out, as they do for words.

    stressed: the word's stress belongs here.
    """

    def __init__(self, sound: SoundSaid, stressed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = sound
        self._asked = (STRESS if stressed else "") + (sound.asked or NO_SOUND)
        self._heard = sound.heard or NO_SOUND
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._description())
        self.setToolTip(self._description())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(_font())
        widest = max(metrics.horizontalAdvance(text) for text in (self._asked, self._heard))
        line = metrics.height() + SPACE_1
        wide = max(widest + 2 * SPACE_3, round(line * 1.4))
        return QSize(wide, 2 * line + self._icon_side() + 4 * SPACE_1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the row's."""
        if event.key() in (*ARROWS, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, roles, outcome = QPainter(self), roles_of(self), self.sound.outcome
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._box(painter)
        font, metrics = _font(), QFontMetrics(_font())
        line, width = metrics.height() + SPACE_1, self.width()
        painter.setFont(font)
        painter.setPen(color(roles, "text"))
        painter.drawText(QRect(0, SPACE_1, width, line), Qt.AlignmentFlag.AlignCenter, self._asked)
        painter.setPen(QPen(color(roles, "line"), 1))
        middle = SPACE_1 + line + 0.5
        painter.drawLine(QLineF(SPACE_2, middle, width - SPACE_2, middle))
        tint = color(roles, ROLES[outcome])
        painter.setPen(tint)
        heard = QRect(0, SPACE_1 + line, width, line)
        painter.drawText(heard, Qt.AlignmentFlag.AlignCenter, self._heard)
        long = metrics.horizontalAdvance(self._heard)
        draw_underline(painter, QRectF((width - long) / 2, heard.top(), long, line - 1), outcome, tint)
        side = self._icon_side()
        mark = QRect((width - side) // 2, self.height() - side - SPACE_2, side, side)
        icon(ICONS[outcome], ROLES[outcome], roles).paint(painter, mark)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _box(self, painter: QPainter) -> None:
        roles = roles_of(self)
        fill = "accent_surface" if self.isChecked() else "hover" if self.underMouse() else "surface"
        edge, width = ("accent", FOCUS_WIDTH) if self.isChecked() else ("line", 1)
        if self.hasFocus():
            edge, width = "focus", FOCUS_WIDTH + int(self.isChecked())
        painter.setBrush(color(roles, fill))
        painter.setPen(QPen(QColor(color(roles, edge)), width))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS / 2, RADIUS / 2)

    def _icon_side(self) -> int:
        return max(10, round(QFontMetrics(_font()).height() * 0.5))

    def _description(self) -> str:
        sound = self.sound
        names = {"asked": sound.letters, "heard": sound.heard_letters}
        if not sound.asked:
            return self.tr("“{heard}” was put in: wrong").format(**names)
        match sound.outcome:
            case WordOutcome.RIGHT:
                return self.tr("“{asked}”: right").format(**names)
            case WordOutcome.UNCLEAR:
                return self.tr("“{asked}”: we couldn’t hear it clearly").format(**names)
            case WordOutcome.SLIP if not sound.heard:
                return self.tr("“{asked}”, you left it out: wrong").format(**names)
            case WordOutcome.SLIP:
                return self.tr("“{asked}”, you said “{heard}”: wrong").format(**names)


class SoundTiles(QWidget):
    """A row of tiles, walked with Left and Right. Emits `sound_chosen` with the place of the one that is chosen, and
    `up` at the key that leads back to the word."""

    sound_chosen = Signal(int)
    up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(across=SPACE_1, down=SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)

    def show_sounds(self, sounds: Sequence[SoundSaid], stressed: int | None = None) -> None:
        """stressed: which of them carries the word's stress."""
        empty(self._flow)
        for place, sound in enumerate(sounds):
            tile = SoundTile(sound, place == stressed)
            tile.clicked.connect(lambda _=False, place=place: self.choose(place))
            self._flow.addWidget(tile)
        self.updateGeometry()

    def tiles(self) -> list[SoundTile]:
        items = [self._flow.itemAt(index) for index in range(self._flow.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, SoundTile)]

    def choose(self, place: int) -> None:
        for index, tile in enumerate(self.tiles()):
            tile.setChecked(index == place)
        self.sound_chosen.emit(place)

    def enter(self) -> None:
        """The keyboard comes in, to the tile that is chosen."""
        tiles = self.tiles()
        wanted = next((tile for tile in tiles if tile.isChecked()), tiles[0] if tiles else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, tiles = Qt.Key(event.key()), self.tiles()
        at = next((place for place, tile in enumerate(tiles) if tile.hasFocus()), None)
        if at is not None and key in ARROWS:
            to = max(0, min(len(tiles) - 1, at + ARROWS[key]))
            tiles[to].setFocus(Qt.FocusReason.OtherFocusReason)
            self.choose(to)
        elif at is not None and key == Qt.Key.Key_Up:
            self.up.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for tile in self.tiles():
                tile.updateGeometry()


def _font() -> QFont:
    return scaled_font(HEADING_PT)
