"""One chapter to read: new words and those being learnt are underlined, any word answers to a click or to Enter."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from langtutor.core.reading import Chapter, Familiarity, Paragraph, ParagraphKind, Place, word_spans
from langtutor.core.vocabulary import plain_word
from langtutor.ui.places import Places
from langtutor.ui.theme.tokens import SPACE_3, SPACE_4, SPACE_5, TITLE_PT, WRITING_PT, color, roles_of
from langtutor.ui.widgets.pieces import scaled_font

_LINE_HEIGHT_PERCENT = 150.0
_MOMENT_S = 0.02
_LONGEST_ASKED = 300
"""Characters of a selection that is looked up; a longer one was made to be copied."""

_STYLES = {
    Familiarity.NEW: (QTextCharFormat.UnderlineStyle.DotLine, "doubt"),
    Familiarity.LEARNING: (QTextCharFormat.UnderlineStyle.SingleUnderline, "accent"),
}

SentenceAt = Callable[[str, int], tuple[int, int]]


class ReadingText(QTextEdit):
    """Emits `asked` with a word or a few, and the sentence they stand in; `moved` when the view or the caret moved;
    `chapter_wanted` with 1 or -1 when somebody pages over the end or the beginning.

    Only one chapter is laid out, and only what is seen is marked at once.
    """

    asked = Signal(str, str)
    moved = Signal()
    chapter_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text"))
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._sentence_at: SentenceAt = lambda text, at: (0, len(text))
        self._marks = WordMarks(self)
        self.cursorPositionChanged.connect(self.moved)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_chapter(self, chapter: Chapter, sentence_at: SentenceAt) -> None:
        """From its beginning. sentence_at: start and end of the sentence around a place of a paragraph."""
        self._paragraphs, self._sentence_at = chapter.paragraphs, sentence_at
        document = self._new_document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for at, paragraph in enumerate(chapter.paragraphs):
            block, letters = self._formats(paragraph)
            if at:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
                cursor.setBlockCharFormat(letters)
            cursor.insertText(paragraph.text.replace("\n", "\u2028"), letters)
        cursor.endEditBlock()
        self._marks.begin(document)
        self.setDocument(document)  # the one before was ours, and goes with this
        self.verticalScrollBar().setValue(0)

    def words(self) -> set[str]:
        """Of the chapter, in their plain form."""
        return {
            plain_word(part.text[start:end])
            for part in self._paragraphs
            if part.kind is not ParagraphKind.CODE
            for start, end in word_spans(part.text)
        }

    def show_states(self, states: Mapping[str, Familiarity]) -> None:
        """How the words stand, by plain form; words that aren't in it aren't marked."""
        first, last = self._seen()
        self._marks.take(states, first, last)

    def show_spoken(self, span: tuple[int, int] | None) -> None:
        """The sentence that is heard: places in the document, None for none."""
        if span is None:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        made = QTextCharFormat()
        made.setBackground(color(roles_of(self), "accent_surface"))
        selection.cursor, selection.format = cursor, made
        self.setExtraSelections([selection])

    # --- places --------------------------------------------------------------------------------------------------

    def place(self, chapter: int) -> Place:
        """The first line that is seen."""
        cursor = self.cursorForPosition(QPoint(SPACE_5, SPACE_4))
        block = cursor.block()
        return Place(chapter, block.blockNumber(), self._places(block).to_text(cursor.positionInBlock()))

    def go_to(self, place: Place) -> None:
        """Brings a place to the top, and the caret there."""
        block = self.document().findBlockByNumber(place.paragraph)
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(self._places(block).to_qt(place.at), block.length() - 1))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - SPACE_4)

    def share_before(self) -> float:
        """How much of the chapter lies above what is seen, in [0, 1]; 1 where its end is seen."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return 1.0
        return float(bar.value()) / max(1, bar.maximum() + bar.pageStep())

    # --- words ---------------------------------------------------------------------------------------------------

    def word_here(self) -> tuple[str, str]:
        """What is selected, else the word at the caret; and its sentence. Empty where there is none."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            text = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", " ").strip()
            if text and len(text) <= _LONGEST_ASKED:
                return text, self._sentence(cursor.selectionStart())
        return self._word_at(cursor.position())

    def sentence_here(self) -> tuple[str, tuple[int, int]]:
        """The sentence at the caret, or at the top where that isn't seen, with its places in the document."""
        cursor = self.textCursor()
        if not self.viewport().rect().intersects(self.cursorRect(cursor)):
            cursor = self.cursorForPosition(QPoint(SPACE_5, SPACE_4))
        return self._sentence_span(cursor.position())

    def sentence_after(self, place: int) -> tuple[str, tuple[int, int]] | None:
        """The one behind a place of the document; None at the end of the chapter."""
        text, last = self.document(), self.document().characterCount() - 1
        while place < last and text.characterAt(place) in " \n\u2028\u2029\u00a0":
            place += 1
        if place >= last:
            return None
        found = self._sentence_span(place)
        return found if found[1][1] > place else None

    def to_marked(self, forwards: bool) -> bool:
        """Selects the next new word, or the one before; False where there is none."""
        cursor = self.textCursor()
        block = cursor.block()
        at = cursor.selectionEnd() if forwards else cursor.selectionStart()
        while block.isValid():
            found = [
                (start, end)
                for start, end, state in self._marks.wanted(block)
                if state is Familiarity.NEW
                and (block.position() + start >= at if forwards else block.position() + end < at)
            ]
            if found:
                start, end = found[0 if forwards else -1]
                self._select(block.position() + start, block.position() + end)
                return True
            block = block.next() if forwards else block.previous()
        return False

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(*self.word_here())
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() >= bar.maximum():
            self.chapter_wanted.emit(1)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace) and bar.value() <= 0:
            self.chapter_wanted.emit(-1)
        elif event.key() == Qt.Key.Key_Backspace:
            bar.setValue(bar.value() - bar.pageStep())
        elif event.key() == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep() - self.fontMetrics().height())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            place = self.cursorForPosition(event.position().toPoint()).position()
            self._ask(*(self.word_here() if self.textCursor().hasSelection() else self._word_at(place)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_marks"):
            self._marks.repaint_all()

    # --- inside --------------------------------------------------------------------------------------------------

    def _new_document(self) -> QTextDocument:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(scaled_font(WRITING_PT))
        document.setDocumentMargin(SPACE_4)
        return document

    def _formats(self, paragraph: Paragraph) -> tuple[QTextBlockFormat, QTextCharFormat]:
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(SPACE_3)
        if paragraph.kind is ParagraphKind.HEADING:
            font = scaled_font(TITLE_PT)
            font.setWeight(QFont.Weight.DemiBold)
            letters.setFont(font)
            block.setTopMargin(SPACE_4)
        elif paragraph.kind is ParagraphKind.ITEM:
            block.setLeftMargin(SPACE_5)
        elif paragraph.kind is ParagraphKind.QUOTE:
            block.setLeftMargin(SPACE_5)
            block.setRightMargin(SPACE_5)
            letters.setFontItalic(True)
        elif paragraph.kind is ParagraphKind.CODE:
            block.setLeftMargin(SPACE_5)
            letters.setForeground(color(roles_of(self), "text_muted"))
        return block, letters

    def _places(self, block: QTextBlock) -> Places:
        return Places(block.text())

    def _word_at(self, position: int) -> tuple[str, str]:
        block = self.document().findBlock(position)
        text, places = block.text(), self._places(block)
        at = places.to_text(position - block.position())
        for start, end in word_spans(text):
            if start <= at <= end:
                return text[start:end], self._sentence(position)
        return "", ""

    def _sentence(self, position: int) -> str:
        return self._sentence_span(position)[0]

    def _sentence_span(self, position: int) -> tuple[str, tuple[int, int]]:
        block = self.document().findBlock(position)
        text, places = block.text().replace("\u2028", "\n"), self._places(block)
        start, end = self._sentence_at(text, places.to_text(position - block.position()))
        span = block.position() + places.to_qt(start), block.position() + places.to_qt(end)
        return " ".join(text[start:end].split()), span

    def _ask(self, text: str, sentence: str) -> None:
        if text:
            self.asked.emit(text, sentence)

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _seen(self) -> tuple[int, int]:
        """Numbers of the first and the last paragraph that are seen."""
        last = self.viewport().rect().bottomRight()
        return self.cursorForPosition(QPoint(0, 0)).blockNumber(), self.cursorForPosition(last).blockNumber()

    def _scrolled(self) -> None:
        self._marks.see(*self._seen())
        self.moved.emit()


class WordMarks(QSyntaxHighlighter):
    """Underlines words by how they stand: what is seen at once, the rest little by little."""

    def __init__(self, widget: QTextEdit) -> None:
        super().__init__(widget)  # not the document: that goes with its chapter
        self._widget = widget
        self._states: Mapping[str, Familiarity] = {}
        self._drawn: set[int] = set()
        self._next = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._draw_more)

    def begin(self, document: QTextDocument) -> None:
        """Another chapter, of whose words nothing is known yet."""
        self._rest.stop()
        self._states, self._drawn = {}, set()
        self.setDocument(document)

    def take(self, states: Mapping[str, Familiarity], first: int, last: int) -> None:
        self._states, self._drawn, self._next = states, set(), 0
        self.see(first, last)
        self._rest.start()

    def see(self, first: int, last: int) -> None:
        for number in range(first, last + 1):
            if number not in self._drawn:
                self._draw(number)

    def repaint_all(self) -> None:
        """Colours changed."""
        self._drawn.clear()
        self._next = 0
        self._rest.start()

    def wanted(self, block: QTextBlock) -> list[tuple[int, int, Familiarity]]:
        """Start and end in UTF-16 units of the block, of the words that are to be marked."""
        text = block.text()
        places = Places(text)
        return [
            (places.to_qt(start), places.to_qt(end), state)
            for start, end in word_spans(text)
            if (state := self._states.get(plain_word(text[start:end]))) in _STYLES and state is not None
        ]

    def highlightBlock(self, text: str) -> None:
        if not self._states:
            return
        for start, end, state in self.wanted(self.currentBlock()):
            self.setFormat(start, end - start, self._format(state))

    def _format(self, state: Familiarity) -> QTextCharFormat:
        style, role = _STYLES[state]
        made = QTextCharFormat()
        made.setUnderlineStyle(style)
        made.setUnderlineColor(color(roles_of(self._widget), role))
        return made

    def _draw_more(self) -> None:
        until = time.monotonic() + _MOMENT_S
        while self._next < self.document().blockCount():
            if time.monotonic() > until:
                self._rest.start()
                return
            if self._next not in self._drawn:
                self._draw(self._next)
            self._next += 1

    def _draw(self, number: int) -> None:
        self._drawn.add(number)
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            self.rehighlightBlock(block)
