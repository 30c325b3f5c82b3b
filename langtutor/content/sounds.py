"""Loads `resources/sounds/<language>.toml`; that folder's README describes the format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from langtutor.content.linking import read_linking
from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.sound_advice import other_skills
from langtutor.core.sounds import (
    NOTHING,
    Confusion,
    MinimalPair,
    Phone,
    PhoneGuide,
    Place,
    Position,
    SoundGuide,
    Tolerated,
)
from langtutor.core.text import SkillId

_PARTS = frozenset({"skills", "phones", "confusion", "tolerated", "linking"})
_PHONE = frozenset({"ipa", "example", "vowel", "how"})
_CONFUSION = frozenset({"asked", "heard", "place", "skill", "speakers", "advice", "pairs"})
_AROUND = ("after", "before", "not_after", "not_before")
_TOLERATED = frozenset({"asked", "heard", "position", "syllable", "words", *_AROUND})

T = TypeVar("T")


def described_languages(folder: Path) -> tuple[LanguageCode, ...]:
    """Languages whose sounds are described."""
    return tuple(LanguageCode(path.stem) for path in sorted(folder.glob("*.toml")))


def load_sound_guide(folder: Path, language: LanguageCode) -> SoundGuide | None:
    """None for a language whose sounds nobody has described. Raises BadContent (file, entry and what is wrong)."""
    path = folder / f"{language}.toml"
    if not path.is_file():
        return None
    raw = read_toml(path)
    guide = _named(path.name, "the file", raw, lambda all_of_it: _guide(all_of_it, path.name, language))
    for entry, what in _wrong(guide):
        raise BadContent(file=path.name, detail=f"{entry}: {what}")
    return guide


def name_of(confusion: Confusion) -> str:
    """As errors name it: `TH → T (any)`, `nothing → IY (last)`."""
    return f"{confusion.asked or 'nothing'} → {confusion.heard or 'nothing'} ({confusion.place.value})"


def _guide(raw: dict[str, Any], file: str, language: LanguageCode) -> SoundGuide:
    _know(raw, _PARTS)
    titles = {SkillId(skill): _texts(title) for skill, title in raw["skills"].items()}
    phones = {Phone(name): _named(file, name, one, _phone(name)) for name, one in raw["phones"].items()}
    confusions = []
    for number, one in enumerate(raw["confusion"], 1):
        found = _named(file, f"confusion {number}", one, _confusion)
        pairs = _named(file, name_of(found), one, _pairs)
        confusions.append(replace(found, pairs=pairs))
    read = _tolerated(phones)
    tolerated = (_named(file, f"tolerated {n}", one, read) for n, one in enumerate(raw.get("tolerated", ()), 1))
    linking = None
    if "linking" in raw:
        linking = _named(file, "linking", raw["linking"], lambda one: read_linking(one, _sounds(phones)))
    return SoundGuide(language, phones, tuple(confusions), titles, tuple(tolerated), linking)


def _named(file: str, name: str, raw: Any, read: Callable[[dict[str, Any]], T]) -> T:
    try:
        return read(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=file, detail=f"{name}: missing or wrong: {error}") from error


def _phone(name: str) -> Callable[[dict[str, Any]], PhoneGuide]:
    def read(raw: dict[str, Any]) -> PhoneGuide:
        _know(raw, _PHONE)
        if not isinstance(raw["vowel"], bool):
            raise TypeError(f"vowel = {raw['vowel']!r}")
        return PhoneGuide(Phone(name), _text(raw["ipa"]), _text(raw["example"]), _texts(raw["how"]), raw["vowel"])

    return read


def _confusion(raw: dict[str, Any]) -> Confusion:
    """All but its pairs."""
    _know(raw, _CONFUSION)
    return Confusion(
        asked=Phone(raw["asked"]),
        heard=Phone(raw["heard"]),
        place=Place(raw.get("place", Place.ANY)),
        skill=SkillId(_text(raw["skill"])),
        speakers={LanguageCode(code): float(rate) for code, rate in raw["speakers"].items()},
        advice=_texts(raw["advice"]),
    )


def _pairs(raw: dict[str, Any]) -> tuple[MinimalPair, ...]:
    """`asked/heard`, two words each."""
    return tuple(_pair(one) for one in raw.get("pairs", ()))


def _pair(raw: str) -> MinimalPair:
    words = [word.strip() for word in raw.split("/")]
    if len(words) != 2 or not all(words) or words[0] == words[1]:
        raise ValueError(f"no pair of words: {raw!r}")
    return MinimalPair(*words)


def _sounds(phones: Mapping[Phone, PhoneGuide]) -> Callable[..., frozenset[Phone]]:
    """Reads names of sounds and of their classes; nothing=True: and of nothing."""
    classes = {
        "vowel": frozenset(name for name, one in phones.items() if one.vowel),
        "consonant": frozenset(name for name, one in phones.items() if not one.vowel),
        "edge": frozenset({NOTHING}),
    }

    def sounds(names: object, nothing: bool = False) -> frozenset[Phone]:
        found: set[Phone] = set()
        for name in _list(names):
            if name not in phones and name not in classes and not (nothing and name == NOTHING):
                raise ValueError(f"no phone {name!r}")
            found |= classes.get(name, {Phone(name)})
        return frozenset(found)

    return sounds


def _tolerated(phones: Mapping[Phone, PhoneGuide]) -> Callable[[dict[str, Any]], Tolerated]:
    sounds = _sounds(phones)

    def read(raw: dict[str, Any]) -> Tolerated:
        _know(raw, _TOLERATED)
        if raw.get("syllable", "weak") != "weak":
            raise ValueError(f"syllable = {raw['syllable']!r}")
        around = {name: sounds(raw[name]) for name in _AROUND if name in raw}
        asked, heard = sounds(raw["asked"]), sounds(raw["heard"], nothing=True)
        if NOTHING in asked or asked == heard:
            raise ValueError("asks for what was heard, or for nothing")
        return Tolerated(
            asked,
            heard,
            **around,
            positions=frozenset(map(Position, _list(raw["position"]))) if "position" in raw else frozenset(),
            weak="syllable" in raw,
            words=tuple(_word(one) for one in _list(raw["words"])) if "words" in raw else (),
        )

    return read


def _list(raw: object) -> list[str]:
    if not isinstance(raw, list) or not raw or not all(isinstance(one, str) for one in raw):
        raise TypeError(f"no list of texts: {raw!r}")
    if len(set(raw)) < len(raw):
        raise ValueError(f"something is there twice: {raw!r}")
    return raw


def _word(raw: str) -> str:
    letters = raw.removeprefix("*").replace("'", "")
    if not letters.isalpha() or letters != letters.lower():
        raise ValueError(f"no word in small letters: {raw!r}")
    return raw


def _wrong(guide: SoundGuide) -> Iterator[tuple[str, str]]:
    """(entry, what is wrong)."""
    for skill in other_skills(guide.language):
        if skill not in guide.titles:
            yield skill, "what no confusion is written for is counted there, and it has no title"
    yield from _untranslated(guide)
    seen: set[str] = set()
    for one in guide.confusions:
        name = name_of(one)
        if name in seen:
            yield name, "is there twice"
        seen.add(name)
        for what in _wrong_confusion(one, guide.phones, guide.titles):
            yield name, what


def _wrong_confusion(one: Confusion, phones: Collection[Phone], titles: Collection[SkillId]) -> Iterator[str]:
    for phone in (one.asked, one.heard):
        if phone != NOTHING and phone not in phones:
            yield f"no phone {phone}"
    if one.asked == one.heard:
        yield "asks for what was heard"
    if one.skill not in titles:
        yield f"no title for {one.skill}"
    if not one.speakers or not all(0 < rate < 1 for rate in one.speakers.values()):
        yield "needs speakers, each with a rate between 0 and 1"
    if len(set(one.pairs)) < len(one.pairs):
        yield "has a pair twice"


def _untranslated(guide: SoundGuide) -> Iterator[tuple[str, str]]:
    """Every text is there in every language that any text is in."""
    texts: list[tuple[str, Mapping[str, str]]] = [*guide.titles.items()]
    texts += [(phone, one.how) for phone, one in guide.phones.items()]
    texts += [(name_of(one), one.advice) for one in guide.confusions]
    texts += [(f"linking: {one.kind}", one.advice) for one in guide.linking.rules] if guide.linking else []
    readers = sorted({reader for _, found in texts for reader in found})
    for entry, found in texts:
        for reader in readers:
            if reader not in found:
                yield entry, f"has no text in {reader}"


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise TypeError(f"no text: {raw!r}")
    return raw


def _texts(raw: dict[str, Any]) -> dict[str, str]:
    """At least in English, which stands in for other languages."""
    found = {reader: _text(text) for reader, text in raw.items()}
    if "en" not in found:
        raise KeyError("en")
    return found


def _know(raw: dict[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(raw.keys() - keys):
        raise KeyError(f"unknown: {', '.join(unknown)}")
