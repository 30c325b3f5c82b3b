"""Grammar checking: what a teacher would change."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked


class GrammarChecker(Protocol):
    """Finds mistakes in a text. Raises UnsupportedLanguage, EngineFailed."""

    def languages(self) -> frozenset[LanguageCode]: ...

    def check(self, text: str, language: LanguageCode, personal_words: frozenset[str]) -> Checked: ...
