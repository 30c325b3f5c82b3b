"""Loads `resources/phrases` (its README describes the format): phrases that mustn't be translated word by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.phrases import Phrase, PhraseSense

Key = tuple[LanguageCode, LanguageCode, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """by_text: (language of the phrase, language of its meanings, the phrase in small letters) → what is told of it."""

    by_text: Mapping[Key, Phrase] = field(default_factory=dict)

    def of(self, text: str, language: LanguageCode, other: LanguageCode) -> Phrase | None:
        """Capitals don't matter. Forms aren't known: ask for *give up*, not for *gave up*."""
        return self.by_text.get((language, other, _key(text)))

    def beginning(self, word: str, language: LanguageCode, other: LanguageCode) -> tuple[str, ...]:
        """Phrases of which it is the first word, in their order."""
        start = f"{_key(word)} "
        keys = (key for key in self.by_text if key[:2] == (language, other) and key[2].startswith(start))
        return tuple(self.by_text[key].text for key in keys)


def phrase_files(folder: Path) -> tuple[Path, ...]:
    """One for each direction: `en-pt.toml` has English phrases with Portuguese meanings."""
    return tuple(sorted(folder.glob("*-*.toml")))


def load_phrases(folder: Path) -> Phrases:
    """Of all directions; none where there is no folder. Raises BadContent (file and what is wrong)."""
    found: dict[Key, Phrase] = {}
    for path in phrase_files(folder):
        for one in read_phrases(path):
            key = (one.language, one.other, _key(one.text))
            if key in found:
                raise BadContent(file=path.name, detail=f"{one.text} is there twice")
            found[key] = one
    return Phrases(found)


def read_phrases(path: Path) -> tuple[Phrase, ...]:
    """Of one file, in its order. Raises BadContent."""
    language, _, other = path.stem.partition("-")
    raw = read_toml(path)
    place = ""
    try:
        _know(raw, {"phrase"})
        found: list[Phrase] = []
        for number, one in enumerate(raw.get("phrase", ()), 1):
            place = f"phrase {number}: "
            _know(one, {"text", "senses"})
            senses = tuple(_sense(sense) for sense in _list(one["senses"]))
            found.append(Phrase(_text(one["text"]), LanguageCode(language), LanguageCode(other), senses))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"{place}missing or wrong: {error}") from error
    return tuple(found)


def _sense(raw: dict[str, Any]) -> PhraseSense:
    _know(raw, {"means", "gloss", "example", "translation"})
    if ("example" in raw) != ("translation" in raw):
        raise KeyError("example and translation go together")
    means = tuple(_text(one) for one in _list(raw["means"]))
    gloss, example, translation = (_text(raw[key]) if key in raw else "" for key in ("gloss", "example", "translation"))
    return PhraseSense(means, gloss, example, translation)


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise TypeError(f"no list: {raw!r}")
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip() or raw != raw.strip():
        raise TypeError(f"no text: {raw!r}")
    return raw


def _know(raw: dict[str, Any], keys: Iterable[str]) -> None:
    if unknown := sorted(raw.keys() - set(keys)):
        raise KeyError(f"unknown: {', '.join(unknown)}")


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
