"""Loads `resources/false_friends` (its README describes the format): words that look alike and mean something else."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode

_SIDE = frozenset({"word", "means", "example", "translation"})

Key = tuple[LanguageCode, LanguageCode, str]


@dataclass(frozen=True, slots=True)
class FalseFriends:
    """by_word: (language of the word, language of its look-alike, the word in small letters) → what is told of it."""

    by_word: Mapping[Key, FalseFriend] = field(default_factory=dict)

    def of(self, word_or_lemma: str, language: LanguageCode, other: LanguageCode) -> FalseFriend | None:
        """What misleads who reads a word and thinks of one in the other language. Forms aren't known: ask for lemmas.

        Capitals don't matter; accents do (*resume* is no *résumé*).
        """
        return self.by_word.get((language, other, _key(word_or_lemma)))


def false_friend_files(folder: Path) -> tuple[Path, ...]:
    """One for two languages: `en-pt.toml`."""
    return tuple(sorted(folder.glob("*-*.toml")))


def load_false_friends(folder: Path) -> FalseFriends:
    """Of all pairs of languages; none where there is no folder. Raises BadContent (file and what is wrong)."""
    found: dict[Key, FalseFriend] = {}
    for path in false_friend_files(folder):
        for one in read_false_friends(path):
            key = (one.language, one.other, _key(one.word))
            if key in found:
                raise BadContent(file=path.name, detail=f"{one.word} ({one.language}) is there twice")
            found[key] = one
    return FalseFriends(found)


def read_false_friends(path: Path) -> tuple[FalseFriend, ...]:
    """Both directions of every pair of one file, in its order. Raises BadContent."""
    first, _, second = path.stem.partition("-")
    raw = read_toml(path)
    place = ""
    try:
        _know(raw, {"pair"})
        found: list[FalseFriend] = []
        for number, one in enumerate(raw.get("pair", ()), 1):
            place = f"pair {number}: "
            found += _pair(one, LanguageCode(first), LanguageCode(second))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"{place}missing or wrong: {error}") from error
    return tuple(found)


def _pair(raw: dict[str, Any], first: LanguageCode, second: LanguageCode) -> tuple[FalseFriend, FalseFriend]:
    _know(raw, {first, second, "sometimes", "note"})
    notes = tuple((LanguageCode(reader), _text(text)) for reader, text in raw.get("note", {}).items())
    sometimes = raw.get("sometimes", False)
    if not isinstance(sometimes, bool):
        raise TypeError(f"sometimes is true or false, not {sometimes!r}")
    return (
        _side(raw[first], raw[second], first, second, sometimes, notes),
        _side(raw[second], raw[first], second, first, sometimes, notes),
    )


def _side(
    raw: dict[str, Any],
    alike: dict[str, Any],
    language: LanguageCode,
    other: LanguageCode,
    sometimes: bool,
    notes: tuple[tuple[LanguageCode, str], ...],
) -> FalseFriend:
    _know(raw, _SIDE)
    return FalseFriend(
        word=_text(raw["word"]),
        language=language,
        looks_like=_text(alike["word"]),
        other=other,
        means=_texts(raw["means"]),
        really=_texts(alike["means"]),
        example=_text(raw["example"]),
        translation=_text(raw["translation"]),
        sometimes=sometimes,
        notes=notes,
    )


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise TypeError(f"no list of meanings: {raw!r}")
    return tuple(_text(one) for one in raw)


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip() or raw != raw.strip():
        raise TypeError(f"no text: {raw!r}")
    return raw


def _know(raw: dict[str, Any], keys: set[str] | frozenset[str]) -> None:
    if unknown := sorted(raw.keys() - keys):
        raise KeyError(f"unknown: {', '.join(unknown)}")


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().strip()
