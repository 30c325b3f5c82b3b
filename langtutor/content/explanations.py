"""Loads `resources/grammar/explanations.<language>.toml`; that folder's README describes the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.explaining import Explanations
from langtutor.core.explanation import Condition, Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId

_LISTS = frozenset(one.name for one in fields(Condition)) - {"within", "speaks"}
_KEYS = frozenset({"id", "skill", "when", "what", "why", "more", "wrong", "right"})

Lists = Mapping[str, Sequence[str]]


def explained_languages(folder: Path) -> tuple[LanguageCode, ...]:
    """Languages whose mistakes `resources/grammar` explains."""
    return tuple(LanguageCode(path.name.split(".")[1]) for path in sorted(folder.glob("explanations.*.toml")))


def load_explanations(folder: Path, language: LanguageCode) -> Explanations:
    """Those for one language; none where it has no file. Raises BadContent (file, id and what is wrong)."""
    path = folder / f"explanations.{language}.toml"
    if not path.is_file():
        return Explanations(language, (), {})
    raw = read_toml(path)
    try:
        lists = {name: tuple(words) for name, words in raw.get("lists", {}).items()}
        titles = {SkillId(skill): dict(title) for skill, title in raw.get("skills", {}).items()}
        entries = list(raw["explanation"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error
    found = tuple(_named(path.name, number, one, language, lists) for number, one in enumerate(entries, 1))
    return Explanations(language, found, titles)


def _named(file: str, number: int, raw: dict[str, Any], language: LanguageCode, lists: Lists) -> Explanation:
    try:
        return _explanation(raw, language, lists)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = raw.get("id", f"explanation {number}") if isinstance(raw, dict) else f"explanation {number}"
        raise BadContent(file=file, detail=f"{name}: missing or wrong: {error}") from error


def _explanation(raw: dict[str, Any], language: LanguageCode, lists: Lists) -> Explanation:
    _know(raw, _KEYS)
    return Explanation(
        id=raw["id"],
        language=language,
        skill=SkillId(raw["skill"]),
        conditions=tuple(_condition(one, lists) for one in raw["when"]),
        what=dict(raw["what"]),
        why=dict(raw["why"]),
        wrong=raw["wrong"],
        right=raw["right"],
        more=dict(raw.get("more", {})),
    )


def _condition(raw: dict[str, Any], lists: Lists) -> Condition:
    _know(raw, _LISTS | {"within", "speaks"})
    patterns = {name: tuple(_expanded(raw[name], lists)) for name in _LISTS & raw.keys()}
    within = raw.get("within", 1)
    if not isinstance(within, int) or within < 1:
        raise ValueError(f"within = {within!r}")
    speaks = raw.get("speaks")
    return Condition(**patterns, within=within, speaks=speaks and LanguageCode(speaks))


def _expanded(patterns: object, lists: Lists) -> list[str]:
    """`@days` stands for the list of that name."""
    if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
        raise TypeError(f"no list of words: {patterns!r}")
    words: list[str] = []
    for one in patterns:
        if len(one) > 1 and one.startswith("@"):
            if one[1:] not in lists:
                raise ValueError(f"no list {one}")
            words.extend(lists[one[1:]])
        else:
            words.append(one)
    return list(dict.fromkeys(words))


def _know(raw: dict[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(raw.keys() - keys):
        raise KeyError(f"unknown: {', '.join(unknown)}")
