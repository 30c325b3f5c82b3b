"""What a drill asks, and what can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.core.course import Sentence
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Request
from langtutor.core.text import SkillId


@dataclass(frozen=True, slots=True)
class Exercise:
    """One question. prompt is what is shown: the sentence, its translation, or nothing where the task is to listen."""

    kind: DrillKind
    mode: Mode
    skill: SkillId
    sentence: Sentence
    learned: LanguageCode
    spoken: LanguageCode
    prompt: str

    @property
    def expected(self) -> str:
        return self.sentence.text

    @property
    def can_speak(self) -> bool:
        return self.kind not in (DrillKind.LISTEN, DrillKind.MINIMAL_PAIR)

    @property
    def can_type(self) -> bool:
        return self.kind not in (DrillKind.SAY, DrillKind.MINIMAL_PAIR)

    @property
    def plays_model_first(self) -> bool:
        return self.kind is DrillKind.LISTEN


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    recording: Path


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    text: str


Answer = SpokenAnswer | TypedAnswer

Evidence = Mapping[Request[Any], Any]
"""Requests that were made, with their replies."""


@dataclass(frozen=True, slots=True)
class Grader:
    """What judging needs to know besides the exercise: the two languages, and what the engines can do.

    can_back_translate, can_check, can_score and can_look_up are about the learned language.
    """

    learned: Language
    spoken: Language
    can_back_translate: bool = True
    can_check: bool = True
    can_score: bool = True
    can_look_up: bool = True
