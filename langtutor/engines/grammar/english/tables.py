"""`resources/grammar/english.toml`: the words and phrases that rules speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern of the table: see patterns.py for how `when` and `write` are read."""

    rule: str
    when: str
    write: str
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """Words that are taken for each other, with how often a learner who writes one meant another."""

    rule: str
    words: tuple[str, ...]
    type: str
    prior: float


@dataclass(frozen=True, slots=True)
class Tables:
    lists: Mapping[str, frozenset[str]]
    maps: Mapping[str, Mapping[str, str]]
    rows: tuple[Row, ...]
    confusions: tuple[Confusion, ...]

    def words(self, name: str) -> frozenset[str]:
        return self.lists[name]

    def map(self, name: str) -> Mapping[str, str]:
        return self.maps[name]


def load_tables(path: Path) -> Tables:
    """Raises BadContent with the file's name where it is missing or wrong."""
    raw = read_toml(path)
    try:
        return Tables(
            {name: frozenset(words.split()) for name, words in raw["lists"].items()},
            {name: dict(words) for name, words in raw["maps"].items()},
            tuple(_rows(raw["patterns"])),
            tuple(_confusions(raw["confusions"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def _rows(raw: dict[str, Any]) -> list[Row]:
    """`[patterns.GROUP]`: a type, and rows of rule, when, write and confidence."""
    return [
        Row(f"{group}.{rule}", when, write, str(kind), float(sure))
        for group, table in raw.items()
        for rule, when, write, sure, kind in (_with_type(row, table.get("type", "")) for row in table["rows"])
    ]


def _with_type(row: list[Any], type: str) -> tuple[Any, Any, Any, Any, str]:
    rule, when, write, sure, *own = row
    return rule, when, write, sure, own[0] if own else type


def _confusions(raw: dict[str, Any]) -> list[Confusion]:
    return [
        Confusion(f"confused.{words.split()[0]}", tuple(words.replace("_", " ").split()), table["type"], table["prior"])
        for table in raw.values()
        for words in table["sets"]
    ]
