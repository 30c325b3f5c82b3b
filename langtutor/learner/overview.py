"""What the Today page shows beneath the next drill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from langtutor.core.course import Course
from langtutor.core.events import Answered, Event
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner import memory
from langtutor.learner.cards import new_cards
from langtutor.learner.knowledge import Params
from langtutor.learner.state import LearnerState, estimate_of


@dataclass(frozen=True, slots=True)
class Weakness:
    skill: SkillId
    estimate: SkillEstimate


@dataclass(frozen=True, slots=True)
class Day:
    """answers: exercises that counted (unclear ones don't); minutes: spent on all of them."""

    date: date
    answers: int
    right: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Overview:
    due: int
    weakest: tuple[Weakness, ...]
    week: tuple[Day, ...]


def overview(
    state: LearnerState, course: Course, events: Iterable[Event], now: datetime, zone: tzinfo, params: Params
) -> Overview:
    """events: at least those of the last week, retracted ones left out. zone decides where a day begins."""
    return Overview(due_count(state, course, now), weakest(state, course, now, params), week(events, now, zone))


def due_count(state: LearnerState, course: Course, now: datetime) -> int:
    """Cards that are due and can be practised: the course's and the learner's own, with the new ones for today."""
    kept = state.kept
    asked = sum(
        card.reviews > 0
        and memory.is_due(card, now)
        and (item in course.sentences or (item in kept and not kept[item].suspended))
        for item, card in state.cards.items()
    )
    return asked + len(new_cards(kept, state.cards, now, ()))


def weakest(state: LearnerState, course: Course, now: datetime, params: Params, count: int = 3) -> tuple[Weakness, ...]:
    """Of the course's skills that were attempted, those with the lowest probability of success."""
    tried = [Weakness(skill, estimate_of(state, skill, now, params)) for skill in state.skills if skill in course.by_id]
    return tuple(sorted(tried, key=lambda one: (one.estimate.p, one.skill))[:count])


def week(events: Iterable[Event], now: datetime, zone: tzinfo, days: int = 7) -> tuple[Day, ...]:
    """The last days, today included, oldest first; empty days too."""
    today = now.astimezone(zone).date()
    answered = [event for event in events if isinstance(event, Answered)]
    return tuple(_day(answered, today - timedelta(days=back), zone) for back in reversed(range(days)))


def _day(answered: list[Answered], day: date, zone: tzinfo) -> Day:
    here = [event for event in answered if event.header.at.astimezone(zone).date() == day]
    counted = [event for event in here if event.outcome is not AnswerOutcome.UNCLEAR]
    right = sum(event.outcome is AnswerOutcome.RIGHT for event in counted)
    return Day(day, len(counted), right, sum(event.duration_s for event in here) / 60)
