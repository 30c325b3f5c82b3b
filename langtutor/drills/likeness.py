"""How much two texts have in common."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.core.language import Language
from langtutor.drills.words import forms, readings

CONTENT_WEIGHT = 3.0
"""A word of content counts as much as so many words of grammar."""

INFLECTED = 0.7
"""What two forms of one word count for, against one for the same form."""


def likeness(left: str, right: str, language: Language) -> float:
    """F1 of the words of two texts, words of content weighing more. In [0, 1]; word order doesn't count."""
    return max(
        _f1(forms(ours), forms(theirs), language)
        for ours in readings(left, language)
        for theirs in readings(right, language)
    )


def _f1(left: Sequence[str], right: Sequence[str], language: Language) -> float:
    def weight(word: str) -> float:
        return 1.0 if word in language.function_words else CONTENT_WEIGHT

    rest = list(right)
    unmatched: list[str] = []
    shared = 0.0
    for word in left:
        if word in rest:
            rest.remove(word)
            shared += weight(word)
        else:
            unmatched.append(word)
    for word in unmatched:
        if (match := next((other for other in rest if look_alike(word, other)), None)) is not None:
            rest.remove(match)
            shared += INFLECTED * (weight(word) + weight(match)) / 2
    total = sum(map(weight, left)) + sum(map(weight, right))
    return 2 * shared / total if total else 0.0


def look_alike(left: str, right: str) -> bool:
    """Probably forms of one word: a common beginning of at least four letters and most of the word."""
    common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return common >= 4 and common >= 0.6 * max(len(left), len(right))
