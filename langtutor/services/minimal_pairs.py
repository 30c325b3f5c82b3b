"""Listening drills: chooses what is to be heard apart, says the words, writes what came of it into the ledger."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from langtutor.content.messages import Messages
from langtutor.core.audio import Sound
from langtutor.core.course import Sentence
from langtutor.core.errors import NothingToHear
from langtutor.core.events import Answered, DrillKind, Evidence, Mode
from langtutor.core.requests import Say, VoicesFor
from langtutor.core.skill import SkillEstimate
from langtutor.core.sounds import NOTHING, Confusion, SoundGuide
from langtutor.core.text import SkillId
from langtutor.core.verdict import Verdict
from langtutor.drills import minimal_pairs
from langtutor.drills.exercise import Exercise
from langtutor.drills.minimal_pairs import PairQuestion, PairSet
from langtutor.host.client import Host
from langtutor.learner import explain, hearing
from langtutor.learner.explain import Reason
from langtutor.learner.hearing import HearingParams
from langtutor.learner.policy import Choice
from langtutor.learner.state import LearnerState
from langtutor.services.drilling import Drilling, Learning, Next
from langtutor.services.saying import Saying
from langtutor.services.tasks import Tasks
from langtutor.store.ledger import Ledger

MINUTES = 2
"""What a set takes."""


@dataclass(frozen=True, slots=True)
class BothWords:
    """By one voice at one speed: the word with the asked sound, and the other. voice: its name."""

    asked: Sound
    heard: Sound
    voice: str


@dataclass(frozen=True, slots=True)
class PairAnswered:
    """before, after: of the skill, by this answer."""

    verdict: Verdict
    before: SkillEstimate
    after: SkillEstimate


class MinimalPairs:
    """Thread-safe; everything that takes time comes as a future. Beside the exercises of `drilling`: chooses when it is
    better to listen first. Nothing where nobody described the sounds of the language. seed: makes choices repeatable.
    """

    def __init__(
        self,
        learning: Learning,
        drilling: Drilling,
        ledger: Ledger,
        host: Host,
        saying: Saying,
        messages: Callable[[], Messages],
        tasks: Tasks,
        seed: int | None = None,
        params: HearingParams | None = None,
    ) -> None:
        self._learning = learning
        self._drilling = drilling
        self._ledger = ledger
        self._host = host
        self._saying = saying
        self._messages = messages
        self._tasks = tasks
        self._rng = random.Random(seed)
        self._params = params or HearingParams()
        self._put_off: set[SkillId] = set()
        self._voices: dict[tuple[str, str], tuple[str, ...]] = {}

    def first(self, upcoming: Next | None) -> Next | None:
        """What to listen to before that exercise, or where there is none; None: it may come. Not for the main thread.

        What was put off isn't offered again in this sitting.
        """
        guide = self._learning.sounds()
        if guide is None:
            return None
        state, now = self._drilling.state(), _now()
        can_hear = [skill for skill in self._skills(guide) if skill not in self._put_off]
        if upcoming is None:
            why = hearing.asked_for(state, now, can_hear, self._params)
        else:
            session = self._learning.who.session
            why = hearing.first(state, upcoming.choice.skill, session, now, can_hear, self._params)
        return self._next(guide, state, why) if why else None

    def start(self) -> Future[Next]:
        """The learner wants to hear a difference: the one that helps them most. Raises NothingToHear."""
        return self._tasks.run(self._start)

    def of_slip(self, skill: SkillId, said: str, meant: str) -> Future[Next]:
        """The difference between what was said and what was meant just now. Raises NothingToHear."""
        return self._tasks.run(lambda: self._of_slip(skill, said, meant))

    def between(self, asked: str, heard: str) -> Future[Next]:
        """The same for a sound and the one made in its place, both as IPA, empty for none. Raises NothingToHear."""
        return self._tasks.run(lambda: self._between(asked, heard))

    def put_off(self, skill: SkillId) -> None:
        """ "Not now": for the rest of this sitting it comes only where it is asked for."""
        self._put_off.add(skill)

    def words(self, question: PairQuestion) -> Future[BothWords]:
        """Raises UnsupportedLanguage, EngineFailed."""
        return self._tasks.run(lambda: self._words(question))

    def answer(
        self, asked: PairSet, question: PairQuestion, chosen: str, *, voice: str, duration_s: float
    ) -> Future[PairAnswered]:
        """Judges and writes it down. chosen: one of the question's words."""
        return self._tasks.run(lambda: self._answer(asked, question, chosen, voice, duration_s))

    def _start(self) -> Next:
        guide, state = self._learning.sounds(), self._drilling.state()
        why = hearing.asked_for(state, _now(), self._skills(guide), self._params) if guide else None
        if guide is None or why is None:
            raise NothingToHear
        return self._next(guide, state, why)

    def _of_slip(self, skill: SkillId, said: str, meant: str) -> Next:
        guide, state = self._learning.sounds(), self._drilling.state()
        if guide is None or skill not in self._skills(guide):
            raise NothingToHear
        word = hearing.slipped_word(said, meant)
        why = hearing.of_skill(state, skill, _now(), self._params)
        return self._next(guide, state, why, (word,) if word else ())

    def _between(self, asked: str, heard: str) -> Next:
        guide, speaks = self._learning.sounds(), self._learning.course.spoken
        if guide is None:
            raise NothingToHear
        named = {one.ipa: phone for phone, one in guide.phones.items()} | {"": NOTHING}
        if asked not in named or heard not in named:
            raise NothingToHear
        found = minimal_pairs.confusion_between(guide, named[asked], named[heard], speaks)
        if found is None:
            raise NothingToHear
        return self._made(guide, found, hearing.of_skill(self._drilling.state(), found.skill, _now(), self._params))

    def _next(
        self, guide: SoundGuide, state: LearnerState, why: Reason, slips: tuple[tuple[str, str], ...] = ()
    ) -> Next:
        slips = (*slips, *hearing.slips_of(state, why.skill))
        found = minimal_pairs.confusion_of(guide, why.skill, self._learning.course.spoken, self._rng, slips)
        if found is None:
            raise NothingToHear
        return self._made(guide, found, why)

    def _made(self, guide: SoundGuide, confusion: Confusion, why: Reason) -> Next:
        pairs = minimal_pairs.pair_set(guide, confusion, self._messages().language, self._rng)
        title = self._drilling.skill_title(confusion.skill)
        key, fields = explain.reason_key(why, title)
        course, begin = self._learning.course, pairs.questions[0]
        sentence = Sentence(begin.item, confusion.skill, begin.played, (), (), {}, ())
        kind, mode = DrillKind.MINIMAL_PAIR, Mode.CHOSEN
        exercise = Exercise(kind, mode, confusion.skill, sentence, course.learned, course.spoken, "")
        choice = Choice(kind, mode, confusion.skill, sentence.id, why)
        return Next(choice, exercise, title, self._messages().text(key, fields), MINUTES, pairs)

    def _words(self, question: PairQuestion) -> BothWords:
        language = self._learning.course.learned
        voices = self._voices_for(question.words)
        voice = voices[question.take % len(voices)] if voices else ""
        asked, heard = (self._saying.made(Say(word, language, question.speed, voice)) for word in question.words)
        return BothWords(asked, heard, voice)

    def _voices_for(self, words: tuple[str, str]) -> tuple[str, ...]:
        if words not in self._voices:
            self._voices[words] = self._host.ask(VoicesFor(words, self._learning.course.learned)).names
        return self._voices[words]

    def _answer(
        self, asked: PairSet, question: PairQuestion, chosen: str, voice: str, duration_s: float
    ) -> PairAnswered:
        verdict = minimal_pairs.judge(question, chosen)
        before = self._drilling.estimates([asked.skill])[asked.skill]
        self._ledger.append(
            Answered(
                header=self._learning.who.header(),
                skill=asked.skill,
                item=question.item,
                drill=DrillKind.MINIMAL_PAIR,
                mode=Mode.CHOSEN,
                outcome=verdict.outcome,
                answer=chosen,
                expected=question.played,
                duration_s=duration_s,
                used_help=False,
                evidence=Evidence(engines={"Say": voice} if voice else {}),
            )
        )
        return PairAnswered(verdict, before, self._drilling.estimates([asked.skill])[asked.skill])

    def _skills(self, guide: SoundGuide) -> tuple[SkillId, ...]:
        return minimal_pairs.skills(guide, self._learning.course.spoken)


def _now() -> datetime:
    return datetime.now(UTC)
