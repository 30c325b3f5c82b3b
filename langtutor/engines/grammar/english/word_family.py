"""Words of one family in another part of speech: *success*, *successful*, *successfully*. Candidates only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.lexicon import frequency, lemmas
from langtutor.engines.grammar.english.reading import Reading

_ENDINGS = (
    ("ication", "y"),
    ("ations", "e"),
    ("ation", "e"),
    ("ition", ""),
    ("tion", "t"),
    ("sion", "d"),
    ("fully", ""),
    ("ically", "ic"),
    ("iness", "y"),
    ("ness", ""),
    ("ments", ""),
    ("ment", ""),
    ("ily", "y"),
    ("ally", "al"),
    ("bly", "ble"),
    ("ly", ""),
    ("ful", ""),
    ("less", ""),
    ("ical", ""),
    ("ity", ""),
    ("ance", ""),
    ("ence", ""),
    ("ancy", ""),
    ("ency", ""),
    ("ant", ""),
    ("ent", ""),
    ("ive", ""),
    ("able", ""),
    ("ible", ""),
    ("ous", ""),
    ("al", ""),
    ("ic", ""),
    ("ist", ""),
    ("ism", ""),
    ("er", ""),
    ("or", ""),
    ("th", ""),
    ("y", ""),
    ("e", ""),
)
_SHORTEST = 4
_LEAST, _MOST = 3.3, 4
"""Zipf frequency of relatives worth naming, and how many of them."""


def root(word: str) -> str:
    """What a family has in common, roughly: its word without two endings."""
    for _ in range(2):
        for ending, rest in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)] + rest
                break
    return word.removesuffix("e").rstrip("y")


class WordFamilies:
    """By root, the words of a vocabulary. Built once: a tenth of a second."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        found: dict[str, list[str]] = {}
        for word in vocabulary:
            if len(word) >= _SHORTEST and frequency(word) >= _LEAST:
                found.setdefault(root(word), []).append(word)
        self._by_root: Mapping[str, list[str]] = {key: words for key, words in found.items() if len(words) > 1}

    def edits(self, reading: Reading) -> Iterator[Edit]:
        for i in range(len(reading)):
            if reading.pos(i) not in ("NOUN", "VERB", "ADJ", "ADV", "ADP", "PROPN") or (i and reading.is_name(i)):
                continue
            for other in self.relatives(reading.low(i)):
                yield reading.replace(i, other, "R:MORPH", "form.family", 0.02)

    def relatives(self, word: str) -> list[str]:
        """Other parts of speech, commonest first; not mere inflections."""
        family = self._by_root.get(root(word), ())
        own = {lemma for found in lemmas(word).values() for lemma in found} | {word}
        others = (one for one in family if one != word and not own & _lemmas(one))
        return sorted(others, key=frequency, reverse=True)[:_MOST]


def _lemmas(word: str) -> set[str]:
    return {lemma for found in lemmas(word).values() for lemma in found}
