"""A sentence word by word, each showing how it came out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.ui.theme.icons import icon
from langtutor.ui.theme.tokens import FOCUS_WIDTH, RADIUS, SENTENCE_PT, SPACE_1, color, roles_of
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.link_marks import LinkMarks, ShownLink
from langtutor.ui.widgets.outcome_marks import ICONS, ROLES, draw_underline
from langtutor.ui.widgets.pieces import empty, scaled_font

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class ShownWord:
    """text: the word with the punctuation around it; gloss: its translation, empty where there is none."""

    verdict: WordVerdict
    text: str
    gloss: str


def shown_words(sentence: str, words: tuple[WordVerdict, ...], glosses: dict[str, str]) -> tuple[ShownWord, ...]:
    """Words with what stands between them in the sentence, so that nothing of it is lost."""
    ends = [*(word.span.start for word in words[1:]), len(sentence)]
    shown = []
    for index, (word, end) in enumerate(zip(words, ends, strict=True)):
        if word.asked:
            start = 0 if index == 0 else word.span.start
            text = sentence[start : max(end, word.span.end)].strip()
        else:
            text = word.heard or "…"
        shown.append(ShownWord(word, text, glosses.get(word.asked.lower(), "")))
    return tuple(shown)


class WordButton(QAbstractButton):
    """One word. Colour, underline (none, wavy, dotted) and icon all say how it came out; a word too many is struck.

    A right word in which a sound was made otherwise has a wave in the colour of doubt.
    """

    def __init__(self, shown: ShownWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self._sound_slip = False
        self._chosen = False
        self._links: tuple[str, ...] = ()
        self.setText(shown.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_chosen(self, chosen: bool) -> None:
        """What can be heard and seen beneath the sentence is about this word."""
        self._chosen = chosen
        self.update()

    def set_sound_slip(self, slip: bool) -> None:
        """One of its sounds, at least, was made otherwise."""
        self._sound_slip = slip
        self._describe()
        self.update()

    def set_links(self, told: Sequence[str]) -> None:
        """How it goes with its neighbours: one sentence for each."""
        self._links = tuple(told)
        self._describe()

    def text_rect(self) -> QRect:
        """Of the word itself, without its icon."""
        return QRect(SPACE_1, SPACE_1, self.width() - 2 * SPACE_1, QFontMetrics(_font()).height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(_font())
        width = metrics.horizontalAdvance(self.text()) + 2 * SPACE_1
        return QSize(width, metrics.height() + 4 * SPACE_1 + self._icon_side())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the sentence's."""
        if event.key() in (*ARROWS, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outcome, roles = self.shown.verdict.outcome, roles_of(self)
        tint = color(roles, ROLES[outcome])
        if self._chosen:
            self._frame(painter, color(roles, "accent_surface"), color(roles, "accent"))
        elif self.underMouse():
            self._frame(painter, color(roles, "hover"), None)
        painter.setFont(_font())
        painter.setPen(tint)
        text = self.text_rect()
        painter.drawText(text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text())
        self._underline(painter, QRectF(text), tint)
        side = self._icon_side()
        mark = QRect((self.width() - side) // 2, self.height() - side - SPACE_1, side, side)
        icon(ICONS[outcome], ROLES[outcome], roles).paint(painter, mark)
        if self.hasFocus():
            self._frame(painter, None, color(roles, "focus"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _describe(self) -> None:
        description = self._description()
        if self._sound_slip and self.shown.verdict.outcome is WordOutcome.RIGHT:
            description = self.tr("“{word}”: right, but one sound came out otherwise").format(
                word=self.shown.verdict.asked
            )
        self.setAccessibleName(description)
        self.setAccessibleDescription(" ".join(self._links))
        self.setToolTip("\n".join(line for line in (self.shown.gloss, description, *self._links) if line))

    def _description(self) -> str:
        word = self.shown.verdict
        if not word.asked:
            return self.tr("“{heard}” was too much").format(heard=word.heard or "…")
        if word.outcome is WordOutcome.RIGHT:
            return self.tr("“{word}”: right").format(word=word.asked)
        if word.outcome is WordOutcome.UNCLEAR:
            return self.tr("“{word}”: we couldn’t hear it clearly").format(word=word.asked)
        if word.heard is not None and word.heard.lower() == word.asked.lower():
            return self.tr("“{word}”: one of its sounds came out otherwise").format(word=word.asked)
        if word.heard is None:
            return self.tr("“{word}” was missing").format(word=word.asked)
        return self.tr("“{word}”: it came out as “{heard}”").format(word=word.asked, heard=word.heard)

    def _icon_side(self) -> int:
        return max(11, round(QFontMetrics(_font()).height() * 0.36))

    def _underline(self, painter: QPainter, text: QRectF, tint: QColor) -> None:
        outcome = self.shown.verdict.outcome
        if not self.shown.verdict.asked:
            painter.setPen(QPen(tint, 2))
            painter.drawLine(QPointF(text.left(), text.center().y()), QPointF(text.right(), text.center().y()))
        elif outcome is WordOutcome.RIGHT and self._sound_slip:
            draw_underline(painter, text, WordOutcome.SLIP, color(roles_of(self), ROLES[WordOutcome.UNCLEAR]))
        else:
            draw_underline(painter, text, outcome, tint)

    def _frame(self, painter: QPainter, fill: QColor | None, line: QColor | None) -> None:
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, FOCUS_WIDTH) if line is not None else Qt.PenStyle.NoPen)
        inset = FOCUS_WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS / 2, RADIUS / 2)


class SentenceView(QWidget):
    """All words of an asked sentence. Emits `word_chosen` with the place of the word that was clicked or pressed, also
    when Left or Right goes to its neighbour while one is chosen; `down` at the key that leads into what is beneath."""

    word_chosen = Signal(int)
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: int | None = None
        self._flow = FlowLayout(across=SPACE_1, down=SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        self.marks = LinkMarks(self._texts, self)

    def show_words(self, words: tuple[ShownWord, ...]) -> None:
        empty(self._flow)
        self._chosen = None
        self.marks.show_links(())
        for place, shown in enumerate(words):
            word = WordButton(shown)
            word.clicked.connect(lambda _=False, place=place: self.word_chosen.emit(place))
            self._flow.addWidget(word)
        self.updateGeometry()

    def words(self) -> list[WordButton]:
        items = [self._flow.itemAt(index) for index in range(self._flow.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, WordButton)]

    def choose(self, place: int | None) -> None:
        """Shows which word is chosen; emits nothing."""
        self._chosen = place
        for index, word in enumerate(self.words()):
            word.set_chosen(index == place)

    def mark_sound_slips(self, places: Iterable[int]) -> None:
        marked = set(places)
        for index, word in enumerate(self.words()):
            word.set_sound_slip(index in marked)

    def show_links(self, links: Sequence[ShownLink]) -> None:
        """Which words ran into the next, and which stayed apart from it."""
        for index, word in enumerate(self.words()):
            word.set_links([link.told for link in links if index in (link.first, link.first + 1)])
        self.marks.show_links(links)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.marks.resize(event.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, words = Qt.Key(event.key()), self.words()
        at = next((place for place, word in enumerate(words) if word.hasFocus()), None)
        if at is not None and key in ARROWS:
            to = max(0, min(len(words) - 1, at + ARROWS[key]))
            words[to].setFocus(Qt.FocusReason.OtherFocusReason)
            if self._chosen is not None and to != at:
                self.word_chosen.emit(to)
        elif at is not None and key == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for word in self.words():
                word.updateGeometry()

    def _texts(self) -> list[QRect]:
        return [word.text_rect().translated(word.pos()) for word in self.words()]


def _font() -> QFont:
    """Asked for when it is used: a font that is set once is put back by a new style sheet."""
    return scaled_font(SENTENCE_PT)
