"""What can be heard and seen of a spoken answer once its verdict is there: sounds, pieces, and both voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.core.verdict import AnswerOutcome
from langtutor.services.pronouncing import HowItSounded, words_from_transcript
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.playing import NATURAL, SLOW, Clip, Playing
from langtutor.ui.widgets.hesitation_line import count

if TYPE_CHECKING:
    from langtutor.core.audio import Sound
    from langtutor.core.ear_requests import HeardWord
    from langtutor.services.drilling import Outcome
    from langtutor.services.intonation import Intoned
    from langtutor.services.sound_pieces import Wave
    from langtutor.ui.pages.practise_view import PractiseView
    from langtutor.wiring import Services

MINE_SLOWLY = 0.6


@dataclass(eq=False)
class _Shown:
    """One verdict, and what is known of it by now. judged: as it was before the learner had it counted right.

    melody: the remark on it, empty for none, None while that isn't known. trouble: why there are no sounds.
    hesitant: the sentence with what was said besides, None while that isn't known.
    """

    outcome: Outcome
    judged: Outcome
    recording: Path | None
    wave: Wave | None = None
    how: HowItSounded | None = None
    trouble: str = ""
    intoned: Intoned | None = None
    melody: str | None = None
    melody_asked: bool = False
    hesitant: tuple[HeardWord, ...] | None = None


class PractiseHearing(QObject):
    """Fills in the verdict as its sounds come, and plays what is chosen in it. Emits `sounds_known` with them."""

    sounds_known = Signal(object)

    def __init__(self, services: Services, view: PractiseView, playing: Playing, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view.verdict
        self._melody = view.melody
        self._playing = playing
        self._now: _Shown | None = None
        playing.moved.connect(view.verdict.said.set_position)
        playing.rested.connect(lambda: view.verdict.said.set_position(None))
        view.melody.wanted.connect(self._melody_wanted)

    def begin(self, outcome: Outcome, recording: Path | None, *, helped: bool, counted_right: bool) -> None:
        """Shows a verdict, also the same one once it is counted right. recording: of a spoken answer."""
        now = self._now
        if now is not None and counted_right:
            now.outcome = outcome
        else:
            self.leave()
            now = self._now = _Shown(outcome, outcome, recording)
        times = words_from_transcript(outcome.transcript or "", outcome.heard_words, outcome.verdict)
        spoken = recording is not None
        self._melody.clear()
        self._melody.setVisible(spoken)
        self._view.show_outcome(outcome, helped=helped, counted_right=counted_right, spoken=spoken, said=times)
        if recording is None:
            return
        when_done(self._services.pronouncing.wave(recording), self, partial(self._wave_came, now), _nothing)
        if not counted_right:
            self._listen(now, recording)
        if now.intoned is not None:
            self._melody.show_prosody(now.intoned.learner, now.intoned.model)
        self._show_sounds(now)
        self._show_hesitations(now)

    def leave(self) -> None:
        """The verdict isn't looked at any more."""
        if self._now is not None:
            self._now = None
            self._melody.hide()
            self._services.pronouncing.stop_listening()

    # --- hearing -------------------------------------------------------------------------------------------------

    def mine(self) -> None:
        now = self._now
        if now is not None and (mine := self._mine(now)) is not None:
            self._playing.clips(mine)

    def model(self) -> None:
        if self._now is not None:
            self._playing.clips(self._model(self._now.outcome, NATURAL))

    def compare(self) -> None:
        """First oneself, then the model."""
        if self._now is not None and (mine := self._mine(self._now)) is not None:
            self._playing.clips(mine, self._model(self._now.outcome, NATURAL))

    def slowly(self) -> None:
        """Oneself, where there is a recording of it, and the model; neither voice gets deeper."""
        if self._now is not None:
            mine = self._mine(self._now, slowly=True)
            self._playing.clips(*([mine] if mine is not None else []), self._model(self._now.outcome, SLOW))

    def word(self, word: str) -> None:
        """A word of an answer that wasn't spoken, by the model."""
        if self._now is not None:
            self._playing.say(word, self._now.outcome.exercise.learned, SLOW)

    def _mine(self, now: _Shown, *, slowly: bool = False) -> Clip | None:
        """The chosen word's piece of the recording, or all that was said in it. None where there is nothing."""
        said, recording, pronouncing = self._view.said.chosen_said, now.recording, self._services.pronouncing
        if recording is None or (said is None and self._view.said.chosen is not None):
            return None
        known = said or now.wave
        start_s, end_s = (known.start_s, known.end_s) if known is not None else (0.0, None)
        if slowly:
            return Clip(lambda: pronouncing.slow_piece(recording, MINE_SLOWLY, start_s, end_s), start_s, MINE_SLOWLY)
        return Clip(lambda: pronouncing.piece(recording, start_s, end_s), start_s)

    def _model(self, outcome: Outcome, speed: float) -> Clip:
        """The chosen word as the model says it, or the whole sentence."""
        sentence, language = outcome.verdict.expected, outcome.exercise.learned
        shown, pronouncing = self._view.said.chosen_word, self._services.pronouncing
        if shown is None:
            return self._playing.said(sentence, language, speed)
        if not shown.verdict.asked:
            return self._playing.said(shown.verdict.heard or sentence, language, speed)
        span = shown.verdict.span
        return Clip(lambda: pronouncing.model_word(sentence, span, language, speed))

    # --- what comes in -------------------------------------------------------------------------------------------

    def _listen(self, now: _Shown, recording: Path) -> None:
        if now.outcome.verdict.words:
            sounds = self._services.pronouncing.listen(recording, now.outcome)
            when_done(sounds, self, partial(self._sounds_came, now), partial(self._no_sounds, now))
        elif self._melody.is_open:  # said in other words: only its meaning was judged
            self._listen_to_melody(now)

    def _wave_came(self, now: _Shown, wave: Wave) -> None:
        if now is self._now:
            now.wave = wave
            self._view.said.show_wave(wave)

    def _sounds_came(self, now: _Shown, how: HowItSounded) -> None:
        now.how = how
        self._show_sounds(now)
        self._listen_for_hesitations(now)

    def _no_sounds(self, now: _Shown, error: BaseException) -> None:
        now.trouble = sentence_for(error, self._services.messages)
        self._sounds_came(now, HowItSounded((None,) * len(now.judged.verdict.words)))

    def _show_sounds(self, now: _Shown) -> None:
        """What is known by now; the advice as soon as all is known that it may be about."""
        if now is not self._now or now.how is None:
            return
        how = now.how if now.outcome is now.judged else _recounted(now.how, now.judged)
        note = self._note(now, how)
        self._view.said.show_sounds(how, note)
        self.sounds_known.emit(how)
        weight = how.stress and self._services.messages.in_words(how.stress.key, how.stress.fields)
        if not self._view.advise(how, note, weight or now.melody) or self._melody.is_open:
            self._listen_to_melody(now)

    def _listen_for_hesitations(self, now: _Shown) -> None:
        """Once all that counts is known."""
        said, recording = now.judged.verdict, now.recording
        if now is not self._now or recording is None or not said.answer or said.outcome is AnswerOutcome.GIVEN_UP:
            return

        def came(words: tuple[HeardWord, ...]) -> None:
            now.hesitant = words
            self._show_hesitations(now)

        found = self._services.hesitations.heard(recording, said.answer, now.judged.exercise.learned)
        when_done(found, self, came, _nothing)

    def _show_hesitations(self, now: _Shown) -> None:
        if now is self._now and now.hesitant:
            self._view.said.show_hesitations(now.hesitant)
            self._melody.show_hesitations(count(now.hesitant))

    def _note(self, now: _Shown, how: HowItSounded) -> str:
        """Why there are no sounds; empty where there are."""
        if how.trouble is not None:
            return sentence_for(how.trouble, self._services.messages)
        if how.phones_known:
            return now.trouble
        language = self._services.languages[now.outcome.exercise.learned]
        text = self.tr("There is no model of the sounds of {language} yet: whole words are judged, not single sounds.")
        return text.format(language=language.name_in(self._services.ui_language()))

    def _melody_wanted(self) -> None:
        if self._now is not None:
            self._listen_to_melody(self._now)

    def _listen_to_melody(self, now: _Shown) -> None:
        """Pace and melody beside the model's, once for each recording."""
        recording = now.recording
        if recording is None or now.melody_asked:
            return
        now.melody_asked = True
        text = now.outcome.verdict.expected
        words = [word for word in now.how.words if word is not None] if now.how is not None else []

        def compare(model: Sound) -> None:
            found = self._services.intonation.compare(recording, model, text, words)
            when_done(found, self, partial(self._melody_came, now), partial(self._no_melody, now))

        sound = self._services.saying.sound(text, now.outcome.exercise.learned)
        when_done(sound, self, compare, partial(self._no_melody, now))

    def _melody_came(self, now: _Shown, found: Intoned) -> None:
        now.intoned, remark = found, found.remark
        now.melody = self._services.messages.in_words(remark.key, remark.fields) if remark is not None else ""
        if now is self._now:
            self._melody.show_prosody(found.learner, found.model)
            self._show_sounds(now)

    def _no_melody(self, now: _Shown, error: BaseException) -> None:
        now.melody = ""
        if now is self._now:
            self._melody.show_trouble(sentence_for(error, self._services.messages))
            self._show_sounds(now)


def _recounted(how: HowItSounded, judged: Outcome) -> HowItSounded:
    """Counted right: words that were too much aren't shown any more, and there is nothing to advise."""
    kept = zip(how.words, judged.verdict.words, strict=True)
    return replace(how, words=tuple(said for said, word in kept if word.asked), remark=None, stress=None, links=())


def _nothing(_error: BaseException) -> None:
    """Its room stays empty: that the recording can't be read is said to who plays it."""
