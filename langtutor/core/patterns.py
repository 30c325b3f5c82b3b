"""Patterns of words: `goes`, `lemma:go`, `-ing`, `un-`, `#` (a number in figures), `*` (any word), several in a row.

"" is no word at all. See `core/explanation.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LEMMA = "lemma:"
_ANY = "*"
_NUMBER = "#"


class Seen(NamedTuple):
    """A word of the text; its lemma is looked up when it is needed."""

    form: str
    find: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Slot:
    """Patterns, sorted by how they are compared. `others` are those of several words, or with stand-ins."""

    forms: frozenset[str]
    lemmas: frozenset[str]
    others: tuple[tuple[str, ...], ...]
    nothing: bool

    @staticmethod
    def of(patterns: tuple[str, ...]) -> Slot | None:
        if not patterns:
            return None
        split = [tuple(pattern.split()) for pattern in patterns if pattern]
        single = {tokens[0] for tokens in split if len(tokens) == 1 and not is_open(tokens[0])}
        lemmas = {token for token in single if token.startswith(_LEMMA)}
        others = tuple(tokens for tokens in split if len(tokens) > 1 or is_open(tokens[0]))
        bare = frozenset(token.removeprefix(_LEMMA) for token in lemmas)
        return Slot(frozenset(single - lemmas), bare, others, "" in patterns)

    def is_all_of(self, words: Sequence[Seen]) -> bool:
        if not words:
            return self.nothing
        if len(words) == 1 and self._holds(words[0]):
            return True
        return any(_equal(tokens, words) for tokens in self.others)

    def is_among(self, words: Sequence[Seen], within: int, at_end: bool) -> bool:
        """words: those of one side, in the order of the text. at_end: the near ones are the last."""
        if not words and self.nothing:
            return True
        if any(self._holds(word) for word in _nearest(words, within, at_end)):
            return True
        for tokens in self.others:
            window = _nearest(words, max(within, len(tokens)), at_end)
            runs = (window[start : start + len(tokens)] for start in range(len(window) - len(tokens) + 1))
            if any(_equal(tokens, run) for run in runs):
                return True
        return False

    def _holds(self, word: Seen) -> bool:
        return word.form in self.forms or (bool(self.lemmas) and word.find() in self.lemmas)


def _nearest(words: Sequence[Seen], within: int, at_end: bool) -> Sequence[Seen]:
    return words[max(0, len(words) - within) :] if at_end else words[:within]


def _equal(tokens: Sequence[str], words: Sequence[Seen]) -> bool:
    return len(tokens) == len(words) and all(map(_is_like, tokens, words))


def _is_like(token: str, word: Seen) -> bool:
    if token == _ANY:
        return is_word(word.form)
    if token == _NUMBER:
        return word.form.isdecimal()
    if token.startswith(_LEMMA):
        return word.find() == token.removeprefix(_LEMMA)
    if len(token) > 1 and token[0] == "-":
        return len(word.form) >= len(token) and word.form.endswith(token[1:])
    if len(token) > 1 and token[-1] == "-":
        return len(word.form) >= len(token) and word.form.startswith(token[:-1])
    return word.form == token


def is_open(token: str) -> bool:
    return token in (_ANY, _NUMBER) or (len(token) > 1 and (token[0] == "-" or token[-1] == "-"))


def is_word(form: str) -> bool:
    return any(character.isalnum() for character in form)
