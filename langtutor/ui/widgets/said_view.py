"""The sentence as it was said: word by word, to be looked into and to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from langtutor.core.linking import Linked
from langtutor.core.verdict import AnswerOutcome, WordOutcome
from langtutor.ui.theme.tokens import SPACE_3
from langtutor.ui.widgets.hearing_row import HearingRow
from langtutor.ui.widgets.hesitation_line import HesitationLine
from langtutor.ui.widgets.link_marks import ShownLink
from langtutor.ui.widgets.pieces import label
from langtutor.ui.widgets.recorded_wave import RecordedWave
from langtutor.ui.widgets.recorded_wave import ShownWord as WordOnWave
from langtutor.ui.widgets.word_panel import WordPanel
from langtutor.ui.widgets.word_view import SentenceView, ShownWord, shown_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langtutor.core.ear_requests import HeardWord
    from langtutor.services.drilling import Outcome
    from langtutor.services.linking import LinkSaid
    from langtutor.services.pronouncing import HowItSounded, WordSaid
    from langtutor.services.sound_pieces import Wave


class SaidView(QWidget):
    """Words of a spoken answer can be chosen: a panel opens beneath, and hearing is about that word.

    Emits `word_heard` with a word that is to be heard at once, of an answer that wasn't spoken; `chosen_changed` when
    another word is chosen, or none.
    """

    word_heard = Signal(str)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[ShownWord, ...] = ()
        self._how: HowItSounded | None = None
        self._note = ""
        self._spoken = False
        self._wave: Wave | None = None
        self._said: tuple[WordSaid | None, ...] = ()
        self._on_wave: list[int] = []
        self.chosen: int | None = None
        self.whole = label(look="sentence")
        self.sentence = SentenceView()
        self.wave = RecordedWave()
        self.hearing = HearingRow()
        self.panel = WordPanel()
        self.hesitations = HesitationLine()
        self.sentence.word_chosen.connect(self._word)
        self.sentence.down.connect(self.panel.enter)
        self.wave.word_chosen.connect(lambda at: self.choose(self._on_wave[at]))
        self.panel.closed.connect(lambda: self.choose(None))
        self.panel.up.connect(self._back_to_word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (self.whole, self.sentence, self.wave, self.hearing, self.panel, self.hesitations):
            column.addWidget(part)

    def show_answer(self, outcome: Outcome, *, spoken: bool, note: str, said: tuple[WordSaid | None, ...] = ()) -> None:
        """spoken: there is a recording. note: stands in the panel until sounds are known. said: the times of the words,
        as far as they are known already."""
        verdict = outcome.verdict
        alone = not verdict.words or verdict.outcome is AnswerOutcome.GIVEN_UP
        glosses = outcome.exercise.sentence.words
        self._words = () if alone else shown_words(verdict.expected, verdict.words, glosses)
        self._how, self._note, self._spoken = None, note, spoken
        self.whole.setText(verdict.expected)
        self.whole.setVisible(alone)
        self.sentence.setVisible(not alone)
        self.sentence.show_words(self._words)
        self.hearing.set_spoken(spoken)
        self.hesitations.clear()
        self._wave, self._said = None, said
        self.wave.setVisible(spoken)
        self._draw_wave()
        self.choose(None)

    def show_wave(self, wave: Wave) -> None:
        self._wave = wave
        self._draw_wave()

    def show_hesitations(self, words: Sequence[HeardWord]) -> None:
        """words: the sentence with what was said besides, marked; none where there was nothing."""
        self.hesitations.show_words(words)

    def set_position(self, seconds: float | None) -> None:
        """Where the recording is heard just now."""
        begin_s = self._wave.start_s if self._wave is not None else 0.0
        self.wave.set_position(None if seconds is None else max(0.0, seconds - begin_s))

    def show_sounds(self, how: HowItSounded, note: str) -> None:
        """What became known since. note: why there are no sounds, where there are none."""
        if how is self._how and note == self._note:
            return  # who looks at a sound goes on looking at it
        self._how, self._note = how, note
        slipped = (at for at, said in enumerate(how.words) if said is not None and _slipped(said))
        self.sentence.mark_sound_slips(slipped)
        self.sentence.show_links([self._shown_link(link) for link in how.links])
        if any(said is not None for said in how.words):
            self._said = how.words
            self._draw_wave()
        self._show_chosen()

    def choose(self, word: int | None) -> None:
        """None: the whole sentence."""
        self.chosen = word
        self.sentence.choose(word)
        self._show_chosen()
        self.chosen_changed.emit()

    def close_panel(self) -> bool:
        """False where nothing was chosen."""
        if self.chosen is None:
            return False
        self._back_to_word()
        self.choose(None)
        return True

    @property
    def chosen_word(self) -> ShownWord | None:
        return self._words[self.chosen] if self.chosen is not None else None

    @property
    def chosen_said(self) -> WordSaid | None:
        """Where in the recording the chosen word is; None where that isn't known."""
        return self._said[self.chosen] if self.chosen is not None and self.chosen < len(self._said) else None

    def _word(self, place: int) -> None:
        if not self._spoken:
            self.word_heard.emit(_name(self._words[place]))
        else:
            self.choose(None if place == self.chosen else place)

    def _draw_wave(self) -> None:
        words = [(at, said) for at, said in enumerate(self._said) if said is not None and at < len(self._words)]
        self._on_wave = [at for at, _ in words]
        if self._wave is None:
            self.wave.clear()
            return
        begin_s, length_s = self._wave.start_s, self._wave.end_s - self._wave.start_s
        shown = [
            WordOnWave(said.text, said.start_s - begin_s, said.end_s - begin_s, self._words[at].verdict.outcome)
            for at, said in words
        ]
        self.wave.show_recording(self._wave.peaks, length_s, shown)

    def _show_chosen(self) -> None:
        shown, said = self.chosen_word, self.chosen_said
        if self._wave is not None:
            self.wave.choose(self._on_wave.index(self.chosen) if self.chosen in self._on_wave else None)
        if shown is None:
            self.panel.hide()
            self.hearing.show_for("", mine=self._spoken)
            return
        self.panel.show_word(shown, said, self._note_on(said))
        self.panel.show_links(self._links_of(self.chosen))
        self.panel.show()
        self.hearing.show_for(_name(shown), mine=said is not None)

    def _note_on(self, said: WordSaid | None) -> str:
        """Why the panel has no tiles."""
        if self._how is None or self._note:
            return self._note
        if said is None:
            return self.tr("We didn’t hear this word.")
        return self.tr("The sounds of this word aren’t known.")

    def _links_of(self, place: int | None) -> list[tuple[str, str]]:
        """What came of the words before and after it, and what to do where they were apart."""
        links = self._how.links if self._how is not None and place is not None else ()
        near = [link for link in links if place in (link.first, link.first + 1)]
        apart = Linked.APART
        return [(self._shown_link(link).told, link.advice if link.outcome is apart else "") for link in near]

    def _shown_link(self, link: LinkSaid) -> ShownLink:
        linked = link.outcome is Linked.LINKED
        told = self.tr("“{first}” and “{second}”: linked.") if linked else self.tr("“{first}” and “{second}”: apart.")
        return ShownLink(link.first, linked, told.format(first=link.words[0], second=link.words[1]))

    def _back_to_word(self) -> None:
        words = self.sentence.words()
        if self.chosen is not None and self.chosen < len(words):
            words[self.chosen].setFocus(Qt.FocusReason.OtherFocusReason)


def _slipped(said: WordSaid) -> bool:
    return any(sound.outcome is WordOutcome.SLIP for sound in said.sounds)


def _name(shown: ShownWord) -> str:
    return shown.verdict.asked or shown.verdict.heard or ""
