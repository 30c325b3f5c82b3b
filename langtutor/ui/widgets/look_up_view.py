"""What looking up found: a sentence there and back, or a word's entries."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.language import LanguageCode
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, Result
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.entry_view import EntryView
from langtutor.ui.widgets.flow_layout import FlowLayout


class LookUpView(QFrame):
    """Emits `say` and `keep` when their buttons are pressed; `spoken` says what is to be said."""

    say = Signal()
    keep = Signal()

    def __init__(self, result: Result, learned: LanguageCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        self._learned = learned
        set_look(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        if isinstance(result, LookedUpSentence):
            self._build_sentence(column, result)
        else:
            self._build_word(column, result)
        if not self.is_empty:  # right beneath what was found: entries can be long
            column.insertLayout(2 if isinstance(result, LookedUpSentence) else 1, self._build_actions())

    @property
    def spoken(self) -> tuple[str, LanguageCode]:
        """The side in the learned language; what was asked when neither is."""
        query = self.result.text if isinstance(self.result, LookedUpSentence) else self.result.query
        if self.result.pair.target == self._learned and self.result.translation:
            return self.result.translation, self.result.pair.target
        return query, self.result.pair.source

    @property
    def is_empty(self) -> bool:
        """A word that neither dictionary nor translator knows."""
        return isinstance(self.result, LookedUpWord) and not (self.result.entries.entries or self.result.translation)

    @property
    def can_keep(self) -> bool:
        return not self.is_empty and self._keep.isEnabled()

    def show_keeping(self, under_way: bool) -> None:
        """One press keeps one card."""
        self._keep.setEnabled(not under_way)

    def show_kept(self) -> None:
        self._keep.setText(self.tr("Kept as a card"))
        self._keep.setEnabled(False)
        set_icon(self._keep, "check", "good")

    def texts(self) -> str:
        """All that is written here, for whoever can't see it."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def _build_sentence(self, column: QVBoxLayout, result: LookedUpSentence) -> None:
        column.addWidget(_line(result.text, "muted"))
        column.addWidget(_line(result.translation, "sentence"))
        if result.back_translation:
            label = self.tr("Translated back, so that you see what was understood:")
            column.addWidget(_line(label, "small"))
            column.addWidget(_line(result.back_translation))

    def _build_word(self, column: QVBoxLayout, result: LookedUpWord) -> None:
        lemma = result.entries.lemma
        column.addWidget(_line(f"{result.query} → {lemma}" if lemma else result.query, "sentence"))
        if self.is_empty:
            text = self.tr("No dictionary here knows “%1”. Is it spelt as you meant it, and in this language?")
            column.addWidget(_line(text.replace("%1", result.query)))
        if result.translation:
            column.addWidget(_line(self.tr("Translation"), "small"))
            column.addWidget(_line(result.translation))
        if result.entries.entries:
            column.addWidget(EntryView(result.entries))
        if result.definitions is not None and result.definitions.entries:
            column.addWidget(_line(self.tr("Definitions"), "heading"))
            column.addWidget(EntryView(result.definitions))

    def _build_actions(self) -> FlowLayout:
        say = QPushButton(self.tr("Hear it"))
        set_icon(say, "speaker-high")
        say.setToolTip("P")
        say.clicked.connect(self.say)
        self._keep = QPushButton(self.tr("Keep as a card"))
        set_icon(self._keep, "cards")
        self._keep.setToolTip("Ctrl+D")
        self._keep.clicked.connect(self.keep)
        row = FlowLayout(across=SPACE_2)
        row.addWidget(say)
        row.addWidget(self._keep)
        return row


def _line(text: str, look: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if look:
        set_look(label, look)
    return label
