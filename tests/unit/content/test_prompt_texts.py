"""The writing prompts in `resources/prompts`: enough of them, at every level and for every skill, in both languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from langtutor.content.courses import course_pairs, load_course
from langtutor.settings.paths import resources_dir

LEVELS = {"A1": 40, "A2": 70, "B1": 110, "B2": 160, "C1": 220}
READERS = {"en", "pt"}
PAIRS = course_pairs(resources_dir() / "courses")


def prompts(language: str) -> list[dict[str, Any]]:
    path = resources_dir() / "prompts" / f"{language}.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["prompt"])


@pytest.mark.parametrize(("learned", "spoken"), PAIRS)
def test_every_level_and_every_skill_that_is_written_has_prompts(learned: str, spoken: str) -> None:
    found = prompts(learned)
    course = load_course(resources_dir() / "courses", *next(pair for pair in PAIRS if pair == (learned, spoken)))
    written = {skill.id for skill in course.skills if ".sound." not in skill.id}
    skills = Counter(prompt["skill"] for prompt in found if "skill" in prompt)
    assert len(found) >= 80
    assert set(skills) == written
    assert min(skills.values()) >= 2
    assert min(Counter(prompt["level"] for prompt in found)[level] for level in LEVELS) >= 10


@pytest.mark.parametrize("learned", [learned for learned, _ in PAIRS])
def test_prompts_are_whole_and_no_two_are_alike(learned: str) -> None:
    found = prompts(learned)
    for prompt in found:
        assert re.fullmatch(rf"{learned}/{prompt['level'].lower()}/[a-z]+(-[a-z]+)*", prompt["id"])
        assert prompt["minimum_words"] == LEVELS[prompt["level"]]
        assert set(prompt["title"]) == set(prompt["text"]) == READERS
        for reader in READERS:
            assert 0 < len(prompt["title"][reader]) <= 40
            assert re.fullmatch(r"[^\s].{60,260}[.?!]", prompt["text"][reader]), prompt["id"]
    for key in ("id", "title", "text"):
        assert max(Counter(str(prompt[key]) for prompt in found).values()) == 1
