"""Loads `resources/sounds/ipa`: which signs of a phone model stand for which sound of a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import Phone, PhoneGuide, SoundGuide
from langtutor.core.text import SkillId

FOLDER = "ipa"
"""In `resources/sounds`."""

_VOWELS = frozenset("aɐɑɒæeɛəɜɝɚiɪɨoɔʊuʌyøœᵻ")
_PARTS = frozenset({"signs", "several", "examples", "skills"})


@dataclass(frozen=True)
class SoundSigns:
    """signs: of each sound what may stand for it, the usual one first. several: signs of two sounds, in order.

    examples and titles are there for a language that has no guide.
    """

    language: LanguageCode
    signs: Mapping[Phone, tuple[str, ...]]
    several: Mapping[str, tuple[Phone, Phone]]
    examples: Mapping[Phone, str]
    titles: Mapping[SkillId, Mapping[str, str]]

    def missing(self, vocabulary: Collection[str]) -> tuple[Phone, ...]:
        """The sounds that nothing in a vocabulary stands for."""
        known = frozenset(map(plain, vocabulary))
        return tuple(phone for phone, signs in self.signs.items() if known.isdisjoint(signs))

    def guide(self) -> SoundGuide:
        """Names and examples of the sounds, without advice: for a language whose sounds nobody has described."""
        phones = {
            phone: PhoneGuide(phone, signs[0], self.examples.get(phone, ""), {}, signs[0][0] in _VOWELS)
            for phone, signs in self.signs.items()
        }
        return SoundGuide(self.language, phones, (), self.titles)


def plain(sign: str) -> str:
    """As it is kept: without marks of stress and ties between letters, TIMIT's in small letters, accents apart."""
    bare = unicodedata.normalize("NFD", sign).translate({ord(mark): None for mark in "ˈˌ͜͡"})
    return bare.lower() if bare.isascii() else bare


def signed_languages(folder: Path) -> tuple[LanguageCode, ...]:
    """folder: `resources/sounds`."""
    return tuple(LanguageCode(path.stem) for path in sorted((folder / FOLDER).glob("*.toml")))


def load_sound_signs(folder: Path, language: LanguageCode) -> SoundSigns | None:
    """None for a language that nothing is listed for. Raises BadContent."""
    path = folder / FOLDER / f"{language}.toml"
    if not path.is_file():
        return None
    raw = read_toml(path)
    try:
        return _signs(raw, language)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=f"{FOLDER}/{path.name}", detail=f"missing or wrong: {error}") from error


def plain_guide(folder: Path, language: LanguageCode) -> SoundGuide | None:
    """Names of the sounds of a language that has no guide of its own, None where it has none at all."""
    signs = load_sound_signs(folder, language)
    return signs.guide() if signs is not None and signs.titles else None


def _signs(raw: dict[str, Any], language: LanguageCode) -> SoundSigns:
    if unknown := sorted(raw.keys() - _PARTS):
        raise KeyError(f"unknown: {', '.join(unknown)}")
    signs = {_phone(phone): _listed(phone, those) for phone, those in raw["signs"].items()}
    several = {plain(sign): _two(sign, parts, signs) for sign, parts in raw.get("several", {}).items()}
    examples = {_phone(phone): str(word) for phone, word in raw.get("examples", {}).items()}
    if stray := sorted(examples.keys() - signs.keys()):
        raise ValueError(f"an example of no sound: {', '.join(stray)}")
    titles = {SkillId(skill): dict(title) for skill, title in raw.get("skills", {}).items()}
    return SoundSigns(language, signs, several, examples, titles)


def _listed(phone: str, signs: Any) -> tuple[str, ...]:
    if not isinstance(signs, list) or not signs or not all(isinstance(one, str) and one for one in signs):
        raise TypeError(f"no list of signs: {phone}")
    return tuple(map(plain, signs))


def _phone(name: str) -> Phone:
    """A sign, or a name in capitals."""
    return Phone(name if name.isupper() else plain(name))


def _two(sign: str, parts: Any, signs: Collection[Phone]) -> tuple[Phone, Phone]:
    phones = [_phone(part) for part in parts] if isinstance(parts, list) else []
    if len(phones) != 2 or not set(phones) <= set(signs):
        raise ValueError(f"{sign} isn't of two sounds that are listed")
    return phones[0], phones[1]
