"""The one column a page is made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import COLUMN_WIDTH, SPACE_4, SPACE_5, SPACE_6


class Column(QScrollArea):
    """A page's body: 720 px at most (in proportion to the text size), centred, scrolling when it must.

    Add to `layout_`; what needs the full width doesn't belong here. width: where a list needs more than 720 px.
    """

    def __init__(self, parent: QWidget | None = None, width: int = COLUMN_WIDTH) -> None:
        super().__init__(parent)
        self._width = width
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        outer.setObjectName("columnOuter")
        row = QHBoxLayout(outer)
        row.setContentsMargins(SPACE_5, SPACE_6, SPACE_5, SPACE_5)
        self.body = QWidget()
        self.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.layout_ = QVBoxLayout(self.body)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(SPACE_4)
        row.addStretch(1)
        row.addWidget(self.body, 1000)
        row.addStretch(1)
        self.setWidget(outer)
        self._limit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._limit()

    def _limit(self) -> None:
        """720 px at 100 %; more text needs a wider line."""
        if hasattr(self, "body"):
            text = QFontMetrics(self.font()).averageCharWidth() * 90 * self._width // COLUMN_WIDTH
            self.body.setMaximumWidth(max(self._width, text))
