"""Decides between proposals: a calibrated classifier for each kind of error, and which of them go together.

Its few numbers stand in `resources/grammar/judge.<language>.toml`; `langtutor.evaluation.judging` makes them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.requests import Tier
from langtutor.core.text import CERTAIN, Span
from langtutor.engines.grammar.changes import overlap

Features = Mapping[str, float]


@dataclass(frozen=True)
class Weights:
    """Logistic regression. shared: for all kinds; groups: what is added for one (`VERB:SVA`), its own bias included.

    certain, question: probabilities from which a change is shown as a correction, as a question; by group where it
    differs from the one under "".
    """

    shared: Mapping[str, float]
    groups: Mapping[str, Mapping[str, float]]
    certain: Mapping[str, float]
    question: Mapping[str, float]

    def logit(self, features: Features, group: str) -> float:
        own = self.groups.get(group, {})
        total = self.shared.get("bias", 0.0) + own.get("bias", 0.0)
        for name, value in features.items():
            if value:
                total += value * (self.shared.get(name, 0.0) + own.get(name, 0.0))
        return total

    def certain_from(self, group: str) -> float:
        return self.certain.get(group, self.certain[""])

    def question_from(self, group: str) -> float:
        return self.question.get(group, self.question[""])


@dataclass(frozen=True)
class Judge:
    """Probabilities, and what follows from them. Weights by tier; INSTANT has none."""

    weights: Mapping[Tier, Weights]
    name: str = "judge"

    def confidence(self, tier: Tier, group: str, features: Features, shift: float = 0.0) -> float:
        """In [0, 1]; at CERTAIN or above it is a correction. 0 for what is not even a question.

        A probability, drawn so that the threshold of this kind comes to CERTAIN. shift: logits that this learner has
        given or taken.
        """
        weights = self.weights[tier]
        logit = weights.logit(features, group) + shift
        if logit < _logit(weights.question_from(group)):
            return 0.0
        return _sigmoid(logit - _logit(weights.certain_from(group)) + _logit(CERTAIN))


def load_judge(path: Path) -> Judge:
    """Raises BadContent."""
    raw = read_toml(path)
    try:
        weights = {
            Tier(tier): Weights(
                dict(one["shared"]),
                {group: dict(own) for group, own in one.get("groups", {}).items()},
                dict(one["certain"]),
                dict(one["question"]),
            )
            for tier, one in raw["tiers"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error
    return Judge(weights, str(raw.get("name", "judge")))


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
