"""The level at which a single word is learnt (A1 to C2), from cefrpy's lists; English only."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from langtutor.core.language import LanguageCode

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")

_SPEAKS = LanguageCode("en")
_HARDEST = 6.0
"""cefrpy gives it to what it has found in books but on no list, misspellings ("teh", "wich") among them: those have
many parts of speech, or are short."""
_NAMES = frozenset({"NNP", "NNPS"})
_PARTS = {"JJ": "adjective", "NN": "noun", "RB": "adverb", "VB": "verb", "IN": "preposition", "CC": "conjunction"}


class WordLevels:
    """Loads with the first word: 0.3 s."""

    def level(self, word: str, language: LanguageCode) -> str:
        """Of its easiest part of speech, which is the commonest; empty where it isn't known."""
        grade = self.grade(word, language)
        return "" if grade is None else LEVELS[min(max(round(grade), 1), len(LEVELS)) - 1]

    def grade(self, word: str, language: LanguageCode) -> float | None:
        """The same as a number, 1 (A1) to 6 (C2): "like" is A1, though the noun is not."""
        found = self._grades(word.lower()) if language == _SPEAKS else {}
        if not found or set(found) <= _NAMES or _misspelt(word, found):
            return None
        return float(min(found.values()))

    def parts(self, word: str, language: LanguageCode) -> dict[str, float]:
        """What it may be, with the grade of each: 1 (A1) to 6 (C2). Names of parts of speech as in dictionaries."""
        graded: dict[str, float] = {}
        for tag, grade in (self._grades(word.lower()) if language == _SPEAKS else {}).items():
            part = _PARTS.get(tag[:2])
            if part and tag not in _NAMES:
                graded[part] = min(grade, graded.get(part, grade))
        return graded

    def _grades(self, word: str) -> dict[str, float]:
        found: dict[str, float] | None = self._cefr.get_pos_level_dict_for_word(
            word, pos_tag_as_string=True, word_level_as_float=True
        )
        return found or {}

    @cached_property
    def _cefr(self) -> Any:
        from cefrpy import CEFRAnalyzer

        return CEFRAnalyzer()


def _misspelt(word: str, grades: dict[str, float]) -> bool:
    if min(grades.values()) < _HARDEST:
        return False
    return len(word) < 5 or len(grades) > 2 or not _NAMES.isdisjoint(grades)
