"""What was found out about a model on this machine: how fast it is, and what it may be trusted with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """What a model's speed is counted in."""

    TIMES_REAL_TIME = "times real time"
    """Seconds of sound for each second of work."""
    WORDS_PER_S = "words/s"
    TOKENS_PER_S = "tokens/s"
    MS_PER_SENTENCE = "ms/sentence"
    MS_PER_WORD = "ms/word"


@dataclass(frozen=True, slots=True)
class BenchResult:
    """load_s: from nothing to the first answer. memory_bytes: what it adds to what is resident, children included.

    at: UTC, ISO 8601. details: further figures by name, such as `prompt tokens/s`.
    """

    model: str
    at: str
    load_s: float
    memory_bytes: int
    speed: float
    unit: Unit
    details: Mapping[str, float] = field(default_factory=dict)


class Use(StrEnum):
    """What a language model may be used for."""

    SCORE = "score"
    REWRITE = "rewrite"
    EXPLAIN = "explain"
    CONVERSE = "converse"


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Of one part of the exam, in one language. needed: how many right answers open its uses."""

    section: str
    language: str
    right: int
    total: int
    needed: int

    @property
    def passed(self) -> bool:
        return self.right >= self.needed


@dataclass(frozen=True, slots=True)
class Grades:
    """may: for each language what the model may do there. at: UTC, ISO 8601. exam: the edition of its questions."""

    model: str
    at: str
    exam: str
    sections: tuple[SectionScore, ...]
    may: Mapping[str, frozenset[Use]]

    def allows(self, use: Use, language: str) -> bool:
        return use in self.may.get(language, frozenset())
