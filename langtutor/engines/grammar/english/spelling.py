"""Words that don't exist: what was meant, by letters, by sound, by how common it is. The sentence decides later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.lexicon import Lexicon, frequency, sound
from langtutor.engines.grammar.english.reading import Reading
from langtutor.engines.grammar.spelling import distance

_TYPE = "R:SPELL"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLAIN = re.compile(r"[A-Za-z]{2,}(?:['’][a-z]+)?")
_MOST = 5
_FURTHEST, _FURTHEST_ALIKE = 2.6, 3.2
"""Letters between what was written and what was meant, the latter where both sound the same."""
_NAME_LIKE = 0.3
"""How much less sure of a capitalised word in the middle of a sentence."""


def spelling(reading: Reading) -> Iterator[Edit]:
    """Rules: misspellings that are listed, each with what it stands for."""
    listed = reading.tables.map("spellings")
    for i in range(len(reading)):
        right = listed.get(reading.low(i))
        if right is not None and reading.low(i) not in reading.parsed.personal_words:
            yield reading.replace(i, _as_written(reading, i, right), _TYPE, "spell.listed", 0.97)


def guesses(reading: Reading) -> Iterator[Edit]:
    """Candidates for words that nobody knows."""
    listed = reading.tables.map("spellings")
    for i in range(len(reading)):
        if not _unknown(reading, i) or reading.low(i) in listed:
            continue
        name = reading.is_name(i)
        for word, share in corrections(reading.lexicon, reading.low(i)):
            confidence = share * (_NAME_LIKE if name else 1.0)
            yield reading.replace(i, _as_written(reading, i, word), _TYPE, "spell.context", confidence)


def _unknown(reading: Reading, i: int) -> bool:
    word, text = reading.low(i), reading.words[i].text
    if not _PLAIN.fullmatch(text) or len(word) < 3 or text.isupper() or not (text.islower() or text.istitle()):
        return False
    if (
        word in reading.parsed.personal_words
        or reading.lexicon.knows(word)
        or word in reading.tables.map("contractions")
    ):
        return False
    if any(word in reading.tables.map(name) for name in ("joined", "irregular_plurals", "irregular_past")):
        return False
    around = reading.text[reading.words[i].span.start - 1 : reading.words[i].span.end + 1] if i else ""
    return not (reading.words[i].entity in ("PERSON", "GPE", "ORG") and text[0].isupper()) and "-" not in around


def _as_written(reading: Reading, i: int, word: str) -> str:
    """With the capital that a name or a beginning has."""
    return word[0].upper() + word[1:] if reading.words[i].text[0].isupper() else word


def corrections(lexicon: Lexicon, word: str) -> list[tuple[str, float]]:
    """What may have been meant, likeliest first, with shares that add up to less than one. A word known is none."""
    near = [one for one in _near(lexicon, word) if one != word]
    scored = [(one, _likeness(word, one)) for one in near]
    scored = sorted((one for one in scored if one[1] > 0), key=lambda one: -one[1])[:_MOST]
    total = sum(likeness for _, likeness in scored) + 0.15 * max((likeness for _, likeness in scored), default=0.0)
    return [(one, likeness / total * 0.9) for one, likeness in scored if likeness / total > 0.01]


def _near(lexicon: Lexicon, word: str) -> set[str]:
    found = {one for one in edited(word) if one in lexicon.vocabulary}
    found |= {one for one in _by_sound(lexicon, word) if distance(word, one) <= _FURTHEST_ALIKE}
    if len(word) >= 5 and not found:
        found |= {one for first in edited(word) for one in _swaps(first) if one in lexicon.vocabulary}
    found |= {f"{word[:k]} {word[k:]}" for k in range(1, len(word)) if _apart(lexicon, word[:k], word[k:])}
    return found


def _by_sound(lexicon: Lexicon, word: str) -> Iterable[str]:
    heard = "".join(sorted(sound(word)))
    keys = {heard, *(heard[:k] + heard[k + 1 :] for k in range(len(heard)))} if len(heard) > 3 else {heard}
    for key in keys:
        yield from lexicon.sounds.get(key, ())


def edited(word: str) -> set[str]:
    """All strings one letter away, or with two neighbours swapped."""
    cuts = [(word[:k], word[k:]) for k in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    return found | {left + letter + right for left, right in cuts for letter in _LETTERS}


def _swaps(word: str) -> set[str]:
    """Vowels for vowels, doubled letters made single: the cheap half of a second step."""
    found = {word[:k] + word[k + 1 :] for k in range(1, len(word)) if word[k] == word[k - 1]}
    found |= {word[:k] + word[k] + word[k:] for k in range(1, len(word)) if word[k] not in "aeiou"}
    vowels = [k for k, letter in enumerate(word) if letter in "aeiouy"]
    return found | {word[:k] + vowel + word[k + 1 :] for k in vowels for vowel in "aeiouy"}


_SHORT = frozenset(
    [
        "a",
        "in",
        "on",
        "at",
        "of",
        "to",
        "is",
        "it",
        "the",
        "for",
        "and",
        "not",
        "an",
        "as",
        "by",
        "my",
        "so",
        "if",
        "be",
        "we",
        "he",
        "do",
        "no",
        "up",
        "or",
    ]
)


def _apart(lexicon: Lexicon, left: str, right: str) -> bool:
    """Whether two words were written as one: one of them short and common, or both known and common."""
    if (left in _SHORT and len(right) > 2) or (right in _SHORT and len(left) > 2):
        return frequency(left) > 4.5 and frequency(right) > 4.5
    return min(len(left), len(right)) > 3 and frequency(left) > 4.6 and frequency(right) > 4.6


def _likeness(word: str, meant: str) -> float:
    """Proportional to how likely who writes one means the other: the letters' distance, and how common it is."""
    if " " in meant:
        left, right = meant.split(" ")
        return 0.02 * 10 ** (0.4 * (min(frequency(left), frequency(right)) - 4.5))
    steps = distance(word, meant)
    alike = sound(word) == sound(meant)
    if steps > (_FURTHEST_ALIKE if alike else _FURTHEST):
        return 0.0
    steps *= 0.8 if alike else 1.0
    weight = float(10 ** (-1.3 * steps + 0.55 * (frequency(meant) - 3)))
    if word[0] != meant[0] and not alike:
        weight *= 0.15
    if alike:
        weight *= 2.0
    if sorted(word) == sorted(meant):
        weight *= 1.5
    return weight * (0.5 if len(word) - len(meant) > 1 else 1.0)
