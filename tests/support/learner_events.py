"""A small course and the events of somebody who practises it."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from langtutor.core.course import Course, CourseSkill, ItemId, Sentence
from langtutor.core.events import (
    Answered,
    CardKept,
    DrillKind,
    Event,
    EventId,
    Evidence,
    Header,
    LookedUp,
    Mode,
    SlipMade,
)
from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing, Level, SkillKind, skill_kind
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.learner.cards import word_skill
from langtutor.learner.policy import PolicyParams
from langtutor.learner.state import LearnerState, fold_all, params_for

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BE, AGREEMENT, TH, PAST, PERFECT = (
    SkillId(f"en.{name}") for name in ("grammar.be", "grammar.agreement", "sound.th", "grammar.past", "grammar.perfect")
)
RIGHT, SLIP, UNCLEAR, GIVEN_UP = AnswerOutcome
ALL = frozenset(
    {
        (DrillKind.SAY, Mode.SPOKEN),
        (DrillKind.LISTEN, Mode.TYPED),
        (DrillKind.TRANSLATE, Mode.TYPED),
        (DrillKind.TRANSLATE, Mode.SPOKEN),
    }
)
_TYPED = (DrillKind.TRANSLATE, Mode.TYPED)
TYPED = frozenset(drill for drill in ALL if drill[1] is Mode.TYPED)


def _skill(skill: SkillId, level: Level, *prerequisites: SkillId, sentences: int = 8) -> CourseSkill:
    made = tuple(
        Sentence(ItemId(f"{skill}/{n}"), skill, f"{skill} {n}.", (f"{n}",), (), {}, ()) for n in range(1, sentences + 1)
    )
    return CourseSkill(skill, level, prerequisites, {"en": skill}, made)


COURSE = Course(
    LanguageCode("en"),
    LanguageCode("pt"),
    {"en": "English"},
    (
        _skill(BE, Level.A1),
        _skill(AGREEMENT, Level.A1, BE),
        _skill(TH, Level.A2),
        _skill(PAST, Level.A2, BE),
        _skill(PERFECT, Level.B1, PAST),
    ),
    tour=ItemId(f"{AGREEMENT}/1"),
)
PARAMS = params_for(COURSE, Knowing.NEW)
POLICY = PolicyParams(PARAMS)


@dataclass
class Learner:
    """Makes events, a minute apart unless told otherwise."""

    now: datetime = START
    events: list[Event] = field(default_factory=list)
    _ids: itertools.count[int] = field(default_factory=itertools.count)

    def header(self) -> Header:
        return Header(EventId(f"e{next(self._ids)}"), self.now, "me", LanguageCode("en"), "s1")

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def slips(
        self,
        skill: SkillId,
        item: str | None,
        said: str = "She walk.",
        mode: Mode = Mode.SPOKEN,
        meant: str = "She walks.",
    ) -> SlipMade:
        at = ItemId(item) if item else None
        made = SlipMade(self.header(), skill, at, skill_kind(skill), mode, said, meant, None, Evidence())
        self.events.append(made)
        return made

    def answers(
        self,
        item: str,
        outcome: AnswerOutcome = RIGHT,
        slips: tuple[SlipMade, ...] = (),
        drill: DrillKind = DrillKind.SAY,
        mode: Mode = Mode.SPOKEN,
        used_help: bool = False,
    ) -> Answered:
        made = Answered(
            self.header(),
            SkillId(item.split("/", maxsplit=1)[0]),
            ItemId(item),
            drill,
            mode,
            outcome,
            "She walk.",
            "She walks.",
            6.0,
            used_help,
            Evidence(),
            tuple(slip.header.id for slip in slips),
        )
        self.events.append(made)
        self.wait(minutes=1)
        return made

    def fails(self, item: str, *skills: SkillId, said: str = "She walk.") -> Answered:
        """An answer with one slip in each skill, its own where none is given."""
        skills = skills or (SkillId(item.split("/", maxsplit=1)[0]),)
        slips = tuple(self.slips(skill, item, said) for skill in skills)
        return self.answers(item, SLIP, slips)

    def hears(self, skill: SkillId, *right: bool, session: str = "s1") -> None:
        """Words of a listening drill, a few seconds apart."""
        for number, one in enumerate(right):
            header = replace(self.header(), session=session)
            word = "three" if one else "tree"
            item, outcome = ItemId(f"pair/three-tree{number}"), RIGHT if one else SLIP
            drill = (DrillKind.MINIMAL_PAIR, Mode.CHOSEN)
            self.events.append(Answered(header, skill, item, *drill, outcome, word, "three", 2.0, False, Evidence()))
            self.wait(seconds=5)

    def keeps(self, front: str) -> CardKept:
        header = self.header()
        made = CardKept(header, ItemId(f"card/{header.id}"), front, f"{front}?")
        self.events.append(made)
        return made

    def recalls(self, card: CardKept) -> None:
        """Types the word rightly when it is asked for."""
        answer = self.answers(f"{word_skill(card.header.language, card.front)}/x", RIGHT, (), *_TYPED)
        self.events[-1] = replace(answer, item=card.item, expected=card.front)

    def looks_up(self, word: str, session: str = "s1") -> None:
        self.events.append(LookedUp(replace(self.header(), session=session), word, f"{word}?", word))
        self.wait(minutes=1)

    def looks_up_thrice(self, word: str) -> None:
        for session in ("a", "b", "c"):
            self.looks_up(word, session)

    def state(self) -> LearnerState:
        return fold_all(self.events, PARAMS)

    def lives(self, rng: random.Random, exercises: int) -> None:
        """Random practice with every outcome."""
        items = list(COURSE.sentences)
        for _ in range(exercises):
            item = rng.choice(items)
            what = rng.choice([RIGHT, RIGHT, SLIP, GIVEN_UP, UNCLEAR])
            if what is SLIP:
                self.fails(item, *rng.sample([BE, AGREEMENT, TH, PAST], k=rng.randint(1, 2)))
            else:
                self.answers(item, what, drill=rng.choice(list(DrillKind)[:3]), used_help=rng.random() < 0.2)
            if rng.random() < 0.1:
                self.keeps(f"umbrella {len(self.events)}")
            self.wait(minutes=rng.expovariate(1 / 300))


assert all(skill_kind(skill.id) in SkillKind for skill in COURSE.skills)
