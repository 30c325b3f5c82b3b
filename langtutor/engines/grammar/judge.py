"""Decides between proposals: a calibrated classifier that knows the kind of error, and which of them go together.

Its numbers stand in `resources/grammar/judge.<language>.toml`; `tests/bench/train_judge.py` makes them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.requests import Tier
from langtutor.core.text import CERTAIN, Span
from langtutor.engines.grammar.changes import overlap

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Split:
    """What is at most `at` goes below; a feature that isn't there is 0."""

    feature: str
    at: float
    below: Node
    above: Node


Node = Split | float
"""A tree; a number is its leaf, in logits."""


@dataclass(frozen=True)
class Forest:
    """Boosted trees: their leaves add up to the logit that a teacher would make the change.

    certain, question: probabilities from which a change is shown as a correction, as a question; by group where it
    differs from the one under "". opened: logits that a rewriter's change gains where the sentence certainly has a
    mistake: who errs once errs twice, and a sentence that is right can't be spoilt by it.
    """

    trees: tuple[Node, ...]
    certain: Mapping[str, float]
    question: Mapping[str, float]
    opened: float = 0.0

    def logit(self, features: Features) -> float:
        return sum(_leaf(tree, features) for tree in self.trees)

    def certain_from(self, group: str) -> float:
        return self.certain.get(group, self.certain[""])

    def question_from(self, group: str) -> float:
        return self.question.get(group, self.question[""])


def _leaf(tree: Node, features: Features) -> float:
    node = tree
    while isinstance(node, Split):
        node = node.below if features.get(node.feature, 0.0) <= node.at else node.above
    return node


@dataclass(frozen=True)
class Judge:
    """Probabilities, and what follows from them. INSTANT has no forest."""

    forests: Mapping[Tier, Forest]
    name: str = "judge"

    def tier(self, rewrites: int) -> Tier:
        """The deepest that there are enough rewrites for."""
        deep = (Tier.FULL, Tier.DEEP, Tier.THOROUGH)
        return next(tier for tier in reversed(deep[: rewrites + 1]) if tier in self.forests)

    def confidence(self, tier: Tier, group: str, features: Features, shift: float = 0.0) -> float:
        """In [0, 1]; at CERTAIN or above it is a correction. 0 for what is not even a question.

        A probability, drawn so that the threshold of this kind comes to CERTAIN. shift: logits that this learner has
        given or taken.
        """
        forest = self.forests[tier]
        logit = forest.logit(features) + shift
        if logit < _logit(forest.question_from(group)):
            return 0.0
        return _sigmoid(logit - _logit(forest.certain_from(group)) + _logit(CERTAIN))


def load_judge(path: Path) -> Judge:
    """A tree is written as `[feature, at, below, above]`. Raises BadContent."""
    raw = read_toml(path)
    try:
        forests = {
            Tier(tier): Forest(
                tuple(map(_tree, one["trees"])), dict(one["certain"]), dict(one["question"]), float(one["opened"])
            )
            for tier, one in raw["tiers"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error
    return Judge(forests, str(raw.get("name", "judge")))


def _tree(raw: Any) -> Node:
    """Raises TypeError, ValueError."""
    if not isinstance(raw, list):
        return float(raw)
    feature, at, below, above = raw
    return Split(str(feature), float(at), _tree(below), _tree(above))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal's place and what it is worth: the logarithm of its odds against staying with the learner's words."""

    span: Span
    worth: float
    number: int = field(default=0)


def compose(weighed: Sequence[Weighed]) -> list[int]:
    """The numbers of proposals that don't overlap and are worth most together (weighted interval scheduling)."""
    order = sorted((one for one in weighed if one.worth > 0), key=lambda one: (one.span.end, one.span.start))
    ends = [one.span.end for one in order]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for place, one in enumerate(order):
        before = bisect_right(ends, one.span.start, 0, place)
        while before and overlap(order[before - 1].span, one.span):
            before -= 1
        worth, chosen = best[before]
        with_it = (worth + one.worth, (*chosen, one.number))
        best.append(max(best[-1], with_it, key=lambda option: option[0]))
    return sorted(best[-1][1])


def _logit(probability: float) -> float:
    inside = min(1 - 1e-6, max(1e-6, probability))
    return math.log(inside / (1 - inside))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
