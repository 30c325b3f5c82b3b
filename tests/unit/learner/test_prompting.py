"""What to write about: by level and weakness, and not the same again."""

from __future__ import annotations

import random

from langtutor.core.language import LanguageCode
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import SkillId
from langtutor.learner import prompting
from langtutor.learner.prompting import choose, level_of
from tests.support.learner_events import AGREEMENT, BE, COURSE, PAST

A1, A2, B1, B2, C1 = TextLevel


def prompt(name: str, level: TextLevel = A2, skill: SkillId | None = None) -> Prompt:
    return Prompt(name, LanguageCode("en"), level, skill, {"en": name}, {"en": name}, 40)


PLAIN = tuple(prompt(f"{level}-{number}", level) for level in TextLevel for number in range(6))
FOR_PAST = tuple(prompt(f"past-{number}", A2, PAST) for number in range(3))
FOR_BE = (prompt("be", A1, BE), prompt("be-hard", C1, BE))


def chosen(*weak: SkillId, lately: tuple[str, ...] = (), count: int = 6, seed: int = 1) -> list[str]:
    every = (*PLAIN, *FOR_PAST, *FOR_BE)
    return [one.id for one in choose(every, A2, weak, lately, count, random.Random(seed))]


def test_they_are_of_the_learners_level() -> None:
    assert all(name.startswith(("A2", "past")) for name in chosen())
    assert len(set(chosen())) == 6
    assert chosen() != chosen(seed=2)


def test_weak_skills_come_first_each_once() -> None:
    first, second, *others = chosen(BE, PAST)
    assert first == "be"
    assert second.startswith("past")
    assert not any(name.startswith("be") for name in others)


def test_what_was_written_about_lately_comes_last() -> None:
    before = chosen(PAST)
    after = chosen(PAST, lately=tuple(before))
    assert not set(before) & set(after)
    every = [one.id for one in PLAIN[:3]]
    rest = choose(PLAIN[:3], A1, (), (every[1], every[0], every[1]), 3, random.Random(1))
    assert [one.id for one in rest] == [every[2], every[0], every[1]], "the longest ago first"


def test_with_few_there_are_few() -> None:
    assert choose((), A1, (), (), 6, random.Random(1)) == ()
    assert len(choose(PLAIN[:2], C1, (), (), 6, random.Random(1))) == 2


def test_the_level_is_the_first_that_is_not_mastered() -> None:
    def level(**p: float) -> TextLevel:
        estimates = {skill.id: SkillEstimate(p.get(skill.level.value, 0.3), 0, 1, 1) for skill in COURSE.skills}
        return level_of(COURSE, estimates)

    assert [level(), level(A1=0.9), level(A1=0.9, A2=0.7), level(A1=0.9, A2=0.7, B1=0.7)] == [A1, A2, B1, B2]


def test_the_weakest_are_those_that_were_tried() -> None:
    estimates = {
        BE: SkillEstimate(0.9, 0.8, 1.0, 5),
        PAST: SkillEstimate(0.2, 0.1, 0.4, 2),
        AGREEMENT: SkillEstimate(0.1, 0.0, 0.5, 0),
    }
    assert prompting.weakest(estimates) == (PAST, BE)
