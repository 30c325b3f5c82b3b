"""Everything the tutor believes of one learner in one language, folded from events."""

from __future__ import annotations

import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from langtutor.core.course import Course, ItemId, Sentence
from langtutor.core.events import Answered, CardKept, DrillKind, Event, EventId, Mode, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.skill import Knowing, SkillEstimate
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner import knowledge, memory
from langtutor.learner.knowledge import Outcome, Params, SkillState
from langtutor.learner.memory import CardState

FOLD_NAME = "learner"
_FOLD_VERSION = 2

_RECENT = 50
_SLIPS = 20
_OUTCOMES = 10
_PAIRS = 40


@dataclass(frozen=True, slots=True)
class LastMistake:
    """said is empty where the learner gave up."""

    said: str
    meant: str
    mode: Mode
    item: ItemId | None
    session: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """outcomes: the last ten attempts, oldest first. An attempt that failed stays open until the next one succeeds."""

    strength: SkillState
    outcomes: tuple[bool, ...] = ()
    mistake: LastMistake | None = None

    @property
    def open(self) -> bool:
        return bool(self.outcomes) and not self.outcomes[-1]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answered exercise. was_due: its card was due, so that it was a review."""

    at: datetime
    session: str
    skill: SkillId
    item: ItemId
    drill: DrillKind
    mode: Mode
    outcome: AnswerOutcome
    was_due: bool


@dataclass(frozen=True, slots=True)
class SlipSeen:
    id: EventId
    at: datetime
    session: str
    item: ItemId | None
    skill: SkillId
    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class PairHeard:
    """A word was heard, and held for the one or the other of its pair."""

    at: datetime
    session: str
    skill: SkillId
    item: ItemId
    right: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A card of the learner's own: front in the learned language, back in the spoken one."""

    skill: SkillId
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class LearnerState:
    """recent: the last 50 exercises, oldest first. slips: the last few, for the answers that name them.

    pairs: the last 40 words of listening drills, oldest first; they are no exercises of their own.
    """

    skills: Mapping[SkillId, SkillRecord] = field(default_factory=dict)
    cards: Mapping[ItemId, CardState] = field(default_factory=dict)
    kept: Mapping[ItemId, Kept] = field(default_factory=dict)
    recent: tuple[Attempt, ...] = ()
    slips: tuple[SlipSeen, ...] = ()
    pairs: tuple[PairHeard, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.skills and not self.recent


def params_for(course: Course, knowing: Knowing) -> Params:
    return Params(knowing=knowing, levels={skill.id: skill.level for skill in course.skills})


def fold(state: LearnerState, event: Event, params: Params) -> LearnerState:
    """The state after one event. Retracted events must have been left out. Deterministic: an event seeds its own dice.

    Who carries the blame: each slip is one failed attempt at its skill, several of one skill in one answer are one.
    A wrong answer with slips (named, or of the same session, item and time) adds nothing to that; one without is a
    failed attempt at the exercise's skill, as is giving up. So a slip in another skill leaves the exercise's own skill
    where it was. A right answer is a success at the exercise's skill. Unclear answers count nowhere. Telling two words
    apart by ear is neither exercise nor review: it moves the skill's strength only.
    """
    match event:
        case SlipMade():
            return _slipped(state, event, params)
        case Answered():
            return _answered(state, event, params)
        case CardKept():
            return _kept(state, event)
        case _:
            return state


def fold_all(events: Iterable[Event], params: Params) -> LearnerState:
    state = LearnerState()
    for event in events:
        state = fold(state, event, params)
    return state


def fold_version(params: Params) -> str:
    """Changes with the code's version and with every parameter, so that stored states of others aren't taken up."""
    told = [
        params.knowing,
        sorted(params.levels.items()),
        sorted((k, sorted(v.items())) for k, v in params.prior_p.items()),
        sorted(params.difficulty.items()),
        params.prior_variance,
        params.least_variance,
        params.drift_per_day,
        params.help_ease,
        sorted(params.guess.items()),
        sorted(params.weight.items()),
    ]
    digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    return f"{_FOLD_VERSION}-{digest[:12]}"


def dump(state: LearnerState) -> Any:
    """JSON values, for a snapshot."""
    return to_plain(state)


def load(plain: Any) -> LearnerState:
    return from_plain(LearnerState, plain)


def estimates(state: LearnerState, course: Course, now: datetime, params: Params) -> dict[SkillId, SkillEstimate]:
    """For every skill of the course, and every other one that was attempted."""
    skills = [*(skill.id for skill in course.skills), *state.skills]
    return {skill: estimate_of(state, skill, now, params) for skill in dict.fromkeys(skills)}


def estimate_of(state: LearnerState, skill: SkillId, now: datetime, params: Params) -> SkillEstimate:
    return knowledge.estimate(strength_of(state, skill, params), now, params)


def strength_of(state: LearnerState, skill: SkillId, params: Params) -> SkillState:
    record = state.skills.get(skill)
    return record.strength if record else knowledge.prior(skill, params)


def kept_sentence(item: ItemId, kept: Kept) -> Sentence:
    """A kept card as something that drills can ask."""
    return Sentence(item, kept.skill, kept.front, (kept.back,), (), {}, ())


def word_skill(language: LanguageCode, front: str) -> SkillId:
    """The skill of knowing a word or phrase: `en.word.umbrella`."""
    plain = unicodedata.normalize("NFC", front).lower()
    words = "_".join(re.findall(r"\w+", plain))
    return SkillId(f"{language}.word.{words or 'card'}")


def _slipped(state: LearnerState, event: SlipMade, params: Params) -> LearnerState:
    at, session = event.header.at, event.header.session
    mistake = LastMistake(event.said, event.meant, event.mode, event.item, session, at)
    seen = SlipSeen(event.header.id, at, session, event.item, event.skill, event.said, event.meant)
    slips = (*state.slips, seen)[-_SLIPS:]
    before = state.skills.get(event.skill)
    if before and before.mistake and _same_answer(before.mistake, mistake):
        return replace(state, slips=slips)
    return replace(_attempted(state, event.skill, Outcome(False), at, params, mistake), slips=slips)


def _same_answer(one: LastMistake, other: LastMistake) -> bool:
    return (one.at, one.session, one.item) == (other.at, other.session, other.item) and one.item is not None


def _answered(state: LearnerState, event: Answered, params: Params) -> LearnerState:
    if event.drill is DrillKind.MINIMAL_PAIR:
        return _heard_pair(state, event, params)
    due = event.item in state.cards and memory.is_due(state.cards[event.item], event.header.at)
    state = replace(state, recent=(*state.recent, _attempt(event, due))[-_RECENT:])
    if _taken_back(state, event):
        return state
    return _strength_counted(_card_reviewed(state, event), event, params)


def _heard_pair(state: LearnerState, event: Answered, params: Params) -> LearnerState:
    """Moves the strength of the skill, a little. It closes no mistake, and opens none: those were made in saying it."""
    header, right = event.header, event.outcome is AnswerOutcome.RIGHT
    pair = PairHeard(header.at, header.session, event.skill, event.item, right)
    outcome = Outcome(
        right,
        params.difficulty.get((event.drill, event.mode), 0.0),
        params.guess.get(event.drill, 0.0),
        params.weight.get(event.drill, 1.0),
    )
    before = state.skills.get(event.skill) or SkillRecord(knowledge.prior(event.skill, params))
    after = replace(before, strength=knowledge.update(before.strength, outcome, header.at, params))
    return replace(state, pairs=(*state.pairs, pair)[-_PAIRS:], skills={**state.skills, event.skill: after})


def _taken_back(state: LearnerState, event: Answered) -> bool:
    return event.outcome is AnswerOutcome.SLIP and bool(event.slips) and not _blamed(state, event)


def _blamed(state: LearnerState, event: Answered) -> bool:
    """Slips of this answer stand. They are linked by id, or else by having happened at once."""
    here = (event.header.at, event.header.session, event.item)
    return any(slip.id in event.slips or (slip.at, slip.session, slip.item) == here for slip in state.slips)


def _strength_counted(state: LearnerState, event: Answered, params: Params) -> LearnerState:
    if event.outcome is AnswerOutcome.UNCLEAR or (event.outcome is AnswerOutcome.SLIP and _blamed(state, event)):
        return state
    difficulty = params.difficulty.get((event.drill, event.mode), 0.0)
    if event.outcome is AnswerOutcome.RIGHT:
        eased = difficulty - params.help_ease if event.used_help else difficulty
        return _attempted(state, event.skill, Outcome(True, eased), event.header.at, params, None)
    said = "" if event.outcome is AnswerOutcome.GIVEN_UP else event.answer
    mistake = LastMistake(said, event.expected, event.mode, event.item, event.header.session, event.header.at)
    return _attempted(state, event.skill, Outcome(False, difficulty), event.header.at, params, mistake)


def _attempted(
    state: LearnerState, skill: SkillId, outcome: Outcome, at: datetime, params: Params, mistake: LastMistake | None
) -> LearnerState:
    before = state.skills.get(skill) or SkillRecord(knowledge.prior(skill, params))
    after = SkillRecord(
        knowledge.update(before.strength, outcome, at, params),
        (*before.outcomes, outcome.success)[-_OUTCOMES:],
        mistake or before.mistake,
    )
    return replace(state, skills={**state.skills, skill: after})


def _card_reviewed(state: LearnerState, event: Answered) -> LearnerState:
    given = memory.rating(event.outcome, event.used_help)
    if given is None:
        return state
    card = state.cards.get(event.item) or CardState(due=event.header.at)
    after = memory.review(card, given, event.header.at, random.Random(event.header.id))
    return replace(state, cards={**state.cards, event.item: after})


def _kept(state: LearnerState, event: CardKept) -> LearnerState:
    kept = Kept(word_skill(event.header.language, event.front), event.front, event.back)
    card = state.cards.get(event.item) or CardState(due=event.header.at)
    return replace(state, kept={**state.kept, event.item: kept}, cards={**state.cards, event.item: card})


def _attempt(event: Answered, due: bool) -> Attempt:
    header = event.header
    return Attempt(
        header.at, header.session, event.skill, event.item, event.drill, event.mode, event.outcome, was_due=due
    )
