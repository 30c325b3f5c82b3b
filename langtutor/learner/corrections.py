"""How far a learner trusts corrections of each type, and the words of their own: folded from events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from langtutor.core.events import Disagreed, Event, EventId, WordAdded
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.text import ErrorType

FOLD_NAME = "corrections"
FOLD_VERSION = "1"

STEP_LOGITS = 0.7
"""What one disagreement takes from its type: 0.85 becomes 0.74, which is a question and no correction."""
MOST = 4.0
"""Disagreements that count at once: a type can lose 2.8 logits (0.98 becomes 0.75), never be silenced for good."""
HALF_LIFE_DAYS = 60.0
_LEAST_LOGITS = 0.05
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Doubt:
    """count: disagreements with a type as of `last`, the older ones faded."""

    count: float
    last: datetime


@dataclass(frozen=True, slots=True)
class CorrectionState:
    """rejected: findings by key that aren't shown any more. words: the personal dictionary as it was typed."""

    doubts: Mapping[ErrorType, Doubt] = field(default_factory=dict)
    rejected: Mapping[str, EventId] = field(default_factory=dict)
    words: Mapping[str, EventId] = field(default_factory=dict)


def step(state: CorrectionState, event: Event) -> CorrectionState:
    """The state after one event. Retracted events must have been left out: so disagreeing and words are undone."""
    match event:
        case Disagreed():
            doubt = Doubt(min(MOST, _count(state, event.type, event.header.at) + 1), event.header.at)
            return replace(
                state,
                doubts={**state.doubts, event.type: doubt},
                rejected={**state.rejected, event.key: event.header.id},
            )
        case WordAdded():
            return replace(state, words={**state.words, event.word: event.header.id})
        case _:
            return state


def shifts(state: CorrectionState, now: datetime) -> dict[ErrorType, float]:
    """By type, the logits to add to its certainty: negative, what disagreement has taken. Small ones are left out."""
    taken = {kind: round(STEP_LOGITS * _count(state, kind, now), 2) for kind in sorted(state.doubts)}
    return {kind: -logits for kind, logits in taken.items() if logits >= _LEAST_LOGITS}


def dump(state: CorrectionState) -> Any:
    """JSON values, for a snapshot."""
    return to_plain(state)


def load(plain: Any) -> CorrectionState:
    return from_plain(CorrectionState, plain)


def _count(state: CorrectionState, kind: ErrorType, now: datetime) -> float:
    doubt = state.doubts.get(kind)
    if doubt is None:
        return 0.0
    days = max(0.0, (now - doubt.last).total_seconds() / _SECONDS_A_DAY)
    return float(doubt.count * 0.5 ** (days / HALF_LIFE_DAYS))
