"""Everything the tutor believes of one learner in one language, folded from events."""

from __future__ import annotations

import functools
import hashlib
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from langtutor.core.course import Course, ItemId
from langtutor.core.events import (
    Answered,
    CardEdited,
    CardKept,
    CardRemoved,
    CardsImported,
    CardsMerged,
    CardSuspended,
    DrillKind,
    Event,
    EventId,
    LookedUp,
    Mode,
    SlipMade,
    WordsMarked,
)
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.skill import Knowing, SkillEstimate
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner import cards, knowledge, look_ups, memory
from langtutor.learner.cards import Kept, word_skill
from langtutor.learner.knowledge import Outcome, Params, SkillState
from langtutor.learner.look_ups import LookUps
from langtutor.learner.memory import CardState

CardEvent = CardKept | CardsImported | CardEdited | CardsMerged | CardSuspended | CardRemoved

FOLD_NAME = "learner"
_FOLD_VERSION = 4

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
class LearnerState:
    """recent: the last 50 exercises, oldest first. slips: the last few, for the answers that name them.

    pairs: the last 40 words of listening drills, oldest first; they are no exercises of their own. looked_up: by the
    skill of knowing the word.
    """

    skills: Mapping[SkillId, SkillRecord] = field(default_factory=dict)
    cards: Mapping[ItemId, CardState] = field(default_factory=dict)
    kept: Mapping[ItemId, Kept] = field(default_factory=dict)
    recent: tuple[Attempt, ...] = ()
    slips: tuple[SlipSeen, ...] = ()
    pairs: tuple[PairHeard, ...] = ()
    looked_up: Mapping[SkillId, LookUps] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing was practised, or went wrong, yet. Looking words up is neither."""
        return not self.recent and not any(record.outcomes for record in self.skills.values())


def params_for(course: Course, knowing: Knowing) -> Params:
    return Params(knowing=knowing, levels={skill.id: skill.level for skill in course.skills})


def fold(state: LearnerState, event: Event, params: Params) -> LearnerState:
    """The state after one event. Retracted events must have been left out. Deterministic: an event seeds its own dice.

    Who carries the blame: each slip is one failed attempt at its skill, several of one skill in one answer are one.
    A wrong answer with slips (named, or of the same session, item and time) adds nothing to that; one without is a
    failed attempt at the exercise's skill, as is giving up. So a slip in another skill leaves the exercise's own skill
    where it was. A right answer is a success at the exercise's skill. Unclear answers count nowhere. Telling two words
    apart by ear is neither exercise nor review: it moves the skill's strength only. So does looking up a word for the
    third time and later; its card, where there is one, falls due.
    """
    match event:
        case SlipMade():
            return _slipped(state, event, params)
        case Answered():
            return _answered(state, event, params)
        case CardKept() | CardsImported() | CardEdited() | CardsMerged() | CardSuspended() | CardRemoved():
            return _card_changed(state, event)
        case LookedUp() if event.headword:
            return _looked_up(state, event, params)
        case WordsMarked() if event.known:
            return replace(state, looked_up=look_ups.forgiven(state.looked_up, event))
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
    if (item := cards.standing_for(state.kept, event.item)) != event.item:
        event = replace(event, item=item)
    due = event.item in state.cards and memory.is_due(state.cards[event.item], event.header.at)
    state = replace(state, recent=(*state.recent, _attempt(event, due))[-_RECENT:])
    if _taken_back(state, event):
        return state
    state = replace(_card_reviewed(state, event), looked_up=look_ups.answered(state.looked_up, event))
    return _strength_counted(state, event, params)


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
    state = replace(state, pairs=(*state.pairs, pair)[-_PAIRS:])
    return _strength_moved(state, event.skill, outcome, header.at, params)


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


def _card_changed(state: LearnerState, event: CardEvent) -> LearnerState:
    kept = cards.step(state.kept, event)
    memories = dict(state.cards)
    match event:
        case CardKept():
            memories.setdefault(event.item, CardState(due=event.header.at))
        case CardsImported():
            for card in event.cards:
                memories.setdefault(card.item, CardState(due=event.header.at))
        case CardsMerged() if event.item in kept:
            gone = [item for item in event.others if item in state.kept and item != event.item]
            others = [memories.pop(item) for item in gone]
            memories[event.item] = functools.reduce(cards.merged_memory, others, memories[event.item])
        case CardRemoved() if event.item in state.kept:
            memories.pop(event.item, None)
        case _:
            pass
    return replace(state, kept=kept, cards=memories)


def _looked_up(state: LearnerState, event: LookedUp, params: Params) -> LearnerState:
    skill, at = word_skill(event.header.language, event.headword), event.header.at
    before = state.looked_up.get(skill)
    after = look_ups.counted(before, event)
    state = replace(state, looked_up={**state.looked_up, skill: after})
    if not after.is_weak or (before is not None and before.count == after.count):
        return state
    due = {item: replace(state.cards[item], due=min(at, state.cards[item].due)) for item in _cards_of(state, skill)}
    outcome = Outcome(False, weight=look_ups.WEIGHT)
    return replace(_strength_moved(state, skill, outcome, at, params), cards={**state.cards, **due})


def _cards_of(state: LearnerState, skill: SkillId) -> list[ItemId]:
    return [item for item, card in state.kept.items() if card.skill == skill]


def _strength_moved(
    state: LearnerState, skill: SkillId, outcome: Outcome, at: datetime, params: Params
) -> LearnerState:
    """What is no attempt at an exercise, but tells of the skill: it opens and closes no mistake."""
    before = state.skills.get(skill) or SkillRecord(knowledge.prior(skill, params))
    after = replace(before, strength=knowledge.update(before.strength, outcome, at, params))
    return replace(state, skills={**state.skills, skill: after})


def _attempt(event: Answered, due: bool) -> Attempt:
    header = event.header
    return Attempt(
        header.at, header.session, event.skill, event.item, event.drill, event.mode, event.outcome, was_due=due
    )
