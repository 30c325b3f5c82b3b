"""What a word means: its translations in one list, and what it is explained as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from langtutor.content.messages import Messages
from langtutor.core.word_entry import OUR_PHRASES, Meaning
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.pieces import button, relabel

_SHOWN = 3
"""Definitions of one part of speech that are shown at once; the rest when asked for."""
_MOST = 12


class TranslationsView(QWidget):
    """A line for each sense, in one list."""

    def __init__(self, meanings: Sequence[Meaning], messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        lines = [_translated(meaning, part_of_speech(meaning, messages)) for meaning in meanings[:_MOST]]
        column.addWidget(_text(_list(lines)))
        column.addWidget(_text(escape(_sources(meanings, messages)), "small"))


class DefinitionsView(QWidget):
    """By part of speech: a few of the commonest one at once, all when asked for."""

    def __init__(self, meanings: Sequence[Meaning], messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        self._hidden: list[QWidget] = []
        for number, part in enumerate(dict.fromkeys(meaning.part_of_speech for meaning in meanings)):
            senses = [meaning for meaning in meanings if meaning.part_of_speech == part]
            shown = _SHOWN if number == 0 else 0
            heading = _text(escape(part_of_speech(senses[0], messages)), "small")
            column.addWidget(heading)
            if not shown:
                self._hidden.append(heading)
            for begin, some in ((0, senses[:shown]), (shown, senses[shown:])):
                if some:
                    made = _text(_list([_defined(meaning) for meaning in some], begin + 1, alone=len(senses) == 1))
                    column.addWidget(made)
                    self._hidden += [made] if begin == shown else []
        column.addWidget(_text(escape(_sources(meanings, messages)), "small"))
        for widget in self._hidden:
            widget.hide()
        if self._hidden:
            self._add_more(column)

    def _add_more(self, column: QVBoxLayout) -> None:
        more = button(self.tr("Show all definitions"), look="link")

        def turn() -> None:
            shown = self._hidden[0].isHidden()
            for widget in self._hidden:
                widget.setVisible(shown)
            relabel(more, self.tr("Show fewer definitions") if shown else self.tr("Show all definitions"))

        more.clicked.connect(turn)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def part_of_speech(meaning: Meaning, messages: Messages) -> str:
    """Dictionaries name them in English; what we have no word for is shown as it is."""
    names = []
    for one in filter(None, meaning.part_of_speech.split(", ")):
        name = messages.text(f"part.{one}")
        names.append(one if name == f"part.{one}" else name)
    return ", ".join(names)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_2)
    return column


def _translated(meaning: Meaning, part: str) -> str:
    kind = f" <i>{escape(part)}</i>" if part else ""
    gloss = f" ({escape(meaning.gloss)})" if meaning.gloss else ""
    return escape(", ".join(meaning.translations)) + kind + gloss + _examples(meaning.examples)


def _defined(meaning: Meaning) -> str:
    answers = f" → {escape(', '.join(meaning.translations[:4]))}" if meaning.translations else ""
    return escape(meaning.definition) + answers + _examples(meaning.examples)


def _examples(examples: Iterable[str]) -> str:
    return "".join(f"<br/><i>{escape(example)}</i>" for example in list(examples)[:2])


def _sources(meanings: Sequence[Meaning], messages: Messages) -> str:
    names = dict.fromkeys(name for meaning in meanings for name in meaning.dictionaries)
    return " · ".join(messages.text("dictionary.our_phrases") if name == OUR_PHRASES else name for name in names)


def _list(lines: Sequence[str], begin: int = 1, *, alone: bool = True) -> str:
    """alone: one line is all there is, and needs no number."""
    if len(lines) == 1 and alone:
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
