"""Which drill comes next. Repairs first, then what memory says is due, then where practice gains most."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from langtutor.core.course import Course, ItemId, Sentence
from langtutor.core.errors import NothingToPractise
from langtutor.core.events import DrillKind, Mode
from langtutor.core.skill import Level, SkillKind, skill_kind
from langtutor.core.text import SkillId
from langtutor.learner import knowledge, memory
from langtutor.learner.cards import as_sentence, new_cards
from langtutor.learner.explain import Reason, ReasonCode
from langtutor.learner.look_ups import weak
from langtutor.learner.state import LearnerState, strength_of

Allowed = frozenset[tuple[DrillKind, Mode]]

_AFFINITY: Mapping[SkillKind, Mapping[DrillKind, float]] = {
    SkillKind.GRAMMAR: {DrillKind.TRANSLATE: 1.0, DrillKind.SAY: 0.7, DrillKind.LISTEN: 0.4},
    SkillKind.SOUND: {DrillKind.SAY: 1.0, DrillKind.LISTEN: 0.7, DrillKind.TRANSLATE: 0.1},
    SkillKind.WORD: {DrillKind.TRANSLATE: 1.0, DrillKind.SAY: 0.6, DrillKind.LISTEN: 0.6},
}


@dataclass(frozen=True, slots=True)
class PolicyParams:
    """target, width: predicted success that suits best and how far from it still suits.

    new_width: the same for a new skill, of which little is known. eagerness: for new skills, in [0, 1].
    worn: what practice is worth when all sentences of a skill have been met, in [0, 1].
    repair_minutes: how long a mistake counts as fresh. max_run: exercises of one skill in a row, max_run_repair after
    mistakes. due_window, due_most: at most so many reviews among the last so many exercises. item_gap: exercises
    before a sentence may come again. new_card_gap: exercises without a card of the learner's own before a new one of
    them comes, though others are due. met: probability from which a prerequisite counts as known. learning_at_once:
    skills below that which may be open before a new one comes. affinity: how well a drill suits a kind of skill.
    """

    knowledge: knowledge.Params
    target: float = 0.78
    width: float = 0.3
    new_width: float = 0.4
    eagerness: float = 0.7
    worn: float = 0.4
    repair_minutes: float = 30.0
    max_run: int = 2
    max_run_repair: int = 3
    due_window: int = 3
    due_most: int = 2
    item_gap: int = 3
    new_card_gap: int = 3
    met: float = 0.6
    learning_at_once: int = 4
    stale_days: int = 7
    affinity: Mapping[SkillKind, Mapping[DrillKind, float]] = field(default_factory=lambda: _AFFINITY)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A skill that might have been next. score: the expected gain, comparable within one choice only."""

    skill: SkillId
    score: float
    p: float


@dataclass(frozen=True, slots=True)
class Choice:
    """alternatives: the skills with the greatest expected gain, best first, whatever was chosen in the end."""

    kind: DrillKind
    mode: Mode
    skill: SkillId
    item: ItemId
    reason: Reason
    alternatives: tuple[Alternative, ...] = ()


def choose(
    state: LearnerState,
    course: Course,
    now: datetime,
    rng: random.Random,
    params: PolicyParams,
    allowed: Allowed,
    exclude: frozenset[ItemId] = frozenset(),
) -> Choice:
    """The next exercise. Never an excluded item, nor the one just done unless there is no other.

    Raises NothingToPractise when nothing is allowed or everything is excluded.
    """
    if not allowed:
        raise NothingToPractise
    begin = new_cards(state.kept, state.cards, now, weak(state.looked_up))
    desk = _Desk(state, course, now, params, allowed, _pool(state, course, exclude), begin)
    gains = _gains(desk)
    picked = _repair(desk) or _due(desk) or _gainful(desk, gains)
    if picked is None:
        raise NothingToPractise
    sentence, reason = picked
    kind, mode = _drill(desk, sentence.skill, rng, repairing=reason.code is ReasonCode.SLIP)
    return Choice(kind, mode, sentence.skill, sentence.id, reason, tuple(gains[:5]))


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that one choice looks at. pool: usable sentences by skill, in teaching order. new_cards: that may begin."""

    state: LearnerState
    course: Course
    now: datetime
    params: PolicyParams
    allowed: Allowed
    pool: Mapping[SkillId, tuple[Sentence, ...]]
    new_cards: Sequence[ItemId]

    def strength(self, skill: SkillId) -> knowledge.SkillState:
        params = self.params.knowledge
        return knowledge.widened(strength_of(self.state, skill, params), self.now, params)

    def difficulty(self, drill: tuple[DrillKind, Mode]) -> float:
        return self.params.knowledge.difficulty.get(drill, 0.0)

    def run(self, skill: SkillId) -> int:
        """How many of the latest exercises in a row trained this skill."""
        count = 0
        for attempt in reversed(self.state.recent):
            if attempt.skill != skill:
                break
            count += 1
        return count

    def last_items(self, count: int) -> frozenset[ItemId]:
        return frozenset(attempt.item for attempt in self.state.recent[-count:]) if count else frozenset()


def _pool(state: LearnerState, course: Course, exclude: frozenset[ItemId]) -> dict[SkillId, tuple[Sentence, ...]]:
    sentences = [sentence for skill in course.skills for sentence in skill.sentences]
    sentences += [as_sentence(item, kept) for item, kept in state.kept.items() if not kept.suspended]
    pool: dict[SkillId, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.id not in exclude:
            pool.setdefault(sentence.skill, []).append(sentence)
    return {skill: tuple(found) for skill, found in pool.items()}


def _repair(desk: _Desk) -> tuple[Sentence, Reason] | None:
    """Skills that went wrong a moment ago, the latest first, each with another sentence than the one that failed."""
    since = desk.now - timedelta(minutes=desk.params.repair_minutes)
    fresh = [
        (record.mistake, skill)
        for skill, record in desk.state.skills.items()
        if record.open and record.mistake and record.mistake.at >= since
    ]
    fresh.sort(key=lambda one: (-one[0].at.timestamp(), desk.strength(one[1]).mean, one[1]))
    for mistake, skill in fresh:
        if desk.run(skill) >= desk.params.max_run_repair:
            continue
        barred = desk.last_items(1) | ({mistake.item} if mistake.item else set())
        sentence = _sentence(desk, desk.pool.get(skill, ()), barred, due_first=True)
        if sentence:
            kept = sentence.id in desk.state.kept  # what was meant would be the answer
            return sentence, _card_reason(desk, sentence) if kept else _reason(desk, ReasonCode.SLIP, skill)
    return None


def _due(desk: _Desk) -> tuple[Sentence, Reason] | None:
    """The card nearest to being forgotten, or a new one of the learner's own; unless the latest exercises were reviews
    already."""
    lately = desk.state.recent[-desk.params.due_window :]
    if sum(attempt.was_due for attempt in lately) >= desk.params.due_most:
        return None
    gap = desk.last_items(desk.params.item_gap)
    found = [
        sentence
        for skill, sentences in desk.pool.items()
        if desk.run(skill) < desk.params.max_run
        for sentence in sentences
        if sentence.id not in gap and _is_due(desk, sentence)
    ]
    sentence = _asked_or_new(desk, found)
    return (sentence, _card_reason(desk, sentence)) if sentence is not None else None


def _asked_or_new(desk: _Desk, found: list[Sentence]) -> Sentence | None:
    """What is nearest to being forgotten; a new card where none of the learner's own came for a while."""
    asked = [sentence for sentence in found if desk.state.cards[sentence.id].reviews]
    fresh = {sentence.id: sentence for sentence in found if not desk.state.cards[sentence.id].reviews}
    new = next((fresh[item] for item in desk.new_cards if item in fresh), None)
    lately = desk.state.recent[-desk.params.new_card_gap :]
    if new is not None and not (asked and any(attempt.item in desk.state.kept for attempt in lately)):
        return new
    return min(asked, key=lambda one: _forgotten(desk, one), default=None)


def _gainful(desk: _Desk, gains: list[Alternative]) -> tuple[Sentence, Reason] | None:
    """The best skill that still has a sentence; the sentence just done only if there is nothing else at all."""
    skills = [*(one.skill for one in gains), *desk.pool]
    for barred in (desk.last_items(1), frozenset[ItemId]()):
        for skill in skills:
            sentence = _sentence(desk, desk.pool[skill], barred, due_first=False)
            if sentence:
                return sentence, _gain_reason(desk, sentence)
    return None


def _gains(desk: _Desk) -> list[Alternative]:
    """Expected gain of every skill that may be practised now, best first; ties in teaching order."""
    scored = [_gain(desk, skill) for skill in _open_skills(desk)]
    return sorted(scored, key=lambda one: -one.score)


def _gain(desk: _Desk, skill: SkillId) -> Alternative:
    """How much there is to learn times how little we know, where an exercise of the right difficulty exists."""
    belief = desk.strength(skill)
    p = knowledge.predicted(belief, 0.0)
    unsure = math.sqrt(belief.variance / desk.params.knowledge.prior_variance)
    begun = skill in desk.state.skills
    width = desk.params.width if begun else desk.params.new_width
    fit = max(_fit(desk, belief, drill, width) for drill in desk.allowed)
    over = max(0, desk.run(skill) - desk.params.max_run + 1)
    fresh = any(sentence.id not in desk.state.cards for sentence in desk.pool[skill])
    taste = 0.1**over * (1.0 if begun else desk.params.eagerness) * (1.0 if fresh else desk.params.worn)
    return Alternative(skill, 4 * p * (1 - p) * unsure * fit * taste, p)


def _open_skills(desk: _Desk) -> list[SkillId]:
    """What was begun and, if not too much is open, the first new skill of each level whose prerequisites are met.

    Words of cards that were asked are left to memory until they are due.
    """
    begun = [skill for skill in desk.pool if skill in desk.state.skills and _is_open(desk, skill)]
    shaky = [skill for skill in begun if knowledge.predicted(desk.strength(skill), 0.0) < desk.params.met]
    if len(shaky) >= desk.params.learning_at_once:
        return begun
    new: dict[Level, SkillId] = {}
    for skill in desk.course.skills:
        if skill.id not in desk.state.skills and skill.id in desk.pool and _met(desk, skill.prerequisites):
            new.setdefault(skill.level, skill.id)
    words = (desk.state.kept[item].skill for item in desk.new_cards)
    cards = [word for word in words if word not in desk.state.skills]
    return [*begun, *new.values(), *dict.fromkeys(word for word in cards if word in desk.pool)]


def _is_open(desk: _Desk, skill: SkillId) -> bool:
    return skill in desk.course.by_id or any(_is_due(desk, sentence) for sentence in desk.pool[skill])


def _met(desk: _Desk, prerequisites: Iterable[SkillId]) -> bool:
    return all(
        knowledge.predicted(desk.strength(skill), 0.0) >= desk.params.met
        for skill in prerequisites
        if skill in desk.course.by_id
    )


def _fit(desk: _Desk, belief: knowledge.SkillState, drill: tuple[DrillKind, Mode], width: float) -> float:
    off = knowledge.predicted(belief, desk.difficulty(drill)) - desk.params.target
    return math.exp(-((off / width) ** 2))


def _drill(desk: _Desk, skill: SkillId, rng: random.Random, *, repairing: bool) -> tuple[DrillKind, Mode]:
    """A kind that suits the skill and the learner's strength, mostly another one than the last.

    A mistake is repaired by producing the right form more than by recognising it.
    """
    belief, affinity = desk.strength(skill), desk.params.affinity[skill_kind(skill)]
    last = desk.state.recent[-1].drill if desk.state.recent else None
    drills = sorted(desk.allowed)
    fits = [_fit(desk, belief, drill, desk.params.width) for drill in drills]
    tastes = [affinity.get(kind, 0.1) * (0.5 if kind is last else 1.0) for kind, _ in drills]
    if repairing:
        tastes = [0.5 * t if kind is DrillKind.LISTEN else t for t, (kind, _) in zip(tastes, drills, strict=True)]
    weights = [(fit * taste) ** 2 + 1e-9 for fit, taste in zip(fits, tastes, strict=True)]
    return rng.choices(drills, weights)[0]


def _sentence(
    desk: _Desk, sentences: tuple[Sentence, ...], barred: frozenset[ItemId], due_first: bool
) -> Sentence | None:
    """Perhaps a due one first, then new ones in teaching order, then what is nearest to being forgotten."""
    free = [sentence for sentence in sentences if sentence.id not in barred]
    gap = desk.last_items(desk.params.item_gap)
    rested = [sentence for sentence in free if sentence.id not in gap] or free
    due = [sentence for sentence in rested if _is_due(desk, sentence)]
    if due and due_first:
        return min(due, key=lambda one: _forgotten(desk, one))
    new = [sentence for sentence in rested if sentence.id not in desk.state.cards]
    if new:
        return new[0]
    return min(rested, key=lambda one: _forgotten(desk, one), default=None)


def _is_due(desk: _Desk, sentence: Sentence) -> bool:
    card = desk.state.cards.get(sentence.id)
    return card is not None and memory.is_due(card, desk.now)


def _forgotten(desk: _Desk, sentence: Sentence) -> tuple[float, datetime]:
    card = desk.state.cards[sentence.id]
    return memory.retrievability(card, desk.now), card.due


def _gain_reason(desk: _Desk, sentence: Sentence) -> Reason:
    if sentence.id in desk.state.kept:
        return _card_reason(desk, sentence)
    if desk.state.is_empty and sentence.skill == desk.course.skills[0].id:
        return _reason(desk, ReasonCode.FIRST, sentence.skill)
    record = desk.state.skills.get(sentence.skill)
    if record is None or not record.outcomes:
        return _reason(desk, ReasonCode.NEW, sentence.skill)
    idle = _days(record.strength.last, desk.now)
    if idle >= desk.params.stale_days:
        return _reason(desk, ReasonCode.STALE, sentence.skill, days=idle)
    code = ReasonCode.STEADY if all(record.outcomes) else ReasonCode.WEAK
    return _reason(desk, code, sentence.skill)


def _card_reason(desk: _Desk, sentence: Sentence) -> Reason:
    card, kept = desk.state.cards[sentence.id], desk.state.kept.get(sentence.id)
    days = _days(card.last_review, desk.now)
    if kept is None:
        return _reason(desk, ReasonCode.DUE, sentence.skill, days=days)
    looked = desk.state.looked_up.get(sentence.skill)
    times = looked.count if looked is not None and looked.is_weak else 0
    return Reason(ReasonCode.CARD, sentence.skill, attempts=card.reviews, days=days, front=kept.front, looked_up=times)


def _reason(desk: _Desk, code: ReasonCode, skill: SkillId, days: int = 0) -> Reason:
    record = desk.state.skills.get(skill)
    p = knowledge.predicted(desk.strength(skill), 0.0)
    if record is None:
        return Reason(code, skill, p=p, days=days)
    errors = record.outcomes.count(False)
    told = Reason(code, skill, len(record.outcomes), errors, p=p, days=days)
    mistake = record.mistake
    if mistake is None:
        return told
    return replace(told, said=mistake.said, meant=mistake.meant, typed=mistake.mode is Mode.TYPED)


def _days(since: datetime | None, now: datetime) -> int:
    return max(0, (now - since).days) if since else 0
