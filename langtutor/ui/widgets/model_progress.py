"""Something that takes a while and concerns all models."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, label


class ProgressCard(Card):
    """Emits `stop`."""

    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        actions = QWidget()
        FlowLayout(actions, SPACE_2, SPACE_1).addWidget(button(self.tr("Stop"), "x", "", self.stop.emit))
        for part in (self.text, self.bar, actions):
            self.column.addWidget(part)
        self.hide()

    def show_busy(self, text: str, fraction: float | None) -> None:
        """fraction: None while it can't be said."""
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self.bar.setValue(round(1000 * fraction))
