"""Words that were looked up again and again: each may become a card."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from langtutor.core.vocabulary import WeakWord
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.pieces import Card, button, empty, label

MOST = 3


class WeakWordsView(Card):
    """Emits `keep` and `known` with the `WeakWord` that the learner wants as a card, or knows after all."""

    keep = Signal(object)
    known = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(self.tr("You looked these up again and again. Keep them, and they will be asked."))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_1)
        self.column.addWidget(self.heading)
        self.column.addLayout(self._rows)
        self.hide()

    def show_words(self, words: Sequence[WeakWord]) -> None:
        empty(self._rows)
        for word in words[:MOST]:
            self._rows.addWidget(self._row(word))
        self.setVisible(bool(words))

    def _row(self, word: WeakWord) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        times = self.tr("looked up {count} times").format(count=QLocale().toString(word.looked_up))
        row.addWidget(label(" · ".join(filter(None, (word.word, word.result, times)))), 1)
        keep = button(self.tr("Keep"), "cards", "", partial(self.keep.emit, word))
        keep.setAccessibleName(self.tr("Keep “{word}” as a card").format(word=word.word))
        known = button(self.tr("I know it"), "check", "quiet", partial(self.known.emit, word))
        known.setAccessibleName(self.tr("I know “{word}”").format(word=word.word))
        for one in (keep, known):
            row.addWidget(one)
        return line
