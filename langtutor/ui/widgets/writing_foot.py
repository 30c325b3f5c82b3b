"""Beneath a text: how long it is, how far it was checked, and that it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from langtutor.core.requests import Tier
from langtutor.core.writing import Counts
from langtutor.ui.theme.tokens import SPACE_1, SPACE_4
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import label

if TYPE_CHECKING:
    from langtutor.core.writing import Review


class WritingFoot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow, self._counts, self._wanted = False, Counts(0, 0), 0
        self.counts, self.progress_text, self.saved = (_piece() for _ in range(3))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setProperty("look", "soft")
        self._texts = QWidget()
        row = FlowLayout(self._texts, SPACE_4, SPACE_1)
        for one in (self.counts, self.saved, self.progress_text):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.bar)
        column.addWidget(self._texts)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the text above doesn't move when it comes and goes
        self.bar.setSizePolicy(policy)
        self.bar.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Says less where there is no room for more."""
        self._narrow = narrow
        self.show_counts(self._counts, self._wanted)

    def show_counts(self, counts: Counts, wanted: int) -> None:
        """wanted: how many words the prompt asks for, 0 without one."""
        words = self.tr("%n word(s)", "", counts.words)
        if 0 < counts.words < wanted:
            words = self.tr("{count} of {wanted} words").format(count=counts.words, wanted=wanted)
        self._counts, self._wanted = counts, wanted
        parts = [words]
        if not self._narrow:
            parts.append(self.tr("%n sentence(s)", "", counts.sentences))
        if counts.level is not None:
            parts.append(self.tr("level about {level}").format(level=counts.level))
        self.counts.setText(" · ".join(parts))

    def show_progress(self, review: Review | None) -> None:
        """A soft line while deeper checks go through the text."""
        busy = review is not None and review.busy and review.sentences > 0
        self.bar.setVisible(busy)
        self.progress_text.setVisible(busy)
        if review is None or not busy:
            return
        self.bar.setRange(0, review.sentences)
        self.bar.setValue(review.done)
        if review.deepest is Tier.THOROUGH:
            text = self.tr("Taking a second look while you pause: {done} of {all} sentences")
        else:
            text = self.tr("Looking more closely: {done} of {all} sentences")
        self.progress_text.setText(text.format(done=review.done, all=review.sentences))
        self.bar.setAccessibleName(self.progress_text.text())

    def show_saved(self, text: str) -> None:
        self.saved.setText(text)
        self.saved.setVisible(bool(text))


def _piece() -> QLabel:
    made = label(look="small")
    made.setWordWrap(False)
    return made
