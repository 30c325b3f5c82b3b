"""A sentence word by word, each showing how it came out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.verdict import WordOutcome, WordVerdict
from langtutor.ui.theme.icons import icon
from langtutor.ui.theme.tokens import FOCUS_WIDTH, RADIUS, SENTENCE_PT, SPACE_1, color, roles_of
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import empty, scaled_font

ROLES = {WordOutcome.RIGHT: "good", WordOutcome.SLIP: "wrong", WordOutcome.UNCLEAR: "doubt"}
ICONS = {WordOutcome.RIGHT: "check-bold", WordOutcome.SLIP: "x-bold", WordOutcome.UNCLEAR: "question-bold"}
WAVE_PX = 3


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
    """One word. Colour, underline (none, wavy, dotted) and icon all say how it came out; a word too many is struck."""

    def __init__(self, shown: ShownWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setText(shown.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(scaled_font(SENTENCE_PT))
        description = self._description()
        self.setAccessibleName(description)
        self.setToolTip("\n".join(line for line in (shown.gloss, description) if line))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * SPACE_1
        return QSize(width, metrics.height() + 4 * SPACE_1 + self._icon_side())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outcome, roles = self.shown.verdict.outcome, roles_of(self)
        tint = color(roles, ROLES[outcome])
        if self.underMouse():
            self._frame(painter, color(roles, "hover"), None)
        painter.setFont(self.font())
        painter.setPen(tint)
        text = QRect(SPACE_1, SPACE_1, self.width() - 2 * SPACE_1, metrics.height())
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

    def _description(self) -> str:
        word = self.shown.verdict
        if not word.asked:
            return self.tr("“{heard}” was too much").format(heard=word.heard or "…")
        if word.outcome is WordOutcome.RIGHT:
            return self.tr("“{word}”: right").format(word=word.asked)
        if word.outcome is WordOutcome.UNCLEAR:
            return self.tr("“{word}”: we couldn’t hear it clearly").format(word=word.asked)
        if word.heard is None:
            return self.tr("“{word}” was missing").format(word=word.asked)
        return self.tr("“{word}”: it came out as “{heard}”").format(word=word.asked, heard=word.heard)

    def _icon_side(self) -> int:
        return max(11, round(QFontMetrics(self.font()).height() * 0.36))

    def _underline(self, painter: QPainter, text: QRectF, tint: QColor) -> None:
        outcome = self.shown.verdict.outcome
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self.shown.verdict.asked:
            painter.setPen(QPen(tint, 2))
            painter.drawLine(QPointF(text.left(), text.center().y()), QPointF(text.right(), text.center().y()))
        elif outcome is WordOutcome.SLIP:
            painter.setPen(QPen(tint, 1.8))
            painter.drawPath(_wave(text.left(), text.right(), text.bottom()))
        elif outcome is WordOutcome.UNCLEAR:
            pen = QPen(tint, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 2.2])
            painter.setPen(pen)
            painter.drawLine(text.bottomLeft(), text.bottomRight())

    def _frame(self, painter: QPainter, fill: QColor | None, line: QColor | None) -> None:
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, FOCUS_WIDTH) if line is not None else Qt.PenStyle.NoPen)
        inset = FOCUS_WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS / 2, RADIUS / 2)


class SentenceView(QWidget):
    """All words of an asked sentence. Emits `word_chosen` with the word that was clicked."""

    word_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(across=SPACE_1, down=SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)

    def show_words(self, words: tuple[ShownWord, ...]) -> None:
        empty(self._flow)
        for shown in words:
            word = WordButton(shown)
            word.clicked.connect(lambda _=False, shown=shown: self.word_chosen.emit(_spoken(shown)))
            self._flow.addWidget(word)
        self.updateGeometry()

    def words(self) -> list[WordButton]:
        items = [self._flow.itemAt(index) for index in range(self._flow.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, WordButton)]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for word in self.words():
                word.setFont(scaled_font(SENTENCE_PT))


def _spoken(shown: ShownWord) -> str:
    return shown.verdict.asked or shown.verdict.heard or ""


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        step = min(2 * WAVE_PX, right - x)
        path.quadTo(QPointF(x + step / 2, y - WAVE_PX if up else y + WAVE_PX), QPointF(x + step, y))
        x, up = x + step, not up
    return path
