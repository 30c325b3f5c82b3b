"""Which models to offer a learner on this computer, and why. Pure: the machine is an argument.

What a model takes and does was measured once on two cores (resident memory in the catalogue, `tests/bench`); for a
language model's speed, which differs most between computers, the memory's reading speed stands in until it is installed
and measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.models.entries import STARTER, Format, Model

if TYPE_CHECKING:
    from langtutor.models.machine import Machine

PROGRAM_BYTES = 500_000_000
"""The window and three workers before any model."""

SHARE_OF_MEMORY = 0.6
"""Of the computer's memory; the rest is for the system and a browser."""

SPARE_DISK_BYTES = 1_000_000_000

REWRITE_BUDGET_S = 3.5
"""As long as the deep check of a sentence may take (issue 5); a learner waits no longer for an answer in a talk."""

_PROMPT_TOKENS = 40
_ANSWER_TOKENS = 20
_WEIGHTS_SPEED = 0.6
"""A model's weights are read at so much of that speed (measured: 21 of 32 GB/s with 1.5B, 19 with 0.5B)."""

_READS_FASTER = 3.0
"""A prompt is read so many times faster than an answer is written (measured: 35 to 12 and 60 to 23 tokens/s)."""

_RESIDENT_FACTOR = {Format.GGUF: 1.3, Format.LANGUAGE_MODEL: 1.7, Format.WHISPER: 3.3, Format.VOSK: 3.3}
_LEAST_RESIDENT = {Format.LANGUAGETOOL: 1_000_000_000}
_OTHER_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Reason:
    """key of an authored sentence in resources/messages, with its fields."""

    key: str
    fields: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """seconds: what one corrected sentence is expected to take, for language models where it could be estimated."""

    model: str
    wanted: bool
    reason: Reason
    resident_bytes: int
    seconds: float | None = None


def recommend(models: Sequence[Model], machine: Machine, languages: Iterable[LanguageCode]) -> tuple[Advice, ...]:
    """One for each model that serves the languages, in their order. Of language models that write, at most one.

    languages: what is learned, then what is spoken.
    """
    learned, *others = dict.fromkeys(languages)
    fitting = [model for model in models if not model.added and _concerns(model, learned, others)]
    memory = PROGRAM_BYTES
    disk = machine.free_disk_bytes - SPARE_DISK_BYTES
    found: dict[str, Advice] = {}
    writer = False
    # What the app starts with comes first; what is left decides about the rest.
    for model in sorted(fitting, key=lambda model: model.pack != STARTER):
        advice = _advice(model, machine, memory, disk, has_writer=writer)
        found[model.id] = advice
        if advice.wanted:
            memory += advice.resident_bytes
            disk -= model.disk_bytes
            writer = writer or model.capability == Capability.CHAT
    return tuple(found[model.id] for model in fitting)


def resident_bytes(model: Model) -> int:
    """What it adds to what is resident when it is loaded."""
    factor = _RESIDENT_FACTOR.get(model.format, _OTHER_FACTOR)
    return max(_LEAST_RESIDENT.get(model.format, 0), int(factor * model.disk_bytes))


def seconds_a_sentence(model: Model, machine: Machine) -> float | None:
    """Reading 40 tokens and writing 20: every token written reads all weights once."""
    if model.format is not Format.GGUF or not machine.reading_bytes_per_s:
        return None
    token_s = model.disk_bytes / (_WEIGHTS_SPEED * machine.reading_bytes_per_s)
    return _ANSWER_TOKENS * token_s + _PROMPT_TOKENS * token_s / _READS_FASTER


def _advice(model: Model, machine: Machine, memory: int, disk: int, *, has_writer: bool) -> Advice:
    resident = resident_bytes(model)
    seconds = seconds_a_sentence(model, machine)

    def say(wanted: bool, key: str, **fields: str | int | float) -> Advice:
        return Advice(model.id, wanted, Reason(f"advice.{key}", fields), resident, seconds)

    if model.disk_bytes + model.download_bytes > disk:
        return say(False, "no_disk", needed=model.disk_bytes + model.download_bytes)
    if memory + resident > SHARE_OF_MEMORY * machine.memory_bytes:
        return say(False, "no_memory", needed=memory + resident, memory=machine.memory_bytes)
    if model.pack == STARTER:
        return say(True, "starter")
    if model.asks_consent:
        return say(False, "terms", licence=model.licence)
    if model.capability == Capability.CHAT:
        if has_writer:
            return say(False, "better_one")
        if seconds is not None and seconds > REWRITE_BUDGET_S:
            return say(False, "too_slow", seconds=round(seconds, 1))
        return say(True, "writer") if seconds is None else say(True, "writer_in", seconds=round(seconds, 1))
    return say(False, "optional")


def _concerns(model: Model, learned: LanguageCode, others: Sequence[LanguageCode]) -> bool:
    if model.capability in (Capability.TRANSLATION, Capability.DICTIONARY):
        known = {learned, *others}
        return any({pair.source, pair.target} <= known for pair in model.pairs)
    return model.serves(learned)
