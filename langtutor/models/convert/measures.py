"""How far a converted model is from its original, in numbers, and how far it may be.

Both give a log-probability to every token of the probes, of which some are likely and some are not. What a model knows
lies in those differences, so the mean change of a log-probability is set against their spread (standard deviation).
int8 blurs a good conversion by 0.02 to 0.13 of it; a wrong one (heads in the wrong order, a wrong period of rotation, a
vocabulary that is shifted) by 0.5 and more, whatever the model. A limit in nats would not do: a model that is certain
of everything changes little even when it is broken, one of 135 million parameters changes by 0.3 nats when it isn't.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

R = TypeVar("R")

_RUNS = 3
_LONG_S = 10.0


class Family(StrEnum):
    """Checkpoints that are converted the same way."""

    MARIAN = "marian"
    MANY_TO_MANY = "m2m_100"
    WHISPER = "whisper"
    SOUNDS = "wav2vec2"
    LANGUAGE_MODEL = "language model"


TOLERANCE = {
    Family.MARIAN: 0.15,
    Family.MANY_TO_MANY: 0.15,
    Family.WHISPER: 0.15,
    Family.SOUNDS: 0.15,
    Family.LANGUAGE_MODEL: 0.25,
}
"""Largest change allowed, as a part of the spread. Language models have more: small ones suffer most from int8, whose
rounding of activations adds up over layers where few values are much larger than all others (SmolLM2-135M 0.13,
Qwen2.5-Coder-0.5B 0.10)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One model's. log_probabilities: natural, one a token. said: what it writes by itself, where it was asked to.

    seconds: what the probes took, median of three runs.
    """

    log_probabilities: list[float]
    said: list[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """change: mean change of a token's log-probability, nats. spread: of the original's, nats. tokens: compared.

    same_words: of `written` texts that both wrote by themselves, how many are the same to the letter.
    """

    change: float
    spread: float
    tokens: int
    same_words: int
    written: int

    @property
    def deviation(self) -> float:
        """change as a part of spread; what TOLERANCE limits. Infinite where anything isn't a number."""
        if not math.isfinite(self.change) or not math.isfinite(self.spread):
            return math.inf
        return self.change / self.spread if self.spread else (math.inf if self.change else 0.0)


def compare(original: Answers, converted: Answers) -> Agreement:
    """Raises ValueError where they were not asked the same."""
    pairs = list(zip(original.log_probabilities, converted.log_probabilities, strict=True))
    finite = all(math.isfinite(value) for pair in pairs for value in pair)
    return Agreement(
        change=statistics.fmean(abs(a - b) for a, b in pairs) if finite else math.nan,
        spread=statistics.pstdev(original.log_probabilities) if finite else math.nan,
        tokens=len(pairs),
        same_words=sum(a == b for a, b in zip(original.said, converted.said, strict=True)),
        written=len(original.said),
    )


def median_seconds(work: Callable[[], R]) -> tuple[R, float]:
    """What work gives, and how long it takes; what takes long is done once only."""
    taken: list[float] = []
    while True:
        begin = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - begin)
        if len(taken) == _RUNS or taken[0] > _LONG_S:
            return result, statistics.median(taken)
