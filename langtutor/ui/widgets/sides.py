"""Two parts side by side, one above the other where the text is large or the window small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_2, SPACE_3


class Sides(QWidget):
    """main takes the room that there is. characters: average ones of width below which the other part goes beneath."""

    def __init__(self, main: QWidget | QLayout, other: QWidget, characters: int) -> None:
        super().__init__()
        self._characters = characters
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_3)
        if isinstance(main, QWidget):
            self._row.addWidget(main, 1)
        else:
            self._row.addLayout(main, 1)
        self._place = QVBoxLayout()
        self._place.setSpacing(SPACE_2)
        self._place.addWidget(other, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(self._place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * self._characters
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
            self._row.setSpacing(SPACE_2 if narrow else SPACE_3)
