"""What the computer seems to hear, while it hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from langtutor.ui.theme.tokens import color, roles_of

if TYPE_CHECKING:
    from langtutor.core.ear_requests import Caption

LINES = 2
MORE = "… "


class CaptionView(QWidget):
    """The last two lines, in a place that keeps its size. Lines stay as they were broken, and move up.

    What may still change is muted. A screen reader is told once, at the end: it would speak into the recording.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = self._tentative = ""
        self._final = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Captions"))

    def show_caption(self, caption: Caption) -> None:
        if not self._final:
            self._show(caption)

    def show_transcript(self, caption: Caption) -> None:
        """The final word: captions that are still under way don't replace it."""
        self._final = True
        self._show(caption)

    def _show(self, caption: Caption) -> None:
        self._settled, self._tentative = caption.settled, caption.tentative
        self.update()

    def clear(self) -> None:
        self._final = False
        self._settled = self._tentative = ""
        self.setAccessibleDescription("")
        self.update()

    def tell(self) -> None:
        """Nobody speaks any more: screen readers may have the text."""
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        return " ".join(part for part in (self._settled, self._tentative) if part)

    def shown_lines(self) -> tuple[str, ...]:
        """As they are seen, from the top."""
        layout = self._laid_out()
        first = self._first(layout)
        lines = [layout.lineAt(at) for at in range(first, layout.lineCount())]
        texts = [self.text()[line.textStart() : line.textStart() + line.textLength()].strip() for line in lines]
        return tuple((MORE if first and not at else "") + text for at, text in enumerate(texts))

    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().lineSpacing() * LINES)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text():
            return
        layout = self._laid_out()
        painter, first = QPainter(self), self._first(layout)
        painter.setPen(color(roles_of(self), "text"))
        if first:
            painter.drawText(QPointF(0, layout.lineAt(first).ascent()), MORE)
        at_left = QPointF(self._room() if first else 0, -layout.lineAt(first).y())
        for at in range(first, layout.lineCount()):
            layout.lineAt(at).draw(painter, at_left)

    def _laid_out(self) -> QTextLayout:
        """All of it, in lines that leave room for the dots."""
        layout = QTextLayout(self.text(), self.font(), self)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats([self._muted()])  # before the lines: it undoes them
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, self.width() - self._room()))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _room(self) -> int:
        return self.fontMetrics().horizontalAdvance(MORE)

    def _first(self, layout: QTextLayout) -> int:
        return max(0, layout.lineCount() - LINES)

    def _muted(self) -> QTextLayout.FormatRange:
        """What may still change."""
        muted, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setForeground(color(roles_of(self), "text_muted"))
        muted.start, muted.length, muted.format = len(self.text()) - len(self._tentative), len(self._tentative), look
        return muted
