"""Loads `resources/courses` (its README describes the format) and says what is wrong with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.course import Course, CourseSkill, ItemId, Sentence, Slip
from langtutor.core.errors import BadContent, NoCourse
from langtutor.core.language import LanguageCode
from langtutor.core.skill import Level, SkillKind
from langtutor.core.text import SkillId


def course_pairs(folder: Path) -> tuple[tuple[LanguageCode, LanguageCode], ...]:
    """(learned, spoken) of every course there is."""
    names = sorted(path.parent.name for path in folder.glob("*-from-*/course.toml"))
    pairs = (name.split("-from-") for name in names)
    return tuple((LanguageCode(learned), LanguageCode(spoken)) for learned, spoken in pairs)


def load_course(folder: Path, learned: LanguageCode, spoken: LanguageCode) -> Course:
    """One course. Raises NoCourse, BadContent (file and what is wrong)."""
    home = folder / f"{learned}-from-{spoken}"
    if not (home / "course.toml").is_file():
        raise NoCourse(learned=learned, spoken=spoken)
    head = read_toml(home / "course.toml")
    skills = tuple(_skill_file(home / f"{skill}.toml") for skill in head["skills"])
    return Course(learned, spoken, dict(head["title"]), skills, ItemId(head["tour"]))


def _skill_file(path: Path) -> CourseSkill:
    raw = read_toml(path)
    try:
        return _skill(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def _skill(raw: dict[str, Any]) -> CourseSkill:
    skill = SkillId(raw["id"])
    return CourseSkill(
        id=skill,
        level=Level(raw["level"]),
        prerequisites=tuple(SkillId(before) for before in raw["prerequisites"]),
        title=dict(raw["title"]),
        sentences=tuple(_sentence(one, skill) for one in raw["sentences"]),
    )


def _sentence(raw: dict[str, Any], skill: SkillId) -> Sentence:
    return Sentence(
        id=ItemId(raw["id"]),
        skill=skill,
        text=raw["text"],
        translations=tuple(raw["translations"]),
        variants=tuple(raw.get("variants", ())),
        words=dict(raw["words"]),
        slips=tuple(_slip(one) for one in raw["slips"]),
    )


def _slip(raw: dict[str, Any]) -> Slip:
    return Slip(raw["said"], SkillId(raw["skill"]), SkillKind(raw["kind"]), dict(raw["why"]))
