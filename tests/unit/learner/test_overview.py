from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta, timezone

from langtutor.learner.overview import Day, due_count, overview, weakest, week
from tests.support.learner_events import AGREEMENT, BE, COURSE, PARAMS, PAST, RIGHT, SLIP, TH, UNCLEAR, Learner


def test_an_empty_ledger() -> None:
    learner = Learner()
    told = overview(learner.state(), COURSE, (), learner.now, UTC, PARAMS)
    assert (told.due, told.weakest) == (0, ())
    assert [(day.answers, day.minutes) for day in told.week] == [(0, 0.0)] * 7
    assert told.week[-1].date == learner.now.date()


def test_due_cards_are_those_that_can_be_practised() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1")
    learner.keeps("umbrella")
    assert due_count(learner.state(), COURSE, learner.now) == 1
    learner.wait(days=3)
    assert due_count(learner.state(), COURSE, learner.now) == 2
    nothing = replace(COURSE, skills=())
    assert due_count(learner.state(), nothing, learner.now) == 1


def test_the_three_weakest_of_those_tried() -> None:
    learner = Learner()
    for skill, outcomes in ((BE, "rr"), (AGREEMENT, "rw"), (TH, "ww"), (PAST, "w")):
        for number, outcome in enumerate(outcomes, start=1):
            learner.answers(f"{skill}/{number}", RIGHT if outcome == "r" else SLIP)
    found = weakest(learner.state(), COURSE, learner.now, PARAMS)
    assert [one.skill for one in found] == [TH, PAST, AGREEMENT]
    assert found[0].estimate.p < found[1].estimate.p < found[2].estimate.p
    assert found[0].estimate.n == 2


def test_days_begin_where_the_learner_lives() -> None:
    learner = Learner()
    for outcome in (RIGHT, RIGHT, SLIP, UNCLEAR):
        learner.answers(f"{BE}/1", outcome)
    learner.now = learner.now.replace(hour=1) + timedelta(days=1)
    learner.answers(f"{BE}/2")
    here = timezone(timedelta(hours=-3))
    assert week(learner.events, learner.now, UTC)[-2:] == (
        Day(date(2026, 3, 1), 3, 2, 0.4),
        Day(date(2026, 3, 2), 1, 1, 0.1),
    )
    assert week(learner.events, learner.now, here)[-1] == Day(date(2026, 3, 1), 4, 3, 0.5)
    learner.wait(days=8)
    assert all(day.answers == 0 for day in week(learner.events, learner.now, here))
