"""Voices: a text as sound."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Spoken


class Voice(Protocol):
    """Speaks a text; speed 1 is natural. Raises UnsupportedLanguage, EngineFailed."""

    def languages(self) -> frozenset[LanguageCode]: ...

    def say(self, text: str, language: LanguageCode, speed: float) -> Spoken: ...

    def phones(self, text: str, language: LanguageCode) -> str:
        """How it would say it, in letters of its own; texts with the same letters sound the same."""
        ...
