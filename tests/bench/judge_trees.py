"""Fits the judge of corrections: boosted trees (LightGBM) over what speaks for and against each proposal.

Learnt from errors put into clean sentences, where what is right is known; how sure is sure enough is another question,
and is asked of real learners' sentences (`tests/bench/train_judge.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.engines.grammar.evidence import KIND
from langtutor.engines.grammar.judge import Forest, Node, Split

Row = Mapping[str, float]

TREES = 120
_RARE_KIND = 25
"""Kinds with fewer proposals are judged as any other."""

_SETTINGS = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.08,
    "lambda_l2": 5.0,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
"""Few leaves: learners' sentences are not quite like those it learns from."""

_SCORED = frozenset({"left", "whole", "agree_lm", "harper_logit", "languagetool_logit", "rules_logit"})
_FOR = _SCORED | {"rw_same", "rw_margin", "second_same", "second_margin", "agreed"}
"""More of these never speaks against a change."""


@dataclass(frozen=True)
class Example:
    """A proposal: its features, and whether a teacher would make it. weight: as how many it counts."""

    features: Row
    right: bool
    weight: float = 1.0


def fit(examples: Sequence[Example], seed: int = 1) -> tuple[Node, ...]:
    """The trees of `judge.Forest`. Raises ImportError where LightGBM isn't installed: it is for developers."""
    import lightgbm

    names = _names(examples)
    place = {name: n for n, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(examples), len(names)))
    for number, one in enumerate(examples):
        for name, value in one.features.items():
            if name in place:
                table[number, place[name]] = value
    right = np.array([one.right for one in examples], np.float64)
    monotone = [int(name in _FOR) for name in names]
    settings = {**_SETTINGS, "seed": seed, "monotone_constraints": monotone}
    data = lightgbm.Dataset(table, right, weight=[one.weight for one in examples])
    booster = lightgbm.train(settings, data, TREES)
    return tuple(_tree(one["tree_structure"], names) for one in booster.dump_model()["tree_info"])


def _names(examples: Sequence[Example]) -> list[str]:
    counts = Counter(name for one in examples for name, value in one.features.items() if value)
    return sorted(name for name, count in counts.items() if not name.startswith(KIND) or count >= _RARE_KIND)


def _tree(raw: Mapping[str, Any], names: Sequence[str]) -> Node:
    if "leaf_value" in raw:
        return float(raw["leaf_value"])
    below, above = _tree(raw["left_child"], names), _tree(raw["right_child"], names)
    return Split(names[int(raw["split_feature"])], float(raw["threshold"]), below, above)


def write(path: Path, head: str, forests: Mapping[str, Forest]) -> None:
    """The file that `judge.load_judge` reads."""
    lines = [f"# {line}" for line in head.splitlines()] + ['name = "judge-2"']
    for tier, forest in forests.items():
        lines += ["", f"[tiers.{tier}]", f"opened = {forest.opened}"]
        lines += ["trees = [", *(f"  {_written(tree)}," for tree in forest.trees), "]"]
        for name, values in (("certain", forest.certain), ("question", forest.question)):
            lines += ["", f"[tiers.{tier}.{name}]", *(f'"{key}" = {float(value)}' for key, value in values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(tree: Node) -> str:
    if isinstance(tree, float):
        return f"{tree:.4f}"
    # Just below 0 is not 0: LightGBM parts what is absent from the negative at -1e-35.
    return f'["{tree.feature}", {tree.at:.6g}, {_written(tree.below)}, {_written(tree.above)}]'
