"""While a text is finished: how far it is, what was found by now, and what can be done about waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.requests import Tier
from langtutor.ui.theme.tokens import SPACE_4
from langtutor.ui.widgets.pieces import button
from langtutor.ui.widgets.waiting import BusyView
from langtutor.ui.widgets.writing_summary import SummaryView

if TYPE_CHECKING:
    from langtutor.core.writing import Finding, Review


class FinishingView(QWidget):
    """Emits `cancelled`, and `enough` where the summary is wanted without the second look."""

    cancelled = Signal()
    enough = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.busy = BusyView()
        self.so_far = SummaryView()
        self._findings: tuple[Finding, ...] | None = None
        self.enough_button = button(self.tr("Show the summary now"), "check", "", self._enough)
        self.busy.offer(self.enough_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        for part in (self.busy, self.so_far):
            column.addWidget(part)
        self.busy.cancelled.connect(self.cancelled)

    def begin(self) -> None:
        self._findings = None
        self.enough_button.setEnabled(True)
        self.enough_button.hide()
        self.so_far.hide()
        self.busy.show_busy(self.tr("Looking through the whole text…"), can_cancel=True)

    def show_step(self, review: Review) -> None:
        """While the last step takes its time: what the others found."""
        if not review.sentences:
            return
        second = review.deepest is Tier.THOROUGH
        if second:
            text = self.tr("Taking a second look: {done} of {all} sentences. This was found so far.")
        else:
            text = self.tr("Looking through the whole text: {done} of {all} sentences")
        self.busy.bar.setRange(0, review.sentences)
        self.busy.bar.setValue(review.done)
        self.busy.text.setText(text.format(done=review.done, all=review.sentences))
        self.busy.bar.setAccessibleName(self.busy.text.text())
        if second and review.findings != self._findings:
            self._findings = review.findings
            self.so_far.show_so_far(review.findings)
        self.enough_button.setVisible(second)
        self.so_far.setVisible(second)

    def _enough(self) -> None:
        self.enough_button.setEnabled(False)
        self.enough.emit()
