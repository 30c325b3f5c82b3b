"""Before a table of cards is taken: what it brings, and which of its lines can't be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from langtutor.ui.theme.tokens import SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.content.messages import Messages
    from langtutor.services.vocabulary import Import

_WIDTH = 76
_SHOWN = 6
"""Cards shown as an example."""


class ImportDialog(QDialog):
    """Emits `agreed` with the tags that all cards are to have."""

    agreed = Signal(object)

    def __init__(self, found: Import, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent.window().size()
        self.setWindowTitle(self.tr("Import cards"))
        table, number = found.table, QLocale().toString
        there = len(table.cards) - found.new
        about = self.tr("New cards: {new}. There already: {there}, of which {fuller} take over what they lack.")
        self.about = label(about.format(new=number(found.new), there=number(there), fuller=number(found.fuller)))
        self.guessed = label(
            self.tr("The file doesn’t say how its letters are written. Look whether the accents are right."), "doubt"
        )
        self.guessed.setVisible(table.guessed)
        self.sample = QListWidget()
        self.sample.setAccessibleName(self.tr("The first cards"))
        self.sample.addItems([f"{card.front} — {card.back}" for card in table.cards[:_SHOWN]])
        wrong = self.tr("Lines that can’t be used: {count}. They are left out.")
        self.wrong = label(wrong.format(count=number(len(table.problems))), "wrong")
        self.problems = QListWidget()
        self.problems.setAccessibleName(self.tr("Lines that can’t be used"))
        self.problems.setWordWrap(True)
        for problem in table.problems:
            fields = {"line": problem.line, "text": problem.text}
            self.problems.addItem(messages.text(f"vocabulary.problem.{problem.code}", fields))
        for one in (self.wrong, self.problems):
            one.setVisible(bool(table.problems))
        self.tags = QLineEdit()
        self.tags.setAccessibleName(self.tr("Tags for all of them"))
        self.yes = button(self.tr("Import (Enter)"), "", "primary", self._agree)
        self.yes.setEnabled(bool(found.new or found.fuller))
        self._lay_out(table.name)
        self.tags.setFocus(Qt.FocusReason.OtherFocusReason)
        self.yes.setDefault(True)

    def _lay_out(self, name: str) -> None:
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(QLabel(self.tags.accessibleName()), self.tags)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        heading = label(name, "heading")
        for part in (heading, self.about, self.guessed, self.sample, self.wrong, self.problems):
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(buttons)
        wide = self.fontMetrics().averageCharWidth() * _WIDTH
        self.setMinimumWidth(min(wide, self._room.width()))

    def _agree(self) -> None:
        self.agreed.emit(self.tags.text().split())
        self.accept()
