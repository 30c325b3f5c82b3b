"""Language models: how likely a text is."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Scores


class Scorer(Protocol):
    """Natural-log probabilities of whole texts. Raises ModelMissing, UnsupportedLanguage."""

    def languages(self) -> frozenset[LanguageCode]: ...

    def score(self, texts: tuple[str, ...], language: LanguageCode) -> Scores: ...
