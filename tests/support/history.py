"""A ledger of somebody who has practised for a week."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from langtutor.content.courses import load_course
from langtutor.core.course import Course, Sentence
from langtutor.core.events import Answered, DrillKind, Event, EventId, Evidence, Header, Mode, SlipMade
from langtutor.core.language import LanguageCode
from langtutor.core.verdict import AnswerOutcome
from langtutor.settings.paths import resources_dir
from langtutor.store.ledger import Ledger

ANSWERS_BY_DAY = (6, 0, 9, 5, 0, 11, 8)
"""From six days ago until today."""
SKILLS = 7


def write_history(ledger: Path, learned: str = "en", spoken: str = "pt", seed: int = 3) -> None:
    """Answers to the first skills of the course: the more often met, the more often right."""
    course = load_course(resources_dir() / "courses", LanguageCode(learned), LanguageCode(spoken))
    with Ledger(ledger) as written:
        written.append(*_week(course, random.Random(seed)))


def _week(course: Course, rng: random.Random) -> Iterator[Event]:
    today = datetime.now().astimezone().replace(hour=0, minute=1, second=0, microsecond=0)
    done = 0
    for day, answers in enumerate(ANSWERS_BY_DAY):
        at = today - timedelta(days=len(ANSWERS_BY_DAY) - 1 - day)
        for _ in range(answers):
            skill = course.skills[min(SKILLS - 1, done // 4, rng.randrange(SKILLS))]
            sentence = rng.choice(skill.sentences)
            wrong = rng.random() < 0.42 - 0.04 * day and bool(sentence.slips)
            at += timedelta(seconds=rng.randint(25, 50))
            yield from _answer(course.learned, sentence, at, wrong, rng)
            done += 1


def _answer(
    learned: LanguageCode, sentence: Sentence, at: datetime, wrong: bool, rng: random.Random
) -> Iterator[Event]:
    def header() -> Header:
        return Header(EventId(uuid.UUID(int=rng.getrandbits(128)).hex), at, "me", learned, f"{at:%j}")

    slips: tuple[EventId, ...] = ()
    kind, mode = rng.choice([(DrillKind.SAY, Mode.SPOKEN), (DrillKind.TRANSLATE, Mode.TYPED)])
    said = sentence.text
    if wrong:
        slip = sentence.slips[0]
        said = slip.said
        made = SlipMade(header(), slip.skill, sentence.id, slip.kind, mode, said, sentence.text, None, Evidence())
        slips = (made.header.id,)
        yield made
    outcome = AnswerOutcome.SLIP if wrong else AnswerOutcome.RIGHT
    yield Answered(
        header(), sentence.skill, sentence.id, kind, mode, outcome, said, sentence.text,
        rng.uniform(6, 25), False, Evidence(), slips,
    )  # fmt: skip
