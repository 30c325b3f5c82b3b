"""Hear oneself, the model, and both: the whole sentence, or one word of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label


class HearingRow(QWidget):
    """Four buttons; what they are about stands above them."""

    mine = Signal()
    model = Signal()
    compare = Signal()
    slowly = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = label(look="small")
        self.mine_button = button(self.tr("Yourself (A)"), "user", "", self.mine.emit)
        self.model_button = button(self.tr("Model (B)"), "speaker-high", "", self.model.emit)
        self.compare_button = button(self.tr("Compare (C)"), "arrows-left-right", "", self.compare.emit)
        self.slow_button = button(self.tr("Slower (S)"), "gauge", "", self.slowly.emit)
        row = QWidget()
        flow = FlowLayout(row, SPACE_2, SPACE_1)
        for one in (self.mine_button, self.model_button, self.compare_button, self.slow_button):
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.about)
        column.addWidget(row)
        self.show_for("", mine=True)

    def set_spoken(self, spoken: bool) -> None:
        """Whether there is a recording at all."""
        self.about.setVisible(spoken)
        self.mine_button.setVisible(spoken)
        self.compare_button.setVisible(spoken)

    def show_for(self, word: str, *, mine: bool) -> None:
        """word: empty for the whole sentence. mine: whether there is a piece of the recording to hear."""
        self.about.setText(
            self.tr("Hear “{word}” alone").format(word=word) if word else self.tr("Hear the whole sentence")
        )
        self.mine_button.setEnabled(mine)
        self.compare_button.setEnabled(mine)
