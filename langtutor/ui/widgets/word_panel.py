"""What is known of one word that was said: its sounds, and what the mouth does for the one that is chosen."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from langtutor.core.verdict import WordOutcome
from langtutor.ui.theme.tokens import SPACE_2
from langtutor.ui.widgets.pieces import Card, button, label
from langtutor.ui.widgets.rich import rich
from langtutor.ui.widgets.sound_tiles import SoundTiles

if TYPE_CHECKING:
    from langtutor.services.pronouncing import WordSaid
    from langtutor.services.sounds_said import SoundSaid
    from langtutor.ui.widgets.word_view import ShownWord


class WordPanel(Card):
    """Beneath the sentence, in its own room. Emits `closed`, and `up` at the key that leads back to the word."""

    closed = Signal()
    up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sounds: tuple[SoundSaid, ...] = ()
        self.title = label(look="heading")
        self.gloss = label(look="muted")
        self.said = label()
        self.close_button = button(self.tr("Close (Esc)"), "x", "quiet", self.closed.emit)
        top, names = QHBoxLayout(), QHBoxLayout()
        names.setSpacing(SPACE_2)
        for one in (self.title, self.gloss):
            one.setWordWrap(False)
            names.addWidget(one)
        top.addLayout(names)
        top.addStretch(1)
        top.addWidget(self.close_button)
        self.tiles = SoundTiles()
        self.tiles.sound_chosen.connect(self._show_sound)
        self.tiles.up.connect(self.up)
        self.legend = label(
            self.tr("Above: what is meant. Below: what we heard. Choose a sound to see how it is made."), "small"
        )
        self.stress = label()
        self.links = label(rich=True)
        self.detail = label(rich=True)
        self.note = label(look="muted")
        self.column.addLayout(top)
        for part in (self.said, self.tiles, self.legend, self.stress, self.links, self.detail, self.note):
            self.column.addWidget(part)
        self.setVisible(False)

    def show_word(self, shown: ShownWord, said: WordSaid | None, note: str) -> None:
        """said: None where it wasn't, or where that isn't known yet. note: shown where there are no sounds."""
        word = shown.verdict
        name = word.asked or word.heard or "…"
        self.title.setText(f"“{name}”")
        self.gloss.setText(shown.gloss)
        self.gloss.setVisible(bool(shown.gloss))
        self.setAccessibleName(self.tr("Sounds of “{word}”").format(word=name))
        other = said is not None and bool(word.asked) and said.text.lower() != word.asked.lower()
        self.said.setText(self.tr("You said “{heard}”.").format(heard=said.text if said else ""))
        self.said.setVisible(other)
        self._sounds = said.sounds if said is not None else ()
        self._show_sounds(said)
        self.note.setText(note)
        self.note.setVisible(not self._sounds)
        self.show_links(())
        self.detail.clear()
        self.detail.hide()
        wrong = [at for at, one in enumerate(self._sounds) if one.outcome is not WordOutcome.RIGHT]
        if wrong:
            self.tiles.choose(max(wrong, key=self._worth_a_look))

    def show_links(self, links: Sequence[tuple[str, str]]) -> None:
        """How the word goes with its neighbours: (what came out, what to do otherwise) each."""
        lines = [f"{html.escape(told)} {rich(advice)}".rstrip() for told, advice in links]
        self.links.setText("<br>".join(lines))
        self.links.setVisible(bool(lines))

    def enter(self) -> None:
        """The keyboard comes in from the word."""
        self.tiles.enter()

    def _worth_a_look(self, place: int) -> tuple[float, bool, int]:
        """What there is most to say about comes first, then slips, then whatever stands first."""
        sound = self._sounds[place]
        return sound.weight, sound.outcome is WordOutcome.SLIP, -place

    def _show_sounds(self, said: WordSaid | None) -> None:
        known = bool(self._sounds)
        self.tiles.show_sounds(self._sounds, said.stress_asked if said else None)
        self.tiles.setVisible(known)
        self.legend.setVisible(known)
        wrong = said is not None and known and not said.stress_is_right
        self.stress.setVisible(wrong)
        if wrong and said is not None and said.stress_asked is not None and said.stress_heard is not None:
            text = self.tr("Put the weight of the word on “{asked}”. You seemed to put it on “{heard}”.")
            asked, heard = self._sounds[said.stress_asked], self._sounds[said.stress_heard]
            self.stress.setText(text.format(asked=asked.asked, heard=heard.asked))

    def _show_sound(self, place: int) -> None:
        """How it came out, and one thing to do: what to do differently, else what the mouth does."""
        sound = self._sounds[place]
        slipped = sound.outcome is WordOutcome.SLIP and sound.advice
        what = sound.advice if slipped else sound.how if sound.asked else ""
        lines = [f"<b>{rich(self._heading(sound))}</b>", rich(what)]
        self.detail.setText("<br>".join(line for line in lines if line))
        self.detail.show()

    def _heading(self, sound: SoundSaid) -> str:
        """In plain letters, with the asterisks of the example."""
        if not sound.asked:
            text = self.tr("{heard} doesn’t belong here.")
        elif sound.outcome is WordOutcome.RIGHT:
            text = self.tr("{asked}, as in {example}: right.")
        elif sound.outcome is WordOutcome.UNCLEAR:
            text = self.tr("{asked}, as in {example}: we couldn’t hear it clearly.")
        elif not sound.heard:
            text = self.tr("{asked}, as in {example}: we couldn’t hear it.")
        else:
            text = self.tr("{asked}, as in {example}, came out as {heard}.")
        return text.format(asked=f"/{sound.asked}/", heard=f"/{sound.heard}/", example=sound.example or "…")
