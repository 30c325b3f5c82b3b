"""A listening drill on the Practise page: word after word is heard, answered, and heard beside the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.core.skill import SkillKind
from langtutor.core.verdict import WordOutcome
from langtutor.drills.minimal_pairs import PairQuestion, PairSet
from langtutor.ui.bridge import when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.playing import Clip, Playing
from langtutor.ui.widgets.pair_view import PairView, SetResult

if TYPE_CHECKING:
    from langtutor.core.audio import Sound
    from langtutor.services.drilling import Next, Outcome
    from langtutor.services.minimal_pairs import BothWords, PairAnswered
    from langtutor.services.pronouncing import HowItSounded
    from langtutor.services.sounds_said import Remark
    from langtutor.wiring import Services


@dataclass(eq=False)
class _Sitting:
    """One set. at: which question; beyond the last when all is done. answers: the sides that were chosen.

    asked: the words of questions as far as they were asked for; both: of the question at hand, once they are there.
    """

    upcoming: Next
    pairs: PairSet
    at: int = 0
    answers: list[int] = field(default_factory=list)
    asked: dict[int, Future[BothWords]] = field(default_factory=dict)
    both: BothWords | None = None
    began_s: float = 0.0
    answered: list[PairAnswered] = field(default_factory=list)

    @property
    def question(self) -> PairQuestion:
        return self.pairs.questions[self.at]

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.pairs.questions)

    @property
    def is_answered(self) -> bool:
        return len(self.answers) > self.at

    def result(self) -> SetResult:
        asked = zip(self.pairs.questions, self.answers, strict=False)
        wrong = tuple(one.played for one, side in asked if one.words[side] != one.played)
        before, after = (self.answered[0].before, self.answered[-1].after) if self.answered else (None, None)
        return SetResult(len(self.answers) - len(wrong), wrong, before, after)


class PractisePairs(QObject):
    """Emits `changed` where another part may have to have the focus, `next_wanted` when the set is done or put off,
    `begin_wanted` with a Next that the learner asked for, `offered` with whether a verdict brings something to hear,
    `message` with a sentence."""

    changed = Signal()
    next_wanted = Signal()
    begin_wanted = Signal(object)
    offered = Signal(bool)
    message = Signal(str)

    def __init__(
        self, services: Services, view: PairView, playing: Playing, clock: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._playing = playing
        self._clock = clock
        self._now: _Sitting | None = None
        self._offered: Next | None = None
        self._remark: Remark | None = None
        self._asked = 0
        view.chosen.connect(self.choose)
        view.hear.connect(self.hear)
        view.next_wanted.connect(self.go_on)
        view.again.connect(self.again)
        view.not_now.connect(self.put_off)

    def begin(self, upcoming: Next) -> None:
        """Shows the first question. Nothing where the exercise is another one."""
        self.withdraw()
        if upcoming.pairs is None:
            self._now = None
            return
        self._now = _Sitting(upcoming, upcoming.pairs)
        self._view.show_set(upcoming)
        self._ask(self._now)

    # --- asked for by the learner --------------------------------------------------------------------------------

    def start(self) -> None:
        """What was offered with the verdict, else what helps most."""
        pairs = self._services.minimal_pairs
        if self._offered is not None:
            self.begin_wanted.emit(self._offered)
        elif pairs is not None:
            when_done(pairs.start(), self, self.begin_wanted.emit, self._tell)

    def offer(self, outcome: Outcome) -> None:
        """With a verdict: what was said in the place of something else is to be heard beside it. Emits `offered`."""
        self.withdraw()
        pairs = self._services.minimal_pairs
        slip = next((one for one in outcome.verdict.slips if one.kind is SkillKind.SOUND), None)
        if pairs is not None and slip is not None:
            self._find(pairs.of_slip(slip.skill or outcome.exercise.skill, slip.said, slip.meant))

    def offer_sounds(self, how: HowItSounded) -> None:
        """The same, now that the sounds themselves are known."""
        pairs, remark = self._services.minimal_pairs, how.remark
        said = how.words[remark.word] if remark is not None else None
        if pairs is None or remark is None or said is None:
            return
        sound = said.sounds[remark.sound]
        if sound.outcome is WordOutcome.SLIP and remark != self._remark:
            self._remark = remark
            self._find(pairs.between(sound.asked, sound.heard))

    def withdraw(self) -> None:
        """That verdict is gone."""
        self._asked += 1
        self._offered = self._remark = None
        self.offered.emit(False)

    def _find(self, found: Future[Next]) -> None:
        """Where there are no pairs of words, nothing is offered."""
        asked = self._asked

        def come(upcoming: Next) -> None:
            if asked == self._asked:
                self._offered = upcoming
                self.offered.emit(True)

        when_done(found, self, come, lambda _error: None)

    # --- one question ------------------------------------------------------------------------------------------------

    def choose(self, side: int) -> None:
        """The answer; after it, the word to hear once more."""
        now = self._now
        if now is None or now.is_done or now.both is None:
            return
        if now.is_answered:
            self._play((now.both.asked, now.both.heard)[side])
            return
        now.answers.append(side)
        question, count = now.question, len(now.pairs.questions)
        played = 0 if question.plays_asked else 1
        self._view.show_answer(question.words, now.pairs, played, side, last=now.at + 1 == count)
        self._write_down(now, question, question.words[side], now.both.voice)
        self.hear()
        self.changed.emit()

    def hear(self) -> None:
        """The word that is asked about; with the answer, both, the one that was asked about first."""
        now = self._now
        if now is None or now.is_done:
            return
        if now.both is None:
            self._fetch(now)
            return
        words = (now.both.asked, now.both.heard) if now.question.plays_asked else (now.both.heard, now.both.asked)
        self._play(*(words if now.is_answered else words[:1]))

    def go_on(self) -> None:
        now = self._now
        if now is None or now.is_done:
            self.next_wanted.emit()
        elif now.is_answered:
            now.at += 1
            now.both = None
            self._playing.stop()
            if now.at == len(now.pairs.questions):
                self._show_end(now)
            else:
                self._ask(now)
            self.changed.emit()

    def again(self) -> None:
        """The same two sounds in another set."""
        now, pairs = self._now, self._services.minimal_pairs
        if now is not None and now.is_done and pairs is not None:
            found = pairs.between(now.pairs.asked.ipa, now.pairs.heard.ipa)
            when_done(found, self, self.begin_wanted.emit, self._tell)

    def put_off(self) -> None:
        """On to the next exercise; this isn't offered again today."""
        pairs = self._services.minimal_pairs
        if self._now is not None and pairs is not None:
            pairs.put_off(self._now.pairs.skill)
        self._playing.stop()
        self.next_wanted.emit()

    def _ask(self, now: _Sitting) -> None:
        self._view.show_question(now.question.words, now.at + 1, len(now.pairs.questions))
        now.began_s = self._clock()
        self._fetch(now)

    def _fetch(self, now: _Sitting) -> None:
        """Asks for the words of this question, and of the next one, so that they are there in time."""
        pairs, at = self._services.minimal_pairs, now.at
        if pairs is None:
            return
        for ahead in (at, at + 1):
            known = now.asked.get(ahead)
            failed = known is not None and known.done() and known.exception() is not None
            if ahead < len(now.pairs.questions) and (known is None or failed):
                now.asked[ahead] = pairs.words(now.pairs.questions[ahead])
        if not now.asked[at].done():
            self._view.set_ready(False, waiting=True)
        when_done(now.asked[at], self, partial(self._words_came, now, at), partial(self._no_words, now, at))

    def _words_came(self, now: _Sitting, at: int, both: BothWords) -> None:
        if now is not self._now or now.at != at or now.both is not None:
            return
        now.both = both
        now.began_s = self._clock()
        self._view.set_ready(True)
        if self._view.isVisible():
            self.hear()

    def _no_words(self, now: _Sitting, at: int, error: BaseException) -> None:
        if now is self._now and now.at == at:
            self._view.set_ready(False)
            self._tell(error)

    def _write_down(self, now: _Sitting, question: PairQuestion, chosen: str, voice: str) -> None:
        pairs = self._services.minimal_pairs
        if pairs is None:
            return
        duration_s = self._clock() - now.began_s
        written = pairs.answer(now.pairs, question, chosen, voice=voice, duration_s=duration_s)
        when_done(written, self, partial(self._written, now), self._tell)

    def _written(self, now: _Sitting, answered: PairAnswered) -> None:
        now.answered.append(answered)
        if now is self._now and now.is_done:
            self._show_end(now)

    def _show_end(self, now: _Sitting) -> None:
        self._view.show_end(now.result(), len(now.pairs.questions), now.upcoming.skill_title, now.pairs.advice)

    def _play(self, *sounds: Sound) -> None:
        self._playing.clips(*(Clip(partial(_at_hand, sound)) for sound in sounds))

    def _tell(self, error: BaseException) -> None:
        self.message.emit(sentence_for(error, self._services.messages))


def _at_hand(sound: Sound) -> Future[Sound]:
    future: Future[Sound] = Future()
    future.set_result(sound)
    return future
