"""Something to write about. Authored in `resources/prompts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId


class TextLevel(StrEnum):
    """CEFR levels that texts are asked for at."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"


@dataclass(frozen=True, slots=True)
class Prompt:
    """title and text are by the reader's language. skill: what it makes the writer practise, if anything special.

    minimum_words: what a whole answer has at least.
    """

    id: str
    language: LanguageCode
    level: TextLevel
    skill: SkillId | None
    title: Mapping[str, str]
    text: Mapping[str, str]
    minimum_words: int

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]

    def text_in(self, language: str) -> str:
        return self.text.get(language) or self.text["en"]
