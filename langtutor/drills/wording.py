"""How an answer in other words differs from the right ones, as far as words alone tell."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from langtutor.core.language import Language, OptionalWords
from langtutor.drills.blocks import Couple, pairs
from langtutor.drills.words import Word, forms, in_words, readings

MOST_NUMBERS = 101


@dataclass(frozen=True, slots=True)
class Rewording:
    """An answer beside the right one it differs from least.

    added and dropped are words that only one side has, moved those that both have in other places; substituted are
    pairs of two words, moved ones apart.
    """

    answer: str
    key: str
    couples: tuple[Couple, ...]

    @property
    def differing(self) -> tuple[tuple[str, str], ...]:
        """(answered, key) word by word, empty where a side has nothing."""
        return tuple((_form(one.left), _form(one.right)) for one in self.couples if not one.equal)

    @property
    def stand_alone(self) -> tuple[tuple[str, str], ...]:
        """Those differing pairs after which the answer goes on as the key does."""
        following = (*self.couples[1:], None)
        alone = [one for one, other in zip(self.couples, following, strict=True) if other is None or other.equal]
        return Rewording(self.answer, self.key, tuple(alone)).differing

    @property
    def moved(self) -> Counter[str]:
        ours = Counter(word for word, _ in self.differing if word)
        return ours & Counter(word for _, word in self.differing if word)

    @property
    def is_reordering(self) -> bool:
        return bool(self.differing) and self.moved.total() * 2 == sum(bool(a) + bool(b) for a, b in self.differing)

    @property
    def substituted(self) -> tuple[tuple[str, str], ...]:
        return tuple((a, b) for a, b in self.differing if a and b and a not in self.moved and b not in self.moved)

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(a for a, b in self.differing if a and (not b or b in self.moved) and a not in self.moved)

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(b for a, b in self.differing if b and (not a or a in self.moved) and b not in self.moved)

    @property
    def moves_a_phrase(self) -> bool:
        """The words that are elsewhere in the key stand together at the beginning or at the end."""
        sides = [bool(a) for a, b in self.differing if not (a and b)]
        return self.is_reordering and len([key for key, _ in itertools.groupby(sides)]) == 2

    def swaps(self, language: Language) -> bool:
        """Two words of content changed places, each standing where the other should: *the train … the bus*."""
        found = {(a, b) for a, b in self.differing if not {"", *language.function_words} & {a, b}}
        return any((b, a) in found for a, b in found)


def rewording(answer: str, keys: Sequence[str], language: Language) -> Rewording:
    """Beside the key with the fewest differing words; the first of equals."""
    found = [Rewording(answer, key, pairs(answer, key, language)) for key in keys]
    return min(found, key=lambda one: len(one.differing))


def says_the_same(answer: str, keys: Sequence[str], language: Language) -> str | None:
    """The key that an answer matches but for words that may be left out; None where there is none.

    Such words may be put in only where some key has them too, or where their rule names the word that follows.
    """
    followed = {pair for key in keys for reading in readings(key, language) for pair in _neighbours(forms(reading))}
    for reading in readings(answer, language):
        ours = forms(reading)
        kept = _without_optional(ours, language)
        added = [(rule, pair) for rule, pair in _optional(ours, language) if not rule.before and pair not in followed]
        if added:
            continue
        for key in keys:
            if any(_without_optional(forms(theirs), language) == kept for theirs in readings(key, language)):
                return key
    return None


def negations_differ(answer: str, keys: Sequence[str], language: Language) -> bool:
    """Denies more or less often than any right answer does."""
    counts = [_denials(key, language) for key in keys]
    return not min(counts) <= _denials(answer, language) <= max(counts)


def denies(text: str, language: Language) -> bool:
    return _denials(text, language) > 0


def contrast(differing: Sequence[tuple[str, str]], keys: Sequence[str], language: Language) -> tuple[str, str] | None:
    """A word in the place of one that it can't stand for: another person, another day, another number."""
    known = {word for key in keys for reading in readings(key, language) for word in forms(reading)}
    numbers = _numbers(language.locale)
    for said, meant in differing:
        if said in known:
            continue
        both = {said, meant}
        if both <= numbers or any(both <= words for words in language.contrasts):
            return said, meant
    return None


def attested(answer: str, keys: Sequence[str], language: Language) -> bool:
    """The words of one key in another order, in which any two neighbours are neighbours in some key."""
    known = [forms(reading) for key in keys for reading in readings(key, language)]
    followed = {pair for one in known for pair in _neighbours(one)}
    words = [Counter(one) for one in known]
    return any(
        Counter(ours) in words and set(_neighbours(ours)) <= followed
        for ours in (forms(reading) for reading in readings(answer, language))
    )


def contained_slip(answer: str, slips: Sequence[str], keys: Sequence[str], language: Language) -> str | None:
    """The slip of the first key whose wrong place the answer shares, other words apart.

    What stands beside that place must not differ either, but for a word of grammar in another's place: *we went to
    visit* has nothing to do with *we visit* for *we visited*.
    """
    couples = rewording(answer, keys, language).couples
    differing = dict(_in_place(couples))
    for slip in slips:
        own = dict(_in_place(pairs(slip, keys[0], language)))
        if own and own.keys() <= differing.keys():
            beside = {
                couples[at + step]
                for what in own
                for at in differing[what]
                for step in (-1, 1)
                if 0 <= at + step < len(couples)
            }
            if all(_keeps_frame(couple, own, language) for couple in beside):
                return slip
    return None


def _keeps_frame(couple: Couple, own: Collection[tuple[str, str, str]], language: Language) -> bool:
    if couple.equal or any((_form(couple.left), _form(couple.right)) == what[:2] for what in own):
        return True
    return {_form(couple.left), _form(couple.right)} <= language.function_words


def _in_place(couples: Sequence[Couple]) -> Iterator[tuple[tuple[str, str, str], list[int]]]:
    """(said, meant, the word said next) where they differ, with its place; what comes next counts where a side has
    nothing."""
    following = ""
    for at, couple in reversed(list(enumerate(couples))):
        ours, theirs = _form(couple.left), _form(couple.right)
        if not couple.equal:
            yield (ours, theirs, "" if ours and theirs else following), [at]
        following = ours or following


def _form(word: Word | None) -> str:
    return word.form if word else ""


def _neighbours(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(("", *words, ""))


def _denials(text: str, language: Language) -> int:
    return sum(word in language.negations for word in forms(readings(text, language)[0]))


def _optional(words: Sequence[str], language: Language) -> Iterator[tuple[OptionalWords, tuple[str, str]]]:
    for pair in pairwise((*words, "")):
        for rule in language.optional:
            if pair[0] in rule.words and (not rule.before or pair[1] in rule.before):
                yield rule, pair


def _without_optional(words: Sequence[str], language: Language) -> tuple[str, ...]:
    gone = {pair for _, pair in _optional(words, language)}
    return tuple(pair[0] for pair in pairwise((*words, "")) if pair not in gone)


@lru_cache(maxsize=8)
def _numbers(locale: str) -> frozenset[str]:
    """Words for two to a hundred, and for their places in a row. One is an article too."""
    written = (in_words(n, kind, locale) or "" for n in range(2, MOST_NUMBERS) for kind in ("cardinal", "ordinal"))
    ones = (in_words(1, "cardinal", locale) or "").split()
    return frozenset(word for text in written for word in text.split() if len(word) > 1) - frozenset(ones)
