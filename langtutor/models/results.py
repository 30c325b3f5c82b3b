"""What was found out about a model on this machine: how fast it is, and what it may be trusted with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from langtutor.models import manifest

FOLDER = ".results"
_BENCH = "bench"
_EXAM = "exam"


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
    """load_s: from a worker without a model to its first answer. memory_bytes: what it adds to what is resident.

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


def save(models: Path, result: BenchResult | Grades) -> None:
    """Kept beside the models, until the model's files change. models: the models folder. Raises OSError."""
    kind = _BENCH if isinstance(result, BenchResult) else _EXAM
    path = _path(models, result.model, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = {"edition": _edition(models / result.model), "result": asdict(result)}
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(stored, indent=1, default=_plain), encoding="utf-8")
    part.replace(path)


def bench_of(models: Path, model_id: str) -> BenchResult | None:
    """None where the model as it is now hasn't been measured."""
    stored = _load(models, model_id, _BENCH)
    try:
        return BenchResult(**{**stored, "unit": Unit(stored["unit"])}) if stored else None
    except (KeyError, TypeError, ValueError):
        return None


def grades_of(models: Path, model_id: str) -> Grades | None:
    """None where the model as it is now hasn't been examined."""
    stored = _load(models, model_id, _EXAM)
    try:
        if not stored:
            return None
        sections = tuple(SectionScore(**section) for section in stored["sections"])
        may = {str(language): frozenset(map(Use, uses)) for language, uses in stored["may"].items()}
        return Grades(**{**stored, "sections": sections, "may": may})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _path(models: Path, model_id: str, kind: str) -> Path:
    return models / FOLDER / f"{model_id}.{kind}.json"


def _load(models: Path, model_id: str, kind: str) -> dict[str, Any] | None:
    try:
        stored = json.loads(_path(models, model_id, kind).read_text(encoding="utf-8"))
        current = stored["edition"] == _edition(models / model_id)
        return dict(stored["result"]) if current else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _edition(folder: Path) -> str:
    """Of the files that are installed: other files are another model, as far as results go."""
    found = manifest.read(folder)
    listed = sorted(f"{file.name} {file.sha256}" for file in found.files) if found else []
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{value!r} can't be stored")
