"""What a learner's voice does to the ear: how well its sounds fit, right or wrong, folded from events.

Real voices fit less well than the ones that the phone model was trained on. One shift for the whole voice takes that
away; a shift for each phone would hide the very sounds that the learner makes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from langtutor.core.events import Event, SoundsHeard
from langtutor.core.plain import from_plain, to_plain

FOLD_NAME = "voice"
FOLD_VERSION = "1"

SENTENCES = 20
"""The last ones count: a cold or another microphone is another voice."""
FEWEST = 5
"""Sentences before anything is known."""
REFERENCE = -14.5
"""Nats: up to here nothing is made allowance for. Voices that are known to be good stay below, -17 to -21 where it is
quiet (`tests/bench/sounds.py`)."""
MOST = 8.0
"""Nats that are made allowance for, so that someone who says everything wrong still hears of it."""
TRIMMED = 0.2
"""Share of the sounds that is left out at either end: sentences that were something else altogether."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """See SoundsHeard."""

    level: float
    sounds: int


@dataclass(frozen=True, slots=True)
class VoiceState:
    """sentences: the last ones, all heard by one engine."""

    engine: str = ""
    sentences: tuple[Sentence, ...] = ()


def step(state: VoiceState, event: Event) -> VoiceState:
    """The state after one event. Another engine begins anew."""
    if not isinstance(event, SoundsHeard) or event.sounds <= 0:
        return state
    before = state.sentences if event.engine == state.engine else ()
    return replace(state, engine=event.engine, sentences=(*before, Sentence(event.level, event.sounds))[-SENTENCES:])


def shift(state: VoiceState) -> float:
    """Nats to take off the evidence against each sound of this voice, in [0, MOST]; 0 while too little is known."""
    if len(state.sentences) < FEWEST:
        return 0.0
    return min(MOST, max(0.0, _trimmed_mean(state.sentences) - REFERENCE))


def dump(state: VoiceState) -> Any:
    """JSON values, for a snapshot."""
    return to_plain(state)


def load(plain: Any) -> VoiceState:
    return from_plain(VoiceState, plain)


def _trimmed_mean(sentences: tuple[Sentence, ...]) -> float:
    """Of the sounds, each at its sentence's level, without those at both ends."""
    total = sum(one.sounds for one in sentences)
    low, high = TRIMMED * total, (1 - TRIMMED) * total
    passed = taken = 0.0
    for one in sorted(sentences, key=lambda one: one.level):
        inside = max(0.0, min(passed + one.sounds, high) - max(passed, low))
        passed += one.sounds
        taken += inside * one.level
    return taken / (high - low)
