"""What stands behind a text: the learner's disagreements, their own words, and the reference for a mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.finding_card import example_line, in_language
from langtutor.ui.widgets.pieces import button, empty, label
from langtutor.ui.widgets.rich import rich

if TYPE_CHECKING:
    from langtutor.core.explanation import Explanation
    from langtutor.core.writing import Disagreement

_WIDTH, _HEIGHT = 66, 26
"""Average characters and lines."""


class _ListDialog(QDialog):
    """Rows that scroll, and Close. Whoever inherits puts a heading above with `begin`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        inside = QWidget()
        inside.setObjectName("columnOuter")
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, SPACE_3, 0)
        self.rows.setSpacing(SPACE_3)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        self.column.setSpacing(SPACE_4)
        metrics, room = self.fontMetrics(), parent.window().size()
        wide, high = metrics.averageCharWidth() * _WIDTH, metrics.height() * _HEIGHT
        self.resize(min(wide, room.width()), min(high, room.height()))

    def begin(self, heading: str, text: str = "", *parts: QWidget) -> None:
        """parts: what stands above the rows and doesn't scroll."""
        self.setWindowTitle(heading)
        self.column.addWidget(label(heading, "heading"))
        if text:
            self.column.addWidget(label(text, "muted"))
        for part in parts:
            self.column.addWidget(part)
        self.column.addWidget(self._area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)


class DisagreementsDialog(_ListDialog):
    """Emits `undo` with the `Disagreement` that is taken back."""

    undo = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        text = self.tr("Each makes langtutor surer of itself before it marks the same kind of mistake again.")
        self.begin(self.tr("What you disagreed with"), text)

    def show_disagreements(self, disagreements: Sequence[Disagreement]) -> None:
        empty(self.rows)
        if not disagreements:
            self.rows.addWidget(label(self.tr("You haven’t disagreed with anything."), "muted"))
        for one in disagreements:
            self.rows.addWidget(disagreement_row(one, self.tr("Take it back"), self.undo.emit))
        self.rows.addStretch(1)


class DictionaryDialog(_ListDialog):
    """The learner's own words. Emits `add` and `remove` with a word."""

    add = Signal(str)
    remove = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("A word"))
        self.field.setAccessibleName(self.tr("A word for your dictionary"))
        self.field.returnPressed.connect(self._add)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.field, 1)
        row.addWidget(button(self.tr("Add"), "plus", "", self._add))
        self.begin(self.tr("Your dictionary"), self.tr("These words are never marked as mistakes."), line)

    def show_words(self, words: Sequence[str]) -> None:
        empty(self.rows)
        if not words:
            self.rows.addWidget(label(self.tr("No words yet."), "muted"))
        for word in words:
            self.rows.addWidget(self._row(word))
        self.rows.addStretch(1)

    def _add(self) -> None:
        word = self.field.text().strip()
        if word:
            self.field.clear()
            self.add.emit(word)

    def _row(self, word: str) -> QWidget:
        made = button(self.tr("Remove"), "trash", "quiet", partial(self.remove.emit, word))
        made.setAccessibleName(self.tr("Remove “{word}”").format(word=word))
        return _line(label(word), made)


class ReferenceDialog(_ListDialog):
    """What is behind an explanation, to read at leisure."""

    def __init__(self, explanation: Explanation, reader: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.begin(in_language(explanation.what, reader).replace("*", ""))
        self.rows.addWidget(label(rich(in_language(explanation.why, reader)), rich=True))
        self.rows.addWidget(example_line("x", "wrong", explanation.wrong))
        self.rows.addWidget(example_line("check", "good", explanation.right))
        for paragraph in in_language(explanation.more, reader).strip().split("\n\n"):
            self.rows.addWidget(label(rich(paragraph.strip()).replace("\n", "<br>"), rich=True))
        self.rows.addStretch(1)


def disagreement_row(one: Disagreement, undo: str, on_undo: Callable[[Disagreement], object]) -> QWidget:
    """The sentence as written and as it was to be, and a way back. undo: what the button says."""
    texts = QWidget()
    column = QVBoxLayout(texts)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(one.said, "muted"))
    column.addWidget(label(f"→ {one.meant}"))
    if one.skill_title:
        column.addWidget(label(one.skill_title, "small"))
    made = button(undo, "arrow-counter-clockwise", "", lambda: on_undo(one))
    made.setAccessibleName(f"{undo}: {one.said}")
    return _line(texts, made)


def _line(text: QWidget, made: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_3)
    row.addWidget(text, 1)
    row.addWidget(made)
    return line
