"""Right sentences that nobody listed, because they take one turn from one listed sentence and another from another."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from langtutor.core.language import Language
from langtutor.core.text import Edit, apply_edits
from langtutor.drills.blocks import edits_between, pairs
from langtutor.drills.words import forms, readings

MOST_MIXED = 3
"""How many other sentences one may borrow from."""


@dataclass(frozen=True)
class RightAnswers:
    """Listed ones, the expected one first, and their mixtures, which are made when they are first asked for."""

    listed: tuple[str, ...]
    language: Language

    @cached_property
    def mixed(self) -> tuple[str, ...]:
        return tuple(mixtures(self.listed, self.language))

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.listed, *self.mixed)


def mixtures(keys: Sequence[str], language: Language) -> Iterator[str]:
    """Each key with all that one other has differently, two others, or three: *I made an error on the exam* from *I
    made a mistake on the test*, *… an error on the test*, *… a mistake on the exam*.

    All that a key has differently from another goes together, and what two keys change must lie apart: *I didn't
    finish* and *I haven't finished* don't mix.
    """
    seen: set[str] = set()
    most = _most_of_each(keys, language)
    for base in keys:
        ways = [ways for other in keys if other != base and (ways := _all_edits(base, other, language))]
        for count in range(2, MOST_MIXED + 1):
            for chosen in itertools.combinations(ways, count):
                edits = sorted(dict.fromkeys(itertools.chain.from_iterable(chosen)), key=lambda edit: edit.span)
                mixed = apply_edits(base, tuple(edits))
                if _lie_apart(edits) and mixed not in seen and not _count(mixed, language) - most:
                    seen.add(mixed)
                    yield mixed


def _all_edits(base: str, other: str, language: Language) -> tuple[Edit, ...]:
    return edits_between(base, other, {pair.place: None for pair in pairs(base, other, language)}, language)


def _most_of_each(keys: Sequence[str], language: Language) -> Counter[str]:
    """How often a word may occur: *please* at the beginning and *please* at the end don't mix."""
    most: Counter[str] = Counter()
    for key in keys:
        most |= _count(key, language)
    return most


def _count(text: str, language: Language) -> Counter[str]:
    return Counter(word for word in forms(readings(text, language)[0]) if word not in language.function_words)


def _lie_apart(edits: Sequence[Edit]) -> bool:
    """With at least a letter between them."""
    return all(one.span.end + 1 < other.span.start for one, other in itertools.pairwise(edits))
