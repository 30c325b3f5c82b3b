"""One card: what it says, to be changed, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from langtutor.core.events import DrillKind
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.vocabulary import Card, CardDraft
from langtutor.ui.theme.tokens import SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.card_texts import CardTexts
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.services.vocabulary import Review

_WIDTH = 76
"""Average characters."""


class CardDialog(QDialog):
    """Emits `kept` with the draft when it is to be kept, `hear` with a text. card: None for a new one."""

    kept = Signal(object)
    hear = Signal(str)

    def __init__(self, card: Card | None, tags: Sequence[str], parent: QWidget, draft: CardDraft | None = None) -> None:
        super().__init__(parent)
        self._room = parent.window().size()
        self._texts = CardTexts(self)
        said = draft or (card.draft if card is not None else CardDraft("", ""))
        self._said = said
        self.setWindowTitle(self.tr("Card") if card is not None else self.tr("New card"))
        self.front = self._field(said.front, self.tr("Word or phrase"))
        self.back = self._field(said.back, self.tr("Meaning"))
        self.sentence = self._field(said.sentence, self.tr("Sentence with it"))
        self.translation = self._field(said.translation, self.tr("What the sentence means"))
        self.tags = self._field(" ".join(said.tags), self.tr("Tags, parted by spaces"))
        self._complete(tags)
        self.told = label("\n".join(self._texts.told(card)) if card is not None else "", "muted")
        self.history = QListWidget()
        self.history.setAccessibleName(self.tr("How it went"))
        self.history.hide()
        self.hear_button = button(self.tr("Hear it (Alt+P)"), "speaker-high", "", self._hear)
        self.hear_button.setShortcut("Alt+P")
        self.keep_button = button(self.tr("Save (Enter)"), "", "primary", self._keep)
        self._lay_out()
        self.keep_button.setDefault(True)  # a button that is in no dialog yet can't be its default
        for field in (self.front, self.back):
            field.textChanged.connect(lambda _text: self._refresh())
        self._refresh()
        (self.back if said.front and not said.back else self.front).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> CardDraft:
        return CardDraft(
            self.front.text(),
            self.back.text(),
            self.sentence.text(),
            self.translation.text(),
            self._said.form,
            tuple(self.tags.text().split()),
            self._said.origin,
        )

    def show_history(self, reviews: Sequence[Review]) -> None:
        """The newest first."""
        self.history.clear()
        self.history.addItems([self._review(review) for review in reversed(reviews)])
        self.history.setVisible(bool(reviews))
        self._history_label.setVisible(bool(reviews))

    def _review(self, review: Review) -> str:
        event = review.event
        drills = {
            DrillKind.SAY: self.tr("said"),
            DrillKind.LISTEN: self.tr("listened to"),
            DrillKind.TRANSLATE: self.tr("translated"),
            DrillKind.MINIMAL_PAIR: self.tr("told apart"),
        }
        outcomes = {
            AnswerOutcome.RIGHT: self.tr("right"),
            AnswerOutcome.SLIP: self.tr("wrong"),
            AnswerOutcome.UNCLEAR: self.tr("unclear"),
            AnswerOutcome.GIVEN_UP: self.tr("not known"),
        }
        parts = [self._texts.date(event.header.at), drills[event.drill], outcomes[event.outcome], event.answer]
        return " · ".join(part for part in parts if part)

    def _field(self, text: str, name: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.setCursorPosition(0)
        return field

    def _complete(self, tags: Sequence[str]) -> None:
        completer = QCompleter(list(tags), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.front, self.back, self.sentence, self.translation, self.tags):
            form.addRow(QLabel(field.accessibleName()), field)
        self._history_label = label(self.tr("How it went"), "heading")
        self._history_label.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.hear_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.keep_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        column.addLayout(form)
        for part in (self.told, self._history_label, self.history, buttons):
            column.addWidget(part)
        self.told.setVisible(bool(self.told.text()))
        wide = self.fontMetrics().averageCharWidth() * _WIDTH
        self.setMinimumWidth(min(wide, self._room.width()))

    def _refresh(self) -> None:
        self.keep_button.setEnabled(bool(self.front.text().strip() and self.back.text().strip()))
        self.hear_button.setEnabled(bool(self.front.text().strip()))

    def _hear(self) -> None:
        self.hear.emit(self.front.text().strip())

    def _keep(self) -> None:
        self.kept.emit(self.draft)
        self.accept()


class TagsDialog(QDialog):
    """Tags for several cards. Emits `wanted` with those to add and those to take away."""

    wanted = Signal(object, object)

    def __init__(self, count: int, there: Sequence[str], known: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags"))
        self.add = QLineEdit()
        self.remove = QLineEdit()
        heading = self.tr("Cards selected: {count}").format(count=QLocale().toString(count))
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for field, name, tags in (
            (self.add, self.tr("Tags to add, parted by spaces"), known),
            (self.remove, self.tr("Tags to take away"), there),
        ):
            completer = QCompleter(list(tags), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.setCompleter(completer)
            field.setAccessibleName(name)
            form.addRow(QLabel(name), field)
        self.remove.setEnabled(bool(there))
        about = label(self.tr("Tags they have: {tags}").format(tags=", ".join(there)) if there else "", "muted")
        about.setVisible(bool(there))
        self.yes: QPushButton = button(self.tr("Save (Enter)"), "", "primary", self._done)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        column.addWidget(label(heading, "heading"))
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(buttons)
        self.yes.setDefault(True)

    def _done(self) -> None:
        self.wanted.emit(self.add.text().split(), self.remove.text().split())
        self.accept()
