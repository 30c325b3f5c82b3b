"""All that is told of one word, as a learner reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from langtutor.content.messages import Messages
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode
from langtutor.core.vocabulary import Standing
from langtutor.core.word_entry import WordEntry
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3
from langtutor.ui.widgets.entry_view import DefinitionsView, TranslationsView
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.forms_view import FormsView
from langtutor.ui.widgets.pieces import button, icon_line, label
from langtutor.ui.widgets.rich import rich
from langtutor.ui.widgets.selecting import selectable

_PHRASES = 12


class WordEntryView(QWidget):
    """Emits `word_asked` with a word or phrase of the same language that is to be looked up next."""

    word_asked = Signal(str)

    def __init__(
        self, entry: WordEntry, standing: Standing | None, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry = entry
        self._messages = messages
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self._add_head()
        self.told = label("", "muted")
        self._column.addWidget(self.told)
        self.show_standing(standing)
        self.buttons = QVBoxLayout()
        """A place for them right beneath the head: entries can be long."""
        self._column.addLayout(self.buttons)
        if entry.is_empty:
            text = self.tr("No dictionary here knows “%1”. Is it spelt as you meant it, and in this language?")
            self._column.addWidget(label(text.replace("%1", entry.query)))
        self._add_links(self.tr("Or did you mean"), entry.similar)
        itself = [word for word in entry.form_of if word.lower() == entry.query.strip().lower()]
        self._add_links(self.tr("As a word of its own:"), itself)
        others = [word for word in entry.form_of if word not in itself]
        self._add_links(self.tr("“%1” is also a form of").replace("%1", entry.query), others)
        if entry.false_friend is not None:
            self._column.addWidget(self._warning(entry.false_friend))
        self._add_meanings()
        if entry.inflections:
            self._column.addWidget(label(self.tr("Forms"), "heading"))
            self._column.addWidget(FormsView(entry.inflections, entry.language, messages))
        self.examples = QVBoxLayout()
        """A place for sentences with the word, which come later."""
        self._column.addLayout(self.examples)
        defined = [meaning for meaning in entry.meanings if meaning.definition]
        if defined:
            self._column.addWidget(label(self.tr("Definitions"), "heading"))
            self._column.addWidget(DefinitionsView(defined, messages))
        if entry.phrases:
            self._column.addWidget(label(self.tr("Phrases"), "heading"))
            self._add_links("", entry.phrases[:_PHRASES])

    def show_standing(self, standing: Standing | None) -> None:
        """Level, frequency, and how the word stands with the learner, in one line."""
        entry, said = self._entry, []
        if entry.level:
            said.append(self.tr("level %1").replace("%1", entry.level))
        if entry.zipf is not None:
            said.append(self._messages.text(f"common.{min(6, max(1, round(entry.zipf)))}"))
        if standing is not None:
            said.append(self._messages.text(f"standing.{standing.state}"))
            if standing.item is not None:
                said.append(self.tr("kept as a card"))
            if standing.is_weak:
                said.append(self.tr("looked up again and again: it will be practised more"))
        self.told.setText(" · ".join(said))
        self.told.setVisible(bool(said))

    # --- building ------------------------------------------------------------------------------------------------

    def _add_head(self) -> None:
        entry = self._entry
        head = FlowLayout(across=SPACE_3, down=0)
        for text, look in ((entry.headword or entry.query, "sentence"), (entry.pronunciation, "muted")):
            if text:
                made = selectable(label(f"/{text}/" if look == "muted" else text, look))
                made.setWordWrap(False)
                head.addWidget(made)
        self._column.addLayout(head)
        why = {
            "lemma": self.tr("“%1” is a form of this word."),
            "spelling": self.tr("“%1” isn’t in the dictionaries. This may be what you meant."),
            "phrase": self.tr("Found for “%1”."),
        }.get(entry.found_by, "")
        if why:
            self._column.addWidget(label(why.replace("%1", entry.query.strip()), "small"))

    def _add_meanings(self) -> None:
        entry = self._entry
        if entry.translation:
            text = (
                self.tr("The translator says: %1")
                if entry.meanings
                else self.tr("No dictionary here has it. The translator says: %1")
            )
            self._column.addWidget(selectable(label(text.replace("%1", entry.translation))))
        translated = [meaning for meaning in entry.meanings if not meaning.definition]
        if translated:
            self._column.addWidget(TranslationsView(translated, self._messages))

    def _add_links(self, lead: str, words: Iterable[str]) -> None:
        words = tuple(words)
        if not words:
            return
        row = FlowLayout(across=SPACE_2, down=0)
        if lead:
            first = QLabel(lead)
            row.addWidget(first)
        for word in words:
            row.addWidget(button(word, look="link", action=partial(self.word_asked.emit, word)))
        self._column.addLayout(row)

    def _warning(self, friend: FalseFriend) -> QWidget:
        """*pretend* looks like *pretender*, and means *fingir*."""
        if friend.sometimes:
            text = self.tr("Careful: *%1* isn’t always “%2”. It usually means: %3. For “%2” they say: %4.")
        else:
            text = self.tr("False friend: *%1* isn’t “%2”. It means: %3. For “%2” they say: %4.")
        fields = (friend.word, friend.looks_like, ", ".join(friend.means), ", ".join(friend.really))
        for number, field in enumerate(fields, 1):
            text = text.replace(f"%{number}", field)
        lines = [rich(text), f"<i>{rich(friend.example)}</i> — {rich(friend.translation)}"]
        note = dict(friend.notes).get(LanguageCode(self._messages.language), "")
        return icon_line(
            "warning-circle-fill", "doubt", label("<br/>".join([*lines, *filter(None, [rich(note)])]), rich=True)
        )
