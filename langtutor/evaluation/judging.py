"""Fits the judge of corrections: logistic regression, shared by all kinds of error and bent a little for each.

Learnt from errors put into clean sentences, where what is right is known; how sure is sure enough is another question,
and is asked of real learners' sentences (`tests/bench/train_judge.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.engines.grammar.evidence import CANDIDATES, HARPER, LANGUAGETOOL, REWRITER, RULES

Vector = NDArray[np.float64]
Row = Mapping[str, float]

BIAS = "bias"
_SHARED_RIDGE, _OWN_RIDGE = 2.0, 8.0
"""How strongly weights are held to 0, and those of one kind to the shared ones."""

_LEAST_OF_A_KIND = 15
_STEPS = 25
_SETTLED = 1e-6
_SMALL = 5e-4
"""Weights below this are left out of the file."""

SOURCES = (HARPER, LANGUAGETOOL, RULES, CANDIDATES, REWRITER)


@dataclass(frozen=True)
class Example:
    """A proposal: its features, its kind (`VERB:SVA`), and whether a teacher would make it."""

    features: Row
    group: str
    right: bool


@dataclass(frozen=True)
class Fitted:
    """shared and groups: as in `judge.Weights`, bias under its own name."""

    shared: dict[str, float]
    groups: dict[str, dict[str, float]]

    def logit(self, features: Row, group: str) -> float:
        own = self.groups.get(group, {})
        total = self.shared.get(BIAS, 0.0) + own.get(BIAS, 0.0)
        return total + sum(value * (self.shared.get(k, 0.0) + own.get(k, 0.0)) for k, value in features.items())


def fit(examples: Sequence[Example]) -> Fitted:
    """By Newton's method. Kinds of which there are few have the shared weights only."""
    names = [BIAS, *sorted({name for one in examples for name in one.features})]
    counts = Counter(one.group for one in examples)
    groups = sorted(group for group, count in counts.items() if count >= _LEAST_OF_A_KIND)
    table = _table(examples, names, groups)
    right = np.array([one.right for one in examples], np.float64)
    ridge = np.repeat([_SHARED_RIDGE, *[_OWN_RIDGE] * len(groups)], len(names))
    ridge[0] = 1e-3
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - right) + ridge * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < _SETTLED:
            break
    rows = weights.reshape(len(groups) + 1, len(names))
    own = {group: _named(names, row) for group, row in zip(groups, rows[1:], strict=True)}
    return Fitted(_named(names, rows[0]), own)


def _table(examples: Sequence[Example], names: Sequence[str], groups: Sequence[str]) -> Vector:
    """[examples, names x (1 + groups)]: the shared features, then the same again in the columns of the own kind."""
    place = {name: n for n, name in enumerate(names)}
    kind = {group: n + 1 for n, group in enumerate(groups)}
    table = np.zeros((len(examples), len(names) * (len(groups) + 1)))
    for number, one in enumerate(examples):
        for name, value in ((BIAS, 1.0), *one.features.items()):
            table[number, place[name]] = value
            if one.group in kind:
                table[number, kind[one.group] * len(names) + place[name]] = value
    return table


def _named(names: Iterable[str], row: Vector) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, row, strict=True) if abs(value) >= _SMALL}


def write(path: Path, head: str, tiers: Mapping[str, tuple[Fitted, Mapping[str, float], Mapping[str, float]]]) -> None:
    """The file that `judge.load_judge` reads. tiers: weights; from which probability it is certain; a question."""
    lines = [f"# {line}" for line in head.splitlines()] + ['name = "judge-1"']
    for tier, (fitted, certain, question) in tiers.items():
        lines += _section(f"tiers.{tier}.certain", certain)
        lines += _section(f"tiers.{tier}.question", question)
        lines += _section(f"tiers.{tier}.shared", fitted.shared)
        for group, own in fitted.groups.items():
            lines += _section(f'tiers.{tier}.groups."{group}"', own)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _section(name: str, values: Mapping[str, float]) -> list[str]:
    return ["", f"[{name}]", *(f'"{key}" = {float(value)}' for key, value in values.items())]
