"""What was recorded, as a waveform with its words: chosen with the pointer or the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from langtutor.core.verdict import WordOutcome
from langtutor.ui.theme.tokens import FOCUS_WIDTH, RADIUS, SMALL_PT, SPACE_1, SPACE_2, TEXT_PT, Roles, color, roles_of

BAR_PX = 4
LEAST_LOUDEST = 0.05
"""A quiet recording is drawn as high as a loud one; from here on down it looks quiet. Single clicks don't count."""
NEAR_PX = 6
_ROLE = {WordOutcome.RIGHT: "text_muted", WordOutcome.SLIP: "wrong", WordOutcome.UNCLEAR: "doubt"}
_LINE = {WordOutcome.SLIP: Qt.PenStyle.SolidLine, WordOutcome.UNCLEAR: Qt.PenStyle.DotLine}


@dataclass(frozen=True, slots=True)
class ShownWord:
    """start_s and end_s from the beginning of the recording."""

    text: str
    start_s: float
    end_s: float
    outcome: WordOutcome


class RecordedWave(QWidget):
    """Emits `word_chosen` with its number. The peaks are computed by whoever shows it, off the main thread."""

    word_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peaks: tuple[float, ...] = ()
        self._duration_s = 0.0
        self._words: tuple[ShownWord, ...] = ()
        self._chosen: int | None = None
        self._position_s: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Your recording"))

    def show_recording(self, peaks: Sequence[float], duration_s: float, words: Sequence[ShownWord]) -> None:
        """peaks: the loudest of equal pieces from its beginning to its end, in [0, 1]."""
        self._peaks, self._duration_s, self._words = tuple(peaks), duration_s, tuple(words)
        self._chosen, self._position_s = None, None
        self._describe()
        self.update()

    def clear(self) -> None:
        self.show_recording((), 0.0, ())

    def words(self) -> tuple[ShownWord, ...]:
        return self._words

    def chosen(self) -> int | None:
        return self._chosen

    def choose(self, index: int | None) -> None:
        """Marks a word without a signal. Raises IndexError."""
        if index is not None and not 0 <= index < len(self._words):
            raise IndexError(f"there is no word {index} among {len(self._words)}")
        self._chosen = index
        self._describe()
        self.update()

    def set_position(self, seconds: float | None) -> None:
        """Where it is played just now; None: it isn't."""
        self._position_s = seconds
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().height() * 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # --- choosing --------------------------------------------------------------------------------------------------

    def word_at(self, x: float) -> int | None:
        """The word under this pixel, or beside it where words are narrow."""
        near = [
            (max(left - x, x - right, 0.0), abs((left + right) / 2 - x), index)
            for index, (left, right) in enumerate(map(self._edges, self._words))
        ]
        found = min(near, default=None)
        return found[2] if found is not None and found[0] <= NEAR_PX else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.word_at(event.position().x()) if event.button() == Qt.MouseButton.LeftButton else None
        if index is None:
            super().mousePressEvent(event)
        else:
            self._take(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._words) - 1
        now = self._chosen
        wanted = {
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Right: 0 if now is None else min(now + 1, last),
            Qt.Key.Key_Left: last if now is None else max(now - 1, 0),
        }.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if wanted is None or last < 0 or not plain:
            super().keyPressEvent(event)
        elif wanted != now:
            self._take(wanted)

    def event(self, event: QEvent) -> bool:
        """A word that had no room is named under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            place = self.mapFromGlobal(self.cursor().pos())
            index = self.word_at(place.x())
            QToolTip.showText(self.cursor().pos(), "" if index is None else self._words[index].text, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def _take(self, index: int) -> None:
        self.choose(index)
        self.word_chosen.emit(index)

    def _describe(self) -> None:
        if self._chosen is None:
            said = self.tr("%n word(s). Choose one with the arrow keys.", "", len(self._words)) if self._words else ""
        else:
            said = self._in_words(self._chosen)
        self.setAccessibleDescription(said)

    def _in_words(self, index: int) -> str:
        word = self._words[index]
        sentences = {
            WordOutcome.RIGHT: self.tr("{word}, word {number} of {count}: right"),
            WordOutcome.SLIP: self.tr("{word}, word {number} of {count}: not as asked"),
            WordOutcome.UNCLEAR: self.tr("{word}, word {number} of {count}: unclear"),
        }
        return sentences[word.outcome].format(word=word.text, number=index + 1, count=len(self._words))

    # --- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, painter = roles_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(color(roles, "focus" if focused else "line"), FOCUS_WIDTH if focused else 1))
        painter.setBrush(color(roles, "surface_raised"))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        field = self._field()
        if self._chosen is not None:
            left, right = self._edges(self._words[self._chosen])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(roles, "accent_surface"))
            painter.drawRoundedRect(QRectF(left, SPACE_1, right - left, self.height() - 2 * SPACE_1), 4, 4)
        self._bars(painter, field, roles)
        for index, word in enumerate(self._words):
            self._word(painter, field, index, word)
        if self._position_s is not None:
            x = self._x(self._position_s)
            painter.setPen(QPen(color(roles, "text"), 1.5))
            painter.drawLine(QLineF(x, SPACE_1, x, field.bottom()))

    def _bars(self, painter: QPainter, field: QRectF, roles: Roles) -> None:
        count = int(field.width() // BAR_PX)
        if not self._peaks or count < 1:
            return
        loudest = max(LEAST_LOUDEST, sorted(self._peaks)[len(self._peaks) * 99 // 100])
        lines: dict[str, list[QLineF]] = {"accent": [], "edge": []}
        for index in range(count):
            first = index * len(self._peaks) // count
            piece = self._peaks[first : max(first + 1, (index + 1) * len(self._peaks) // count)]
            half = max(0.75, min(1.0, max(piece) / loudest) * (field.height() / 2 - 1))
            x = field.left() + (index + 0.5) * field.width() / count
            inside = any(left <= x <= right for left, right in map(self._edges, self._words))
            lines["accent" if inside or not self._words else "edge"].append(
                QLineF(x, field.center().y() - half, x, field.center().y() + half)
            )
        for role, some in lines.items():
            pen = QPen(color(roles, role), BAR_PX / 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(some)

    def _word(self, painter: QPainter, field: QRectF, index: int, word: ShownWord) -> None:
        roles, (left, right) = roles_of(self), self._edges(word)
        painter.setPen(QPen(color(roles, "line"), 1))
        for x in (left, right):
            painter.drawLine(QLineF(x, field.top(), x, self.height() - SPACE_2))
        role = "accent" if index == self._chosen and word.outcome is WordOutcome.RIGHT else _ROLE[word.outcome]
        painter.setFont(self._small())
        metrics = QFontMetrics(self._small())
        place = QRectF(left, field.bottom() + SPACE_1, right - left, metrics.height())
        painter.setPen(color(roles, role))
        shown = metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, int(place.width()) - 2)
        if len(shown) >= 2 or shown == word.text:  # dots alone say nothing
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        if word.outcome in _LINE:
            painter.setPen(QPen(color(roles, role), FOCUS_WIDTH, _LINE[word.outcome]))
            painter.drawLine(QLineF(left + 2, place.bottom() + 1, right - 2, place.bottom() + 1))

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL_PT / TEXT_PT)
        return font

    def _field(self) -> QRectF:
        """Where the waveform is: above the words."""
        words = self.fontMetrics().height() + SPACE_1 + SPACE_2 if self._words else SPACE_2
        return QRectF(SPACE_2, SPACE_2, self.width() - 2 * SPACE_2, self.height() - SPACE_2 - words)

    def _x(self, seconds: float) -> float:
        field = self._field()
        share = seconds / self._duration_s if self._duration_s > 0 else 0.0
        return field.left() + min(max(share, 0.0), 1.0) * field.width()

    def _edges(self, word: ShownWord) -> tuple[float, float]:
        return self._x(word.start_s), self._x(word.end_s)
