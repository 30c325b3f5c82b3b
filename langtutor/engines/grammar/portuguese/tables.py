"""What the Portuguese rules know besides forms: `resources/grammar/portuguese.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.engines.grammar.portuguese.patterns import Pattern, pattern


@dataclass(frozen=True, slots=True)
class Government:
    """words, by form or verb's lemma, take wants ("" for nothing), not one of instead_of.

    missing: before what it may have been left out (thing, infinitive, person, people, place, article), for all words or
    only for missing_only. before: what must follow a wrong one, where that matters. not_before: nothing is said there.
    """

    words: frozenset[str]
    wants: str
    instead_of: frozenset[str]
    missing: frozenset[str]
    missing_only: frozenset[str]
    before: frozenset[str]
    not_before: frozenset[str]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Tables:
    """contractions: two words and what they become."""

    lists: Mapping[str, frozenset[str]]
    contractions: Mapping[str, str]
    government: tuple[Government, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    lexicon: Lexicon
    tables: Tables

    def among(self, name: str, word: str) -> bool:
        return word in self.tables.lists[name]


def load_tables(path: Path) -> Tables:
    """Raises BadContent."""
    raw = read_toml(path)
    try:
        lists = {name: frozenset(words) for name, words in raw["lists"].items()}
        return Tables(
            lists,
            dict(entry.split("=") for entry in raw["lists"]["contractions"]),
            tuple(_government(one) for one in raw["government"]),
            tuple(
                pattern(one["rule"], one["match"], one["replace"], float(one["confidence"]), lists)
                for one in raw["pattern"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def _government(raw: dict[str, Any]) -> Government:
    def words(key: str) -> frozenset[str]:
        return frozenset(raw.get(key, ()))

    return Government(
        words("words"),
        raw["wants"],
        words("instead_of"),
        words("missing"),
        words("missing_only"),
        words("before"),
        words("not_before"),
        raw.get("rule", ""),
        float(raw["confidence"]),
    )
