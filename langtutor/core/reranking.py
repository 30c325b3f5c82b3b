"""Which of several translations of a sentence is best, by what each means when it is translated back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from langtutor.core.wording import likeness, loses

MARGIN = 0.15
"""So much more like the original must another translation be, translated back, to take the place of the first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """back: its own translation into the language of the original."""

    text: str
    back: str


def best(original: str, candidates: Sequence[Candidate]) -> str:
    """The first, unless another is much more like the original and has lost no name or number that the first has."""
    first = candidates[0]
    least = likeness(first.back, original) + MARGIN
    better = [
        (like, one)
        for one in candidates[1:]
        if (like := likeness(one.back, original)) > least
        and (loses(first.text, original) or not loses(one.text, original))
    ]
    return max(better, key=lambda pair: pair[0])[1].text if better else first.text
