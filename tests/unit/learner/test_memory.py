from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import fsrs
import pytest

from langtutor.core.plain import from_plain, to_plain
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner.memory import (
    CardPhase,
    CardState,
    MemoryParams,
    Rating,
    fuzzed,
    is_due,
    rating,
    retrievability,
    review,
)
from tests.support.learner_events import GIVEN_UP, RIGHT, SLIP, START, UNCLEAR

PLAIN = MemoryParams(fuzz=False)


@pytest.mark.parametrize("seed", range(10))
def test_is_what_fsrs_itself_computes(seed: int) -> None:
    rng = random.Random(seed)
    scheduler = fsrs.Scheduler(enable_fuzzing=False, maximum_interval=PLAIN.max_interval_days)
    theirs, ours, now = fsrs.Card(card_id=1, due=START), CardState(due=START), START
    for _ in range(30):
        given = rng.choice(list(Rating))
        theirs, _log = scheduler.review_card(theirs, fsrs.Rating(int(given)), now)
        ours = review(ours, given, now, rng, PLAIN)
        assert (ours.due, ours.step, ours.stability) == (theirs.due, theirs.step, theirs.stability)
        assert (ours.difficulty, ours.last_review) == (theirs.difficulty, theirs.last_review)
        assert ours.phase.name.lower() == theirs.state.name.lower()
        now += timedelta(days=rng.choice([0, 0.01, 1, 3, 40]))
        assert retrievability(ours, now) == scheduler.get_card_retrievability(theirs, now)


def test_right_answers_space_out_and_a_lapse_brings_the_card_back() -> None:
    card, now, rng = CardState(due=START), START, random.Random(0)
    assert is_due(card, now)
    intervals = []
    for _ in range(6):
        card = review(card, Rating.GOOD, now, rng)
        assert not is_due(card, now)
        intervals.append(card.due - now)
        now = card.due
    assert intervals == sorted(intervals)
    assert intervals[-1] > timedelta(days=20)
    assert card.phase is CardPhase.REVIEW
    lapsed = review(card, Rating.AGAIN, now, rng)
    assert (lapsed.lapses, lapsed.reviews, lapsed.phase) == (1, 7, CardPhase.RELEARNING)
    assert lapsed.due - now < timedelta(hours=1)
    assert retrievability(card, now + timedelta(days=9)) > retrievability(card, now + timedelta(days=90))


def test_hard_comes_back_sooner_than_good() -> None:
    card, now = CardState(due=START), START
    for _ in range(4):
        card = review(card, Rating.GOOD, now, random.Random(0), PLAIN)
        now = card.due
    good, hard = (review(card, given, now, random.Random(0), PLAIN) for given in (Rating.GOOD, Rating.HARD))
    assert hard.due < good.due


def test_fuzz_is_the_callers_dice_alone() -> None:
    random.seed(1)
    before = random.getstate()
    card = CardState(START, CardPhase.REVIEW, None, 40.0, 5.0, START - timedelta(days=40))
    due = {seed: review(card, Rating.GOOD, START, random.Random(seed)).due for seed in range(20)}
    assert due == {seed: review(card, Rating.GOOD, START, random.Random(seed)).due for seed in range(20)}
    assert len(set(due.values())) > 3
    assert random.getstate() == before


@pytest.mark.parametrize("days", [1, 2, 3, 10, 100, 3650])
def test_fuzz_stays_near(days: int) -> None:
    spread = {fuzzed(days, random.Random(seed), 3650) for seed in range(200)}
    assert max(spread) <= 3650
    assert all(abs(one - days) <= 2 + 0.15 * days for one in spread)
    assert len(spread) == 1 if days < 3 else len(spread) > 1


@pytest.mark.parametrize(
    ("outcome", "used_help", "expected"),
    [
        (RIGHT, False, Rating.GOOD),
        (RIGHT, True, Rating.HARD),
        (SLIP, False, Rating.AGAIN),
        (SLIP, True, Rating.AGAIN),
        (GIVEN_UP, False, Rating.AGAIN),
        (UNCLEAR, False, None),
    ],
)
def test_rating_of_an_answer(outcome: AnswerOutcome, used_help: bool, expected: Rating | None) -> None:
    assert rating(outcome, used_help) is expected


def test_cards_round_trip_through_json_values() -> None:
    card = review(CardState(due=START), Rating.GOOD, START + timedelta(microseconds=7), random.Random(0))
    assert from_plain(CardState, to_plain(card)) == card


def test_other_time_zones_are_understood() -> None:
    there = datetime(2026, 3, 1, 6, 0, tzinfo=timezone(timedelta(hours=-3)))
    card = review(CardState(due=START), Rating.GOOD, there, random.Random(0))
    assert card == review(CardState(due=START), Rating.GOOD, START, random.Random(0))
    assert card.due.tzinfo is UTC
