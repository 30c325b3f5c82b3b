"""What a word means: its translations in one list, and what it is explained as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from langtutor.content.messages import Messages
from langtutor.core.word_entry import Meaning
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.pieces import button, relabel

_SHOWN = 3
"""Definitions of one part of speech that are shown at once; the rest when asked for."""
_MOST = 12


class EntryView(QWidget):
    """Meanings of one word, those with translations before those that are only defined."""

    def __init__(self, meanings: Sequence[Meaning], messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        translated = [meaning for meaning in meanings if not meaning.definition]
        defined = [meaning for meaning in meanings if meaning.definition]
        if translated:
            column.addWidget(_text(_list([self._translated(meaning) for meaning in translated[:_MOST]])))
            column.addWidget(_text(escape(_sources(translated)), "small"))
        if defined:
            column.addSpacing(SPACE_2)
            column.addWidget(_text(f"<b>{escape(self.tr('Definitions'))}</b>"))
            self._add_defined(column, defined)
            column.addWidget(_text(escape(_sources(defined)), "small"))

    def _add_defined(self, column: QVBoxLayout, defined: Sequence[Meaning]) -> None:
        parts = dict.fromkeys(meaning.part_of_speech for meaning in defined)
        hidden: list[QWidget] = []
        for part in parts:
            senses = [meaning for meaning in defined if meaning.part_of_speech == part]
            first, rest = senses[:_SHOWN], senses[_SHOWN:]
            shown_later: list[QWidget] = []
            heading = _text(escape(self._part(part)), "small")
            column.addWidget(heading)
            column.addWidget(_text(_list([_defined(meaning) for meaning in first])))
            if rest:
                more = _text(_list([_defined(meaning) for meaning in rest], begin=len(first) + 1))
                column.addWidget(more)
                shown_later.append(more)
            hidden += shown_later
        for widget in hidden:
            widget.hide()
        if hidden:
            self._add_more(column, hidden)

    def _add_more(self, column: QVBoxLayout, hidden: list[QWidget]) -> None:
        more = button(self.tr("Show all definitions"), look="link")

        def turn() -> None:
            shown = hidden[0].isHidden()
            for widget in hidden:
                widget.setVisible(shown)
            relabel(more, self.tr("Show fewer definitions") if shown else self.tr("Show all definitions"))

        more.clicked.connect(turn)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _part(self, part: str) -> str:
        """Parts of speech come as English words; unknown ones are shown as they are."""
        names = []
        for one in filter(None, part.split(", ")):
            name = self._messages.text(f"part.{one}")
            names.append(one if name == f"part.{one}" else name)
        return ", ".join(names)

    def _translated(self, meaning: Meaning) -> str:
        part = self._part(meaning.part_of_speech)
        kind = f" <i>{escape(part)}</i>" if part else ""
        return escape(", ".join(meaning.translations)) + kind + _examples(meaning.examples)


def _defined(meaning: Meaning) -> str:
    answers = f" → {escape(', '.join(meaning.translations[:4]))}" if meaning.translations else ""
    return escape(meaning.definition) + answers + _examples(meaning.examples)


def _examples(examples: Iterable[str]) -> str:
    return "".join(f"<br/><i>{escape(example)}</i>" for example in list(examples)[:2])


def _sources(meanings: Sequence[Meaning]) -> str:
    return " · ".join(dict.fromkeys(name for meaning in meanings for name in meaning.dictionaries))


def _list(lines: Sequence[str], begin: int = 1) -> str:
    if len(lines) == 1 and begin == 1:
        return lines[0]
    items = "".join(f"<li style='margin-bottom: {SPACE_1}px'>{line}</li>" for line in lines)
    return f"<ol start='{begin}' style='margin-left: 24px; -qt-list-indent: 0'>{items}</ol>"


def _text(html: str, look: str = "") -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if look:
        set_look(label, look)
    return label
