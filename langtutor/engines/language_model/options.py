"""Choosing among short answers by the probability of the tokens they begin with. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def of_options(options: Sequence[str], log_probabilities: Mapping[str, float]) -> tuple[float, ...] | None:
    """The share of each option; together 1. None where no token begins any of them.

    log_probabilities: natural logarithms by token, spaces and all. A token that begins two options alike counts for
    neither; one that is an option counts for it. What isn't among the tokens has a share of 0.
    """
    weights = [0.0] * len(options)
    for token, log_probability in log_probabilities.items():
        number = _begun(options, token.strip())
        if number is not None:
            weights[number] += math.exp(log_probability)
    total = sum(weights)
    return tuple(weight / total for weight in weights) if total > 0 else None


def _begun(options: Sequence[str], token: str) -> int | None:
    if token in options:
        return list(options).index(token)
    begun = [number for number, option in enumerate(options) if token and option.startswith(token)]
    return begun[0] if len(begun) == 1 else None
