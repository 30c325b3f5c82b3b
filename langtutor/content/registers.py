"""Loads `resources/registers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.registers import Asking, Hints, RegisterRules, Replacement


def load_registers(folder: Path) -> dict[LanguageCode, RegisterRules]:
    """By language of the texts that are said in another manner. Raises BadContent."""
    found = (_load(path) for path in sorted(folder.glob("*.toml")))
    return {rules.language: rules for rules in found}


def _load(path: Path) -> RegisterRules:
    raw = read_toml(path)
    try:
        return RegisterRules(
            LanguageCode(raw["language"]),
            {name: frozenset(words) for name, words in raw.get("lists", {}).items()},
            {name: dict(table) for name, table in raw.get("tables", {}).items()},
            {LanguageCode(code): _hints(one) for code, one in raw.get("hints", {}).items()},
            {name: tuple(map(_replacement, rows)) for name, rows in raw.get("replacements", {}).items()},
            {LanguageCode(code): _asking(one) for code, one in raw.get("asking", {}).items()},
            raw.get("lead", ""),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def _hints(raw: dict[str, Any]) -> Hints:
    unknown = set(raw) - {field.name for field in fields(Hints)}
    if unknown:
        raise ValueError(f"no such hints: {', '.join(sorted(unknown))}")
    return Hints(**{name: frozenset(words) for name, words in raw.items()})


def _replacement(raw: dict[str, Any]) -> Replacement:
    conditions = {name: frozenset(words) for name, words in raw.items() if name not in ("said", "instead")}
    return Replacement(raw["said"], raw["instead"], **conditions)


def _asking(raw: dict[str, Any]) -> Asking:
    return Asking(raw["system"], tuple((text, first, other) for text, first, other in raw["shots"]))


def asking_from(folder: Path) -> Callable[[Pair], Asking | None]:
    """How a language model is asked for another translation of a pair; the files are read when first asked for."""
    rules = cache(lambda: load_registers(folder))
    return lambda pair: rules()[pair.target].asking.get(pair.source) if pair.target in rules() else None
