"""What looking up found: a word's entry, or a sentence with its translation and what that means back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from langtutor.content.messages import Messages
from langtutor.core.alternatives import WordLink
from langtutor.core.language import LanguageCode
from langtutor.core.vocabulary import Standing
from langtutor.core.wording import changed_spans
from langtutor.services.examples import Example
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, Result
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.examples_view import ExamplesView, best_sentence
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.linked_texts import LinkedTexts
from langtutor.ui.widgets.pieces import button, label, relabel
from langtutor.ui.widgets.rich import marked
from langtutor.ui.widgets.selecting import selectable
from langtutor.ui.widgets.word_entry_view import WordEntryView


class LookUpView(QFrame):
    """Emits `say` and `keep` when their buttons are pressed (`spoken` tells what is to be said), `word_asked` with a
    word to look up next and whether it is one of the translation's language."""

    say = Signal()
    keep = Signal()
    word_asked = Signal(str, bool)

    def __init__(
        self, result: Result, learned: LanguageCode, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.result = result
        self._learned = learned
        set_look(self, "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        self._column.setSpacing(SPACE_3)
        self._build_buttons()
        self.entry: WordEntryView | None = None
        self.linked: LinkedTexts | None = None
        self.examples = QVBoxLayout()
        self.sentence = ("", "")
        """One with the word, and its translation."""
        self.alternatives = QVBoxLayout()
        """A place for other ways to say a sentence."""
        if isinstance(result, LookedUpSentence):
            self._build_sentence(result)
        else:
            self._build_word(result, messages)

    @property
    def spoken(self) -> tuple[str, LanguageCode]:
        """The side in the learned language; what was asked when neither is."""
        result = self.result
        if result.pair.target == self._learned and result.translation:
            return result.translation, result.pair.target
        if isinstance(result, LookedUpWord):
            return result.entry.headword or result.text, result.pair.source
        return result.text, result.pair.source

    @property
    def is_empty(self) -> bool:
        """A word that neither dictionary nor translator knows."""
        return isinstance(self.result, LookedUpWord) and self.result.entry.is_empty

    @property
    def can_keep(self) -> bool:
        return not self.is_empty and self._keep.isEnabled()

    def show_keeping(self, under_way: bool) -> None:
        """One press keeps one card."""
        self._keep.setEnabled(not under_way)

    def show_kept(self) -> None:
        relabel(self._keep, self.tr("Kept as a card"))
        self._keep.setEnabled(False)
        set_icon(self._keep, "check", "good")

    def show_back(self, text: str) -> None:
        """The translation's own translation, when it is there; what it has otherwise stands out."""
        self._back.setText(marked(text, changed_spans(text, self.result.text)))
        self._back.setAccessibleName(text)
        self._back.setVisible(bool(text))
        self._back_lead.setVisible(bool(text))

    def show_links(self, links: Iterable[WordLink]) -> None:
        if self.linked is not None:
            self.linked.show_links(links)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Sentences with the word; a card that is kept takes the best of them."""
        self.sentence = best_sentence(examples)
        if examples:
            self.examples.addWidget(ExamplesView(examples))

    def show_standing(self, standing: Standing | None) -> None:
        if self.entry is not None:
            self.entry.show_standing(standing)

    def texts(self) -> str:
        """All that is written here, for whoever can't see it."""
        said = [widget.accessibleName() or widget.text() for widget in self.findChildren(QLabel) if widget.text()]
        said += [widget.text() for widget in self.findChildren(QPushButton)]
        if self.linked is not None:
            said += [self.linked.original.text(), self.linked.translation.text()]
        return "\n".join(said + [widget.toPlainText() for widget in self.findChildren(QPlainTextEdit)])

    # --- building ------------------------------------------------------------------------------------------------

    def _build_buttons(self) -> None:
        self._say = button(self.tr("Hear it"), "speaker-high", action=self.say.emit)
        self._say.setToolTip("P")
        self._keep = button(self.tr("Keep as a card"), "cards", action=self.keep.emit)
        self._keep.setToolTip("Ctrl+D")
        self._actions = FlowLayout(across=SPACE_2)
        for one in (self._say, self._keep):
            self._actions.addWidget(one)

    def _build_sentence(self, result: LookedUpSentence) -> None:
        self.linked = LinkedTexts(result.text, result.translation)
        self.linked.word_asked.connect(self.word_asked)
        self._column.addWidget(self.linked)
        if result.via is not None:
            text = self.tr("Translated by way of another language (%1): less exact.").replace("%1", str(result.via))
            self._column.addWidget(label(text, "small"))
        self._column.addLayout(self._actions)
        self._back_lead = label(self.tr("Translated back, so that you see what was understood:"), "small")
        self._back = selectable(label(rich=True))
        for widget in (self._back_lead, self._back):
            widget.hide()
            self._column.addWidget(widget)
        self._column.addLayout(self.alternatives)

    def _build_word(self, result: LookedUpWord, messages: Messages) -> None:
        self.entry = WordEntryView(result.entry, result.standing, messages)
        self.entry.word_asked.connect(lambda word: self.word_asked.emit(word, False))
        if self.is_empty:
            self._say.hide()
            self._keep.hide()
        self.entry.buttons.addLayout(self._actions)
        if result.standing is not None and result.standing.item is not None:
            self.show_kept()
        self.entry.examples.addLayout(self.examples)
        self._column.addWidget(self.entry)
