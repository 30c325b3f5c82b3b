"""The learner's text, with what was found in it underlined."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from langtutor.ui.theme.tokens import SPACE_4, WRITING_PT, color, roles_of
from langtutor.ui.widgets.marks import Mark, Marks
from langtutor.ui.widgets.pieces import scaled_font

_LINE_HEIGHT_PERCENT = 145.0
_CARET_PX = 4
_MOMENT_S = 0.02
_STYLES = {True: QTextCharFormat.UnderlineStyle.SingleUnderline, False: QTextCharFormat.UnderlineStyle.DotLine}


class Editor(QTextEdit):
    """Plain text. Emits `edited` with every change of the text, `place_changed` when the caret or the view moved.

    Places are UTF-16 units, as Qt counts; `text()` is what code points are counted in.
    """

    edited = Signal()
    place_changed = Signal()

    def __init__(self, marks: Marks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = marks
        self._loading = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE_4)
        self.document().contentsChange.connect(self._changed)  # before the underlines are drawn anew
        self._underlines = Underlines(marks, self, self.document())
        self._set_font()
        self.set_text("")
        self.cursorPositionChanged.connect(self.place_changed)
        self.verticalScrollBar().valueChanged.connect(self.place_changed)

    # --- the text --------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """As it was written, no-break spaces and all; paragraphs end with a line break."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Another text: what was done to the one before can't be undone here."""
        self._loading = True
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setPlainText(text)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spacing)
        document.setUndoRedoEnabled(True)
        self._marks.clear()
        self._loading = False
        self.edited.emit()

    def replace(self, start: int, end: int, replacement: str) -> None:
        """One step of undo. The caret ends behind what was put in."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(replacement)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    # --- places ----------------------------------------------------------------------------------------------------

    def caret(self) -> int:
        return int(self.textCursor().position())

    def move_to(self, place: int) -> None:
        """Puts the caret there and the place into view."""
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def place_rect(self, place: int) -> QRect:
        """The caret's rectangle at a place, in coordinates of the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        return self.cursorRect(cursor)

    def places_between(self, top: int, bottom: int) -> tuple[int, int]:
        """The first and the last place between two heights of the viewport, which may lie outside of it."""
        layout, down = self.document().documentLayout(), self.verticalScrollBar().value()
        ends = (QPointF(0, top + down), QPointF(self.viewport().width(), bottom + down))
        first, last = (layout.hitTest(end, Qt.HitTestAccuracy.FuzzyHit) for end in ends)
        return max(0, first), last if last >= 0 else self.document().characterCount() - 1

    def show_marks(self, selected: Mark | None) -> None:
        """Marks came, went or were chosen: draws what differs."""
        self._underlines.refresh(selected, *self.places_between(0, self.viewport().height()))
        self.viewport().update()

    # --- Qt --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where a word is missing there is nothing to underline: a wedge points into the gap."""
        super().paintEvent(event)
        first, last = self.places_between(event.rect().top(), event.rect().bottom())
        gaps = [mark for mark in self._marks.between(first, last) if mark.start == mark.end]
        if gaps:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for mark in gaps:
                self._paint_gap(painter, mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is being written stays in view."""
        super().resizeEvent(event)
        if self.hasFocus():
            self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the page's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.place_changed.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text only, however it was set where it comes from."""
        if source.hasText():
            self.insertPlainText(source.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._set_font()
            if hasattr(self, "_underlines"):
                self._underlines.repaint_all()

    # --- inside ----------------------------------------------------------------------------------------------------

    def _set_font(self) -> None:
        font = scaled_font(WRITING_PT)
        if self.document().defaultFont() != font:
            self.document().setDefaultFont(font)

    def _changed(self, at: int, removed: int, added: int) -> None:
        if self._loading:
            return
        document = self.document()
        first, last = document.findBlock(at), document.findBlock(min(at + added, document.characterCount() - 1))
        self._marks.changed(at, removed, added, (first.position(), last.position() + last.length()))
        self.edited.emit()

    def _paint_gap(self, painter: QPainter, mark: Mark) -> None:
        at, size = self.place_rect(mark.start), _CARET_PX * self.document().defaultFont().pointSizeF() / WRITING_PT
        tint = color(roles_of(self), tint_of(mark))
        top = QPointF(at.left() + 0.5, at.top() + self._text_height() + 1)
        wedge = QPolygonF([top, top + QPointF(-size, size * 1.4), top + QPointF(size, size * 1.4)])
        painter.setPen(QPen(tint, 1.4, Qt.PenStyle.SolidLine if mark.finding.certain else Qt.PenStyle.DotLine))
        painter.setBrush(tint if mark.finding.certain else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(wedge)

    def _text_height(self) -> float:
        """Of a line without the space that stands under it."""
        return self.place_rect(0).height() * 0.9


Drawn = tuple[tuple[int, int, bool, bool], ...]
"""Of a paragraph: start and length within it, certain, chosen."""


class Underlines(QSyntaxHighlighter):
    """Certain: solid; unsure: dotted. The chosen one has a tinted ground besides."""

    def __init__(self, marks: Marks, widget: QWidget, document: QTextDocument) -> None:
        super().__init__(document)
        self._marks = marks
        self._widget = widget
        self._selected: Mark | None = None
        self._next = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._draw_more)

    def refresh(self, selected: Mark | None, first: int, last: int) -> None:
        """Draws the paragraphs anew whose marks differ from what is drawn, and no others: those between two places at
        once, the rest little by little."""
        self._selected = selected
        block, end = self.document().findBlock(first), self.document().findBlock(last).blockNumber()
        while block.isValid() and block.blockNumber() <= end:
            self._draw(block)
            block = block.next()
        self._next = 0
        self._draw_more()

    def _draw_more(self) -> None:
        """Goes on where it was left, for a moment that nobody notices."""
        until = time.monotonic() + _MOMENT_S
        block = self.document().findBlockByNumber(self._next)
        while block.isValid():
            if self._draw(block) and time.monotonic() > until:
                self._next = block.blockNumber() + 1
                self._rest.start()
                return
            block = block.next()
        self._rest.stop()

    def _draw(self, block: QTextBlock) -> bool:
        if self._wanted(block) == _drawn(block):
            return False
        self.rehighlightBlock(block)
        return True

    def repaint_all(self) -> None:
        """Colours changed."""
        block = self.document().begin()
        while block.isValid():
            if _drawn(block):
                self.rehighlightBlock(block)
            block = block.next()

    def highlightBlock(self, text: str) -> None:
        for start, length, certain, chosen in self._wanted(self.currentBlock()):
            self.setFormat(start, length, self._format(certain, chosen))

    def _wanted(self, block: QTextBlock) -> Drawn:
        at, length = block.position(), block.length() - 1
        parts = []
        for mark in self._marks.between(at, at + length):
            start, end = max(0, mark.start - at), min(mark.end - at, length)
            if end > start:
                parts.append((start, end - start, mark.finding.certain, mark is self._selected))
        return tuple(parts)

    def _format(self, certain: bool, chosen: bool) -> QTextCharFormat:
        roles = roles_of(self._widget)
        role = "wrong" if certain else "doubt"
        made = QTextCharFormat()
        made.setUnderlineStyle(_STYLES[certain])
        made.setUnderlineColor(color(roles, role))
        if chosen:
            made.setBackground(color(roles, f"{role}_surface"))
        return made


def _drawn(block: QTextBlock) -> Drawn:
    """What the paragraph's layout shows, whatever happened to the paragraphs around it."""
    return tuple(
        (
            part.start,
            part.length,
            part.format.underlineStyle() == _STYLES[True],
            part.format.hasProperty(QTextFormat.Property.BackgroundBrush.value),
        )
        for part in block.layout().formats()
    )


def tint_of(mark: Mark) -> str:
    """The role of a mark's colour."""
    return "wrong" if mark.finding.certain else "doubt"
