"""Sentences in which a word stands, of the course and the learner's own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.services.examples import Example, ExampleSource
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.pieces import label
from langtutor.ui.widgets.selecting import selectable


class ExamplesView(QWidget):
    """Says of each sentence whose it is; the word stands out."""

    def __init__(self, examples: Sequence[Example], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(label(self.tr("Examples"), "heading"))
        for example in examples:
            column.addLayout(self._one(example))

    def _one(self, example: Example) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(SPACE_1)
        lines.addWidget(selectable(label(marked(example), rich=True)))
        source = {
            ExampleSource.COURSE: self.tr("from the course"),
            ExampleSource.WRITTEN: self.tr("you wrote this"),
            ExampleSource.ANSWERED: self.tr("you said this"),
        }[example.source]
        lines.addWidget(label(f"{example.translation} — {source}" if example.translation else source, "small"))
        return lines


def marked(example: Example) -> str:
    """The sentence as HTML, the word in bold."""
    made, at = "", 0
    for span in example.words:
        made += escape(example.text[at : span.start]) + f"<b>{escape(span.of(example.text))}</b>"
        at = span.end
    return made + escape(example.text[at:])


def best_sentence(examples: Sequence[Example]) -> tuple[str, str]:
    """What a card may show with its word, and its translation: nothing that may hold the learner's own mistakes."""
    right = [example for example in examples if example.source is not ExampleSource.WRITTEN]
    chosen = next((example for example in right if example.translation), next(iter(right), None))
    return (chosen.text, chosen.translation) if chosen is not None else ("", "")
