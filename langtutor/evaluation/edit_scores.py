"""Precision, recall and F0.5 of edits, as ERRANT's `errant_compare` counts them (Bryant, Felice and Briscoe 2017).

An edit is right where an annotator has the same change of the same tokens. Of several annotators, for each sentence the
one counts with whom the score over all sentences so far is highest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from langtutor.core.text import ErrorType
from langtutor.engines.grammar.errant_edits import TokenEdit

BETA = 0.5
_DETECTED_ONLY = "UNK"
"""ERRANT's type of an edit that changes nothing."""


class Counts(NamedTuple):
    """right: edits that a teacher made, too; wrong: that nobody made; missed: that only the teacher made."""

    right: int
    wrong: int
    missed: int

    def plus(self, other: Counts) -> Counts:
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.missed else 1.0

    @property
    def f05(self) -> float:
        """F with BETA: precision counts twice as much as recall."""
        below = BETA**2 * self.precision + self.recall
        return (1 + BETA**2) * self.precision * self.recall / below if below else 0.0


NONE = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class EditScores:
    """types: counts for each error type, of all edits against the references chosen."""

    total: Counts
    types: dict[ErrorType, Counts] = field(default_factory=dict)


Edits = Sequence[TokenEdit]


def compare(rows: Iterable[tuple[Edits, Sequence[Edits]]]) -> EditScores:
    """rows: for each sentence a system's edits, and each annotator's."""
    total = NONE
    types: Counter[tuple[ErrorType, int]] = Counter()
    for hypothesis, references in rows:
        best = max(
            (_compare_with(hypothesis, reference) for reference in references),
            key=lambda found: (
                round(total.plus(found.total).f05, 4),
                found.total.right,
                -found.total.wrong,
                -found.total.missed,
            ),
        )
        total = total.plus(best.total)
        for kind, counts in best.types.items():
            types.update({(kind, place): count for place, count in enumerate(counts)})
    kinds = sorted({kind for kind, _ in types})
    return EditScores(total, {kind: Counts(types[kind, 0], types[kind, 1], types[kind, 2]) for kind in kinds})


def _compare_with(hypothesis: Edits, reference: Edits) -> EditScores:
    found = {_what(edit): edit.type for edit in hypothesis if edit.type != _DETECTED_ONLY}
    wanted = {_what(edit): edit.type for edit in reference if edit.type != _DETECTED_ONLY}
    right = [wanted[what] for what in found if what in wanted]
    wrong = [kind for what, kind in found.items() if what not in wanted]
    missed = [kind for what, kind in wanted.items() if what not in found]
    types = {
        kind: Counts(right.count(kind), wrong.count(kind), missed.count(kind)) for kind in {*right, *wrong, *missed}
    }
    return EditScores(Counts(len(right), len(wrong), len(missed)), types)


def _what(edit: TokenEdit) -> tuple[int, int, tuple[str, ...]]:
    return edit.start, edit.end, edit.tokens
