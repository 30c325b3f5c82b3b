"""What checking sentences brought, kept so that only what changed is checked again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from langtutor.core.requests import Checked, Tier
from langtutor.core.text import Edit, ErrorType

MOST = 4000
"""Results kept: some hundred sentences, each in a few versions and tiers."""
GIVEN_BACK = 0.35
"""Logits: a result is asked for again when trust in a type has grown by more since, as after an undo."""


@dataclass(frozen=True)
class Taste:
    """What this learner wants. words: the personal dictionary in lower case. shifts: logits by type.

    rejected, ignored: findings (their keys without number) that aren't shown.
    """

    words: frozenset[str] = frozenset()
    shifts: Mapping[ErrorType, float] = field(default_factory=lambda: MappingProxyType({}))
    rejected: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def words_in(self, sentence: str) -> frozenset[str]:
        """Those that concern a sentence, so that a new word leaves the results of all others valid."""
        if not self.words:
            return self.words
        lower = sentence.lower()
        return frozenset(word for word in self.words if word in lower)


@dataclass(frozen=True, slots=True)
class Key:
    """before: the sentence before, where the tier looks at it."""

    sentence: str
    before: str
    tier: Tier
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """shifts: those it was checked with. complete: no engine was still starting."""

    edits: tuple[Edit, ...]
    shifts: Mapping[ErrorType, float]
    complete: bool = True


class CheckedSentences:
    """For one thread. The results that weren't asked for longest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._results: OrderedDict[Key, CheckedSentence] = OrderedDict()

    def make_room(self, sentences: int) -> None:
        """For a text of so many sentences: one that didn't fit would be checked for ever."""
        self._most = max(self._most, 2 * len(Tier) * sentences)

    def put(self, key: Key, checked: Checked, shifts: Mapping[ErrorType, float]) -> None:
        self._results[key] = CheckedSentence(checked.edits, dict(shifts), checked.complete)
        self._results.move_to_end(key)
        while len(self._results) > self._most:
            self._results.popitem(last=False)

    def get(self, key: Key, taste: Taste) -> CheckedSentence | None:
        """None where it isn't known, or not on terms that still hold."""
        found = self._results.get(key)
        if found is None:
            return None
        self._results.move_to_end(key)
        stale = any(taste.shifts.get(kind, 0.0) - shift > GIVEN_BACK for kind, shift in found.shifts.items())
        return None if stale else found
