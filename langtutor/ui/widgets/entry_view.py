"""Dictionary entries, as a learner reads them."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.look_up_requests import DictionaryEntry, Entries, Sense
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_SENSES = 8
"""Shown of one part of speech; the rest is noise to a learner."""


class EntryView(QWidget):
    """One dictionary's entries for a word: headword, IPA, senses by part of speech."""

    def __init__(self, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        for entry in entries.entries:
            column.addWidget(_text(_head(entry)))
            for part, senses in _by_part(entry.senses):
                if part:
                    column.addSpacing(SPACE_1)
                    column.addWidget(_text(escape(self._part_text(part)), "small"))
                column.addWidget(_text(_list(senses[:_SENSES])))
            column.addWidget(_text(escape(entry.dictionary), "small"))
            column.addSpacing(SPACE_3)

    def _part_text(self, part: str) -> str:
        """Parts of speech come as English words; unknown ones are shown as they are."""
        names = {
            "noun": self.tr("noun"),
            "verb": self.tr("verb"),
            "adjective": self.tr("adjective"),
            "adverb": self.tr("adverb"),
            "pronoun": self.tr("pronoun"),
            "preposition": self.tr("preposition"),
            "conjunction": self.tr("conjunction"),
            "interjection": self.tr("interjection"),
            "article": self.tr("article"),
            "determiner": self.tr("determiner"),
            "numeral": self.tr("numeral"),
            "proper noun": self.tr("proper noun"),
            "phrase": self.tr("phrase"),
            "prefix": self.tr("prefix"),
            "suffix": self.tr("suffix"),
            "abbreviation": self.tr("abbreviation"),
        }
        return ", ".join(names.get(one, one) for one in part.split(", "))


def _by_part(senses: tuple[Sense, ...]) -> list[tuple[str, list[Sense]]]:
    grouped: dict[str, list[Sense]] = {}
    for sense in senses:
        grouped.setdefault(sense.part_of_speech, []).append(sense)
    return list(grouped.items())


def _head(entry: DictionaryEntry) -> str:
    said = f"&nbsp;&nbsp;/{escape(entry.pronunciation.strip('/'))}/" if entry.pronunciation else ""
    return f"<b>{escape(entry.headword)}</b>{said}"


def _list(senses: list[Sense]) -> str:
    if len(senses) == 1:
        return _sense(senses[0])
    lines = "".join(f"<li style='margin-bottom: {SPACE_1}px'>{_sense(sense)}</li>" for sense in senses)
    return f"<ol style='margin-left: 20px; -qt-list-indent: 0'>{lines}</ol>"


def _sense(sense: Sense) -> str:
    examples = "".join(f"<br/><i>{escape(example)}</i>" for example in sense.examples[:2])
    return escape(sense.text) + examples


def _text(html: str, look: str = "") -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if look:
        set_look(label, look)
    return label
