"""How well a score tells slips from what was said right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SPECIFICITY = 0.9
ROUNDS = 500
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Scored:
    """One decision. score: the higher, the surer that it is a slip. group: decisions of one group depend on each
    other, as those of one sentence do."""

    score: float
    slip: bool
    group: str


@dataclass(frozen=True, slots=True)
class Roc:
    """auc: probability that a slip scores above what was right, ties by half. auc_low, auc_high: 95 %, by resampling
    groups.

    precision, recall: where a tenth of what was right is called a slip. slips, right: how many there were of each;
    precision depends on their proportion.
    """

    auc: float
    auc_low: float
    auc_high: float
    precision: float
    recall: float
    slips: int
    right: int


def measured(decisions: Sequence[Scored], rounds: int = ROUNDS) -> Roc | None:
    """None where there are no slips, or nothing right. rounds: of resampling."""
    scores = np.array([one.score for one in decisions], np.float64)
    slips = np.array([one.slip for one in decisions], bool)
    if not slips.any() or slips.all():
        return None
    low, high = _interval(scores, slips, [one.group for one in decisions], rounds)
    precision, recall = _at_specificity(scores[slips], scores[~slips])
    return Roc(auc(scores[slips], scores[~slips]), low, high, precision, recall, int(slips.sum()), int((~slips).sum()))


def auc(slips: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Mann and Whitney's statistic, by ranks; infinite scores are ranked like others."""
    both = np.concatenate([slips, right])
    _, places, counts = np.unique(both, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[places]
    above = ranks[: len(slips)].sum() - len(slips) * (len(slips) + 1) / 2
    return float(above / (len(slips) * len(right)))


def _at_specificity(slips: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Precision and recall at the lowest threshold that leaves nine in ten of what was right alone.

    Where so many scores are equal that this takes all of them above it, both are of what remains; no call at all is
    precision 0.
    """
    allowed = int(np.floor((1 - SPECIFICITY) * len(right) + 1e-9))
    threshold = np.sort(right)[::-1][allowed]
    hits, false_alarms = int((slips > threshold).sum()), int((right > threshold).sum())
    called = hits + false_alarms
    return (hits / called if called else 0.0), hits / len(slips)


def _interval(
    scores: NDArray[np.float64], slips: NDArray[np.bool_], groups: Sequence[str], rounds: int
) -> tuple[float, float]:
    names, member = np.unique(np.array(groups), return_inverse=True)
    members = [np.flatnonzero(member == number) for number in range(len(names))]
    rng = np.random.default_rng(_SEED)
    found = []
    for _ in range(rounds):
        drawn = np.concatenate([members[number] for number in rng.integers(len(names), size=len(names))])
        there = slips[drawn]
        if there.any() and not there.all():
            found.append(auc(scores[drawn][there], scores[drawn][~there]))
    if not found:
        return 0.0, 1.0
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
