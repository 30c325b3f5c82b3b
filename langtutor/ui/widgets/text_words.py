"""The new words of a text, to choose from before they become cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_3, SPACE_5
from langtutor.ui.widgets.pieces import button, label
from langtutor.ui.widgets.waiting import BusyView

if TYPE_CHECKING:
    from langtutor.services.reading.reader import Proposal

_WIDTH, _LINES = 84, 32
"""Average characters, and lines of text."""


class TextWordsDialog(QDialog):
    """Emits `chosen` with the Proposals that are to become cards, in their order. Space ticks, Enter begins."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposals: list[Proposal] = []
        heading = self.tr("Words of this text")
        self.setWindowTitle(heading)
        self.about = label(look="muted")
        self.busy = BusyView()
        self.busy.cancelled.connect(self.reject)
        self.list = QListWidget()
        self.list.setAccessibleName(heading)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.begin_button = button(self.tr("Practise these words"), "barbell", "primary", self._choose)
        self.begin_button.setDefault(True)
        self.close_button = button(self.tr("Close"), "", "", self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        column.setSpacing(SPACE_3)
        column.addWidget(label(heading, "heading"))
        for widget in (self.about, self.busy):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.begin_button)
        column.addLayout(row)
        metrics, room = self.fontMetrics(), parent.window().size()
        wide, high = metrics.averageCharWidth() * _WIDTH, metrics.height() * _LINES
        self.resize(min(wide, room.width()), min(high, room.height()))
        self.show_busy()

    def show_busy(self) -> None:
        self.about.hide()
        self.list.setEnabled(False)
        self.begin_button.setEnabled(False)
        self.busy.show_busy(self.tr("Choosing words, and looking up what they mean…"), can_cancel=False)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """All are ticked to begin with."""
        self.busy.hide()
        self._proposals = list(proposals)
        about = self.tr("Each becomes a card with its sentence, and the practice begins with them.")
        self.about.setText(about)
        self.about.show()
        self.list.clear()
        for proposal in proposals:
            card = proposal.card
            item = QListWidgetItem(f"{card.front} – {card.back}\n{card.sentence}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setEnabled(True)
        self.list.setCurrentRow(0)
        self.begin_button.setFocus()
        self._count()

    def show_trouble(self, sentence: str) -> None:
        self.busy.hide()
        self.about.setText(sentence)
        self.about.show()
        self.close_button.setFocus()

    def wanted(self) -> list[Proposal]:
        return [
            proposal
            for at, proposal in enumerate(self._proposals)
            if self.list.item(at).checkState() is Qt.CheckState.Checked
        ]

    def _count(self) -> None:
        self.begin_button.setEnabled(bool(self.wanted()))

    def _choose(self) -> None:
        if wanted := self.wanted():
            self.begin_button.setEnabled(False)
            self.chosen.emit(wanted)
