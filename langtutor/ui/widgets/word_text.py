"""A text that is read, not written, whose words can be pointed at: by the mouse, or with the arrow keys."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from langtutor.core.text import Span
from langtutor.ui.places import Places
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import color, roles_of

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class WordMark(StrEnum):
    """Each has a background and an underline of its own: colour never speaks alone."""

    CHOSEN = "chosen"
    ANSWER = "answer"
    DOUBTFUL = "doubtful"


class WordText(QTextEdit):
    """As high as its text. Emits `pointed` with the place of a word in `words`, or -1 where there is none any more;
    `across` at Up or Down, which lead to the text that goes with it, and `asked` at Enter or a double click on a word.

    Text can be selected and copied as anywhere.
    """

    pointed = Signal(int)
    across = Signal(int)
    asked = Signal(int)

    def __init__(self, text: str, look: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = -1
        self._words: tuple[Span, ...] = ()
        self._marks: tuple[tuple[Span, WordMark], ...] = ()
        set_look(self, look)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.viewport().setMouseTracking(True)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self._text = text.replace("\r", " ")  # a document has one character for the end of a line
        self._places = Places(self._text)
        self._at = -1
        self.setPlainText(self._text)
        self.set_words(())
        self.mark(())
        self._fit()

    def text(self) -> str:
        return self._text

    @property
    def words(self) -> tuple[Span, ...]:
        """Spans of code points, in order."""
        return self._words

    def set_words(self, known: Iterable[Span]) -> None:
        """known: words as others cut them; where they have none, ours count."""
        spans = set(known)
        taken = {place for span in spans for place in range(span.start, span.end)}
        own = (Span(*found.span()) for found in _WORD.finditer(self._text))
        spans.update(span for span in own if taken.isdisjoint(range(span.start, span.end)))
        self._words = tuple(sorted(spans))

    @property
    def at(self) -> int:
        """The word that is pointed at, or -1."""
        return self._at

    def point(self, at: int) -> None:
        """As if it had been pointed at."""
        if at != self._at:
            self._at = at
            self.pointed.emit(at)

    def mark(self, marks: Sequence[tuple[Span, WordMark]]) -> None:
        self._marks = tuple(marks)
        self._show_marks()

    @property
    def marks(self) -> tuple[tuple[Span, WordMark], ...]:
        return self._marks

    def word_at(self, x: float, y: float) -> int:
        """The place in `words` of the word at a point of the viewport, or -1."""
        exact = self.document().documentLayout().hitTest(QPointF(x, y), Qt.HitTestAccuracy.ExactHit)
        if exact < 0:
            return -1
        place = self._places.to_text(exact)
        return next((at for at, span in enumerate(self._words) if span.start <= place < span.end), -1)

    # --- events --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            Qt.Key(event.key()),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ),
        )
        if plain and key in _STEPS and self._words:
            self.point(self._beside(_STEPS[key]))
        elif plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.across.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.asked.emit(self._at)
        elif plain and key == Qt.Key.Key_Escape and self._at >= 0:
            self.point(-1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self.point(self.word_at(event.position().x(), event.position().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        at = self.word_at(event.position().x(), event.position().y())
        if at >= 0:
            self.asked.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.point(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._show_marks()
            self._fit()

    # --- showing -------------------------------------------------------------------------------------------------

    def _beside(self, step: int) -> int:
        if self._at < 0:
            return 0 if step > 0 else len(self._words) - 1
        return max(0, min(len(self._words) - 1, self._at + step))

    def _show_marks(self) -> None:
        self.setExtraSelections([self._selection(span, kind) for span, kind in self._marks])

    def _selection(self, span: Span, kind: WordMark) -> QTextEdit.ExtraSelection:
        roles, look = roles_of(self), QTextCharFormat()
        role = "accent" if kind is WordMark.CHOSEN else "doubt" if kind is WordMark.DOUBTFUL else "good"
        dotted = kind is WordMark.DOUBTFUL
        look.setBackground(color(roles, f"{role}_surface"))
        look.setForeground(color(roles, "text"))  # muted on a tint is hard to read
        look.setUnderlineColor(color(roles, role))
        look.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.DotLine if dotted else QTextCharFormat.UnderlineStyle.SingleUnderline
        )
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.to_qt(span.start))
        cursor.setPosition(self._places.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look
        return selection

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        self.setFixedHeight(math.ceil(self.document().size().height()) + max(0, around))
