"""How well single sentences and cards are remembered: FSRS (Ye et al. 2022, 2023) through the `fsrs` library."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

import fsrs

from langtutor.core.verdict import AnswerOutcome


class Rating(IntEnum):
    """FSRS's ratings. Easy is left out: nothing here tells it from Good yet."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


class CardPhase(IntEnum):
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class MemoryParams:
    """retention: the probability of recall at which a card falls due."""

    retention: float = 0.9
    max_interval_days: int = 3650
    fuzz: bool = True


@dataclass(frozen=True, slots=True)
class CardState:
    """stability in days, difficulty in [1, 10]; both None before the first review, as is its time, `first`.

    Times are UTC.
    """

    due: datetime
    phase: CardPhase = CardPhase.LEARNING
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None
    reviews: int = 0
    lapses: int = 0
    first: datetime | None = None


DEFAULT = MemoryParams()


def rating(outcome: AnswerOutcome, used_help: bool) -> Rating | None:
    """None: not a review. Help that was asked for makes a right answer a hard one."""
    match outcome:
        case AnswerOutcome.UNCLEAR:
            return None
        case AnswerOutcome.RIGHT:
            return Rating.HARD if used_help else Rating.GOOD
        case AnswerOutcome.SLIP | AnswerOutcome.GIVEN_UP:
            return Rating.AGAIN


def review(
    card: CardState, given: Rating, now: datetime, rng: random.Random, params: MemoryParams = DEFAULT
) -> CardState:
    """The card after one review. rng only spreads intervals of three days and more, so that cards don't fall due in
    the bunches in which they were learnt."""
    now = now.astimezone(UTC)
    after, _ = _scheduler(params).review_card(to_fsrs(card), fsrs.Rating(int(given)), now)
    due = after.due
    if params.fuzz and after.state is fsrs.State.Review:
        due = now + timedelta(days=fuzzed((due - now).days, rng, params.max_interval_days))
    lapsed = given is Rating.AGAIN and card.phase is CardPhase.REVIEW
    return CardState(
        due=due,
        phase=CardPhase(int(after.state)),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        last_review=now,
        reviews=card.reviews + 1,
        lapses=card.lapses + lapsed,
        first=card.first or now,
    )


def retrievability(card: CardState, now: datetime, params: MemoryParams = DEFAULT) -> float:
    """Probability of recall now, in [0, 1]; 0 for a card that was never reviewed. FSRS counts whole days."""
    if card.last_review is None:
        return 0.0
    return float(_scheduler(params).get_card_retrievability(to_fsrs(card), now.astimezone(UTC)))


def is_due(card: CardState, now: datetime) -> bool:
    return card.due <= now


def fuzzed(days: int, rng: random.Random, max_days: int) -> int:
    """FSRS's own spread: ±15 % of days 2.5 to 7, ±10 % of 7 to 20, ±5 % beyond, and one day more."""
    if days < 2.5:
        return days
    spread = 1.0
    for start, end, factor in ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05)):
        spread += factor * max(min(days, end) - start, 0.0)
    low, high = max(2, round(days - spread)), min(round(days + spread), max_days)
    return rng.randint(min(low, high), high)


def to_fsrs(card: CardState) -> fsrs.Card:
    # without an id the library would take the clock's and sleep for a millisecond
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(int(card.phase)),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _scheduler(params: MemoryParams) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=params.retention, maximum_interval=params.max_interval_days, enable_fuzzing=False
    )
