"""Another translation in place of one that lost a number, a name or a denial. Pure.

Models that write one translation write another when they are asked a little otherwise. Which of them is better can't be
told by what they mean translated back: measured, that lowers BLEU. That something is missing can be told.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from langtutor.core.wording import likeness, loses

MARGIN = 0.05
"""So much more like the original another translation must be, translated back."""

_ENDS = ".!?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence as it is asked for. lead: what its translation begins with, and is taken away; mark: is put back."""

    text: str
    lead: str = ""
    mark: str = ""

    def undone(self, said: str) -> str | None:
        """The translation of the sentence itself; None where the lead can't be found in it."""
        said = said.strip()
        if self.lead:
            head, _, rest = said.partition(" ")
            if head.lower().rstrip(",") != self.lead or not rest.strip():
                return None
            said = rest.lstrip()[0].upper() + rest.lstrip()[1:]
        return said if not self.mark or said[-1:] in _ENDS else said + self.mark


def other_ways(sentence: str, leads: tuple[str, str]) -> tuple[Asked, ...]:
    """leads: the word that joins sentences (*and*) in either language, the translation's second; empty: not known."""
    sentence = sentence.strip()
    ways = [Asked(sentence[:-1], mark=sentence[-1])] if len(sentence) > 1 and sentence[-1] in _ENDS else []
    here, there = leads
    if sentence and here and there:
        ways.append(Asked(f"{here.capitalize()} {sentence[0].lower()}{sentence[1:]}", lead=there))
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class Candidate:
    """back: its own translation into the language of the original."""

    text: str
    back: str


def best(
    original: str, candidates: Sequence[Candidate], denies: Set[str] = frozenset(), denied: Set[str] = frozenset()
) -> str:
    """The first, unless it lost something (see `loses`) that another kept which is more like the original."""
    first = candidates[0]
    if not loses(first.text, original, denies, denied):
        return first.text
    least = likeness(first.back, original) + MARGIN
    kept = [one for one in candidates[1:] if not loses(one.text, original, denies, denied)]
    better = [(like, one.text) for one in kept if (like := likeness(one.back, original)) > least]
    return max(better)[1] if better else first.text
