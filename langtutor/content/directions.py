"""Guessing which of a few languages a text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from langtutor.core.language import Language, LanguageCode

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
UNKNOWN = 0.01
LEANING = 0.7
"""A word may be five times as common in another language and still be taken for one of the expected language."""


def guess_language(text: str, languages: Sequence[Language], expected: str | None = None) -> LanguageCode:
    """The language in which the words are most at home, by how common they are in each (`wordfreq`).

    The first language of the list wins a tie, the expected one whatever could be either (*no*, *legal*, *data*).
    languages must not be empty.
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]

    def score(language: Language) -> float:
        return _at_home(words, language.code) + (LEANING if language.code == expected else 0.0)

    return max(languages, key=score).code


def _at_home(words: Sequence[str], language: LanguageCode) -> float:
    import wordfreq

    if language not in wordfreq.available_languages("best"):
        return 0.0
    return sum(wordfreq.zipf_frequency(word, language) or UNKNOWN for word in words)
