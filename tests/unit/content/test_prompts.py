"""Writing prompts: reading them, and what is wrong with some."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.courses import course_pairs, load_course
from langtutor.content.problem import Problem
from langtutor.content.prompts import check_prompts, load_prompts
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
ONE = """
[[prompt]]
id = "en.day"
level = "A1"
skill = "en.grammar.verb.present"
minimum_words = 40
title = { en = "Your day", pt = "Seu dia" }
text = { en = "What do you do every day?", pt = "O que você faz todo dia?" }
"""
OTHER = ONE.replace('skill = "en.grammar.verb.present"\n', "").replace("en.day", "en.week")


def written(folder: Path, content: str) -> Path:
    (folder / "en.toml").write_text(content, encoding="utf-8")
    return folder


def test_prompts_are_read(tmp_path: Path) -> None:
    one, other = load_prompts(written(tmp_path, ONE + OTHER), EN)
    assert one == Prompt(
        "en.day",
        EN,
        TextLevel.A1,
        one.skill,
        {"en": "Your day", "pt": "Seu dia"},
        {"en": "What do you do every day?", "pt": "O que você faz todo dia?"},
        40,
    )
    assert (one.skill, other.skill) == ("en.grammar.verb.present", None)
    assert (one.title_in("pt"), one.text_in("de")) == ("Seu dia", "What do you do every day?")
    assert load_prompts(tmp_path, PT) == ()


@pytest.mark.parametrize(
    "content",
    [
        "[[prompt",
        ONE.replace("A1", "D1"),
        ONE.replace("en =", "de ="),
        ONE.replace("minimum_words = 40", ""),
        "prompt = 3",
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadContent) as error:
        load_prompts(written(tmp_path, content), EN)
    assert error.value.fields["file"] == "en.toml"


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    skills = {"en.grammar.verb.present"}
    assert list(check_prompts(written(tmp_path, ONE + OTHER), skills, ("en", "pt"))) == []

    def found(content: str) -> list[str]:
        return [problem.what for problem in check_prompts(written(tmp_path, content), skills, ("en", "pt"))]

    assert found(ONE + ONE) == ["is there twice"]
    assert found(ONE.replace("verb.present", "nothing")) == ["no course has the skill en.grammar.nothing"]
    assert found(ONE.replace("40", "4")) == ["asks for 4 words"]
    assert found(ONE.replace("Seu dia", " ")) == ["has no title or no text in pt"]
    assert next(iter(check_prompts(written(tmp_path, "[["), skills, ("en",)))).file == "prompts/en.toml"


def test_the_shipped_prompts_are_whole() -> None:
    resources = resources_dir()
    courses = [load_course(resources / "courses", *pair) for pair in course_pairs(resources / "courses")]
    skills = {skill.id for course in courses for skill in course.skills}
    problems: list[Problem] = list(check_prompts(resources / "prompts", skills, ("en", "pt")))
    assert problems == []
