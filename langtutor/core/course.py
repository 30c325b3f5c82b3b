"""Courses as loaded from `resources/courses`; the format is described in that folder's README."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NewType

from langtutor.core.language import LanguageCode
from langtutor.core.skill import Level, SkillKind
from langtutor.core.text import SkillId

ItemId = NewType("ItemId", str)
"""A sentence of a course: `<skill id>/<number>`. A learner's own card: `card/<event id>`."""


GAP = "____"


@dataclass(frozen=True, slots=True)
class Slip:
    """A whole sentence that learners say instead, wrong in one place."""

    said: str
    skill: SkillId
    kind: SkillKind
    why: dict[str, str]

    def why_in(self, language: str) -> str:
        return self.why.get(language) or self.why["en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One item to practise.

    translations and glosses (`words`, by lower-case form) are in the learner's first language, the best
    translation first.
    variants are other right sentences for the first translation. context: of a word, a sentence in which a gap (GAP)
    stands for it; empty for sentences.
    """

    id: ItemId
    skill: SkillId
    text: str
    translations: tuple[str, ...]
    variants: tuple[str, ...]
    words: dict[str, str]
    slips: tuple[Slip, ...]
    context: str = ""


@dataclass(frozen=True, slots=True)
class CourseSkill:
    id: SkillId
    level: Level
    prerequisites: tuple[SkillId, ...]
    title: dict[str, str]
    sentences: tuple[Sentence, ...]

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True)
class Course:
    """All skills of one direction, in teaching order. tour: the sentence whose first slip shows the program at work."""

    learned: LanguageCode
    spoken: LanguageCode
    title: dict[str, str]
    skills: tuple[CourseSkill, ...]
    tour: ItemId

    @cached_property
    def by_id(self) -> dict[SkillId, CourseSkill]:
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def sentences(self) -> dict[ItemId, Sentence]:
        return {sentence.id: sentence for skill in self.skills for sentence in skill.sentences}

    def skill_title(self, skill: SkillId, language: str) -> str:
        """The title of a skill, or its id where this course doesn't have it."""
        found = self.by_id.get(skill)
        return found.title_in(language) if found else skill
