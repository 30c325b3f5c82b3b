"""How words are pronounced in a language that has no dictionary of pronunciations: as espeak-ng says them."""

from __future__ import annotations

import re
from functools import lru_cache

from langtutor.content.sound_signs import SoundSigns, plain
from langtutor.core.sounds import Phone
from langtutor.core.text import Span
from langtutor.engines.speech.lexicon import SpokenWord
from langtutor.engines.voice.espeak import EspeakVoice

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONG = "ː"


class EspeakLexicon:
    """voice: must speak the signs' language. Words are looked up one by one, so that each sound
    is known to be of its word; what neighbours do to one another is left out. No stress."""

    def __init__(self, signs: SoundSigns, voice: EspeakVoice) -> None:
        self._signs = signs
        self._voice = voice
        self._of = lru_cache(maxsize=4096)(self._look_up)

    def words(self, text: str) -> tuple[SpokenWord, ...]:
        """All words of a text in order; numbers are spoken. A word with a sound that isn't listed is left out."""
        found = []
        for match in _WORD.finditer(text):
            sounds = self._of(match.group().lower())
            if sounds:
                found.append(SpokenWord(Span(match.start(), match.end()), match.group(), (sounds,)))
        return tuple(found)

    def _look_up(self, word: str) -> tuple[Phone, ...]:
        sounds: list[Phone] = []
        for sign in self._spoken(word):
            known = self._phones(plain(sign))
            if not known:
                return ()
            sounds += known
        return tuple(sounds)

    def _spoken(self, word: str) -> tuple[str, ...]:
        """A letter that is a word would be spelled if it stood alone."""
        if len(word) > 1:
            return self._voice.ipa_of(word, self._signs.language)
        twice = self._voice.ipa_of(f"{word} {word}", self._signs.language)
        return twice[: len(twice) // 2]

    def _phones(self, sign: str) -> tuple[Phone, ...]:
        for one in (sign, sign.replace(_LONG, "")):
            if one in self._signs.several:
                return self._signs.several[one]
            if Phone(one) in self._signs.signs:
                return (Phone(one),)
        return next(((phone,) for phone, listed in self._signs.signs.items() if sign in listed), ())
