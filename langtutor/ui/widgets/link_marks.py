"""Marks between the words of a sentence: an arc where two ran into each other, a bar where they stayed apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from langtutor.ui.theme.tokens import SPACE_1, color, roles_of

_WIDTH = 2


@dataclass(frozen=True, slots=True)
class ShownLink:
    """first: the word before the mark. told: what it says, in words."""

    first: int
    linked: bool
    told: str


class LinkMarks(QWidget):
    """Lies over the words and leaves the mouse to them. text_of: where in this widget the text of each word is."""

    def __init__(self, text_of: Callable[[], Sequence[QRect]], parent: QWidget) -> None:
        super().__init__(parent)
        self._text_of = text_of
        self.links: tuple[ShownLink, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_links(self, links: Sequence[ShownLink]) -> None:
        self.links = tuple(links)
        self.setVisible(bool(links))
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, roles, words = QPainter(self), roles_of(self), self._text_of()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for link in self.links:
            if link.first + 1 >= len(words):
                continue
            one, other = words[link.first], words[link.first + 1]
            if one.top() != other.top():
                continue  # they stand on two lines
            painter.setPen(QPen(color(roles, "good" if link.linked else "doubt"), _WIDTH))
            if link.linked:
                _arc(painter, one, other)
            else:
                middle = (one.right() + other.left()) / 2
                painter.drawLine(QPointF(middle, one.top() + one.height() / 4), QPointF(middle, one.bottom()))


def _arc(painter: QPainter, one: QRect, other: QRect) -> None:
    """From under the end of one word to under the beginning of the next."""
    left, right, deep = one.right() - SPACE_1, other.left() + SPACE_1, one.height() / 3
    room = QRectF(left, one.bottom() - deep / 2, right - left, deep)
    painter.drawArc(room, 180 * 16, 180 * 16)
