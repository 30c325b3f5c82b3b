"""Dictionaries: what a word means."""

from __future__ import annotations

from typing import Protocol

from langtutor.core.language import LanguageCode
from langtutor.core.look_up_requests import Entries


class Dictionary(Protocol):
    """Looks a word up, by its lemma when the form itself has no entry. Raises ModelMissing, UnsupportedPair."""

    def look_up(self, word: str, language: LanguageCode, target: LanguageCode) -> Entries: ...
