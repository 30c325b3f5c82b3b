"""How common a form is, from the `wordfreq` library: *nao* is a misspelling and *walk* (for *walks*) is a word."""

from __future__ import annotations

import math

from langtutor.core.language import LanguageCode


def zipf(form: str, language: LanguageCode) -> float:
    """Zipf frequency: log10 of uses per thousand million words, 0 for unknown forms, 8 for the most common.

    Infinite for languages without frequencies: a slip must not pass as a typo.
    """
    import wordfreq

    if language not in wordfreq.available_languages("best"):
        return math.inf
    return float(wordfreq.zipf_frequency(form, language))
