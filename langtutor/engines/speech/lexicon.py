"""How English words are pronounced: pocketsphinx's dictionary, and hibari's rules for words it doesn't have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from langtutor.core.sounds import Phone
from langtutor.core.text import Span

MOST_VARIANTS = 4
"""Pronunciations taken of one word; the dictionary's rarer ones only help a slip to pass."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?")

_FROM_MISAKI = {
    "i": "IY", "ɪ": "IH", "ɛ": "EH", "æ": "AE", "ɑ": "AA", "ɔ": "AO", "ʊ": "UH", "u": "UW", "ʌ": "AH", "ə": "AH",
    "ᵊ": "AH", "ɐ": "AH", "ᵻ": "IH", "A": "EY", "I": "AY", "W": "AW", "Y": "OY", "O": "OW", "b": "B", "d": "D",
    "f": "F", "h": "HH", "j": "Y", "k": "K", "l": "L", "m": "M", "n": "N", "p": "P", "s": "S", "t": "T", "v": "V",
    "w": "W", "z": "Z", "ɡ": "G", "ŋ": "NG", "ɹ": "R", "ʃ": "SH", "ʒ": "ZH", "ð": "DH", "θ": "TH", "ʧ": "CH",
    "ʤ": "JH", "T": "T", "ɾ": "T",
}  # fmt: skip
"""hibari's alphabet (misaki's) in ARPAbet."""

_VOWELS = frozenset(["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"])

Sounds = tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a text with the ways to pronounce it, the usual one first. span: in the text.

    stress: which of its vowels carries the stress; None where it has one only, or it isn't known. secondary: which have
    some of it, and may get it all where a neighbour is stressed ("*thir*teen men").
    """

    span: Span
    text: str
    pronunciations: tuple[Sounds, ...]
    stress: int | None = None
    secondary: frozenset[int] = frozenset()


class EnglishLexicon:
    """Loads on first use (1 s). g2p: hibari's phonemes for a text; the default loads hibari's own."""

    def __init__(self, dictionary: Path | None = None, g2p: Callable[[str], str] | None = None) -> None:
        self._path = dictionary
        self._given = g2p
        self._of = lru_cache(maxsize=4096)(self._look_up)

    def words(self, text: str) -> tuple[SpokenWord, ...]:
        """All words of a text in order; numbers are spoken. A word that nobody can pronounce is left out."""
        found = []
        for match in _WORD.finditer(text):
            pronunciations, stress, secondary = self._of(match.group().replace("’", "'").lower())
            if pronunciations:
                span = Span(match.start(), match.end())
                found.append(SpokenWord(span, match.group(), pronunciations, stress, secondary))
        return tuple(found)

    def _look_up(self, word: str) -> tuple[tuple[Sounds, ...], int | None, frozenset[int]]:
        written = self._g2p(word)
        ruled, stress = from_misaki(written)
        secondary = frozenset(_marked(written, "ˌ"))
        listed = self._entries.get(word) or self._entries.get(word.strip("'"))
        if listed:
            sounds = tuple(tuple(Phone(one) for one in entry.split()) for entry in listed[:MOST_VARIANTS])
            same = stress if stress is not None and _vowels(sounds[0]) == _vowels(ruled) else None
            return sounds, same, secondary
        return ((ruled,), stress, secondary) if ruled else ((), None, secondary)

    @cached_property
    def _entries(self) -> dict[str, list[str]]:
        path = self._path
        if path is None:
            from pocketsphinx import get_model_path

            path = Path(get_model_path()) / "en-us" / "cmudict-en-us.dict"
        entries: dict[str, list[str]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            word, _, sounds = line.partition(" ")
            entries.setdefault(word.partition("(")[0], []).append(sounds)
        return entries

    @cached_property
    def _g2p(self) -> Callable[[str], str]:
        if self._given is not None:
            return self._given
        from hibari.g2p import G2P

        rules: Callable[[str], str] = G2P()
        return rules


def from_misaki(written: str) -> tuple[Sounds, int | None]:
    """Phones of hibari's phonemes, and which of their vowels has the main stress (None for one vowel or no mark)."""
    sounds: list[Phone] = []
    at = 0
    while at < len(written):
        sign = written[at]
        if sign in "əɜ" and written[at + 1 : at + 2] == "ɹ":
            sounds.append(Phone("ER"))
            at += 1
        elif sign in _FROM_MISAKI:
            sounds.append(Phone(_FROM_MISAKI[sign]))
        at += 1
    main = _marked(written, "ˈ")
    return tuple(sounds), main[0] if main and _vowels(tuple(sounds)) > 1 else None


def _marked(written: str, mark: str) -> list[int]:
    """Which vowels come right after this mark."""
    found, vowels, marked = [], 0, False
    for sign in written:
        marked = marked or sign == mark
        if _FROM_MISAKI.get(sign, "ER" if sign == "ɜ" else "") in _VOWELS:
            if marked:
                found.append(vowels)
            vowels, marked = vowels + 1, False
    return found


def is_vowel(phone: Phone) -> bool:
    return phone in _VOWELS


def _vowels(sounds: Sounds) -> int:
    return sum(phone in _VOWELS for phone in sounds)
