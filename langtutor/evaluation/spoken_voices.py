"""Voices that say what they are told to, sound by sound: speech in which it is known what was said.

A voice's own way of saying a text is kept, and single sounds of it are changed: rhythm and melody stay natural, and
what differs is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from langtutor.content.wav import read_wav_as_is, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ, Sound
from langtutor.core.language import LanguageCode
from langtutor.core.resampling import resample
from langtutor.core.sounds import NOTHING, Phone
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.engines.voice.piper import PiperVoice
from langtutor.evaluation.spoken_phones import ESPEAK, FLAP, IPA, MISAKI, VOWELS, Alphabet

Samples = NDArray[np.float32]

ENGLISH = LanguageCode("en")
ESPEAK_VARIANTS = {
    ENGLISH: ("en-us", "en-us+f2", "en-us+m3", "en-us+klatt4"),
    LanguageCode("pt"): ("pt-br", "pt-br+f2", "pt-br+m3"),
}
"""Unlike each other: a man, a woman, a deeper man, another synthesiser."""
_EDGES = '.,;:!?…"“”()«»—-'


@dataclass(frozen=True, slots=True)
class Token:
    """One symbol of a voice. before: marks between it and the symbol before. word: which word of the text it is of."""

    before: str
    symbol: str
    phones: tuple[Phone, ...]
    stress: int
    word: int


@dataclass(frozen=True, slots=True)
class Change:
    """Sounds of one word that are said otherwise.

    at: index among the phones of the word; asked: what is there, NOTHING where something is put in before it;
    heard: what is said instead, empty where it is left out.
    """

    word: int
    at: int
    asked: Phone
    heard: tuple[Phone, ...]

    @property
    def kind(self) -> str:
        """As in "TH>T", "T>" and ">IY"."""
        return f"{self.asked}>{' '.join(self.heard)}"


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a voice says a text. words: of the text, without punctuation; end: marks after the last symbol."""

    text: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    end: str
    alphabet: Alphabet

    @property
    def written(self) -> str:
        """In the voice's own letters."""
        return "".join(token.before + token.symbol for token in self.tokens) + self.end

    @property
    def phones(self) -> tuple[tuple[Phone, ...], ...]:
        """ARPAbet without stress, word by word; may be empty for a word that is swallowed."""
        found: list[list[Phone]] = [[] for _ in self.words]
        for token in self.tokens:
            found[token.word] += token.phones
        return tuple(map(tuple, found))

    @property
    def stresses(self) -> tuple[tuple[int, ...], ...]:
        """For each phone: 1 for the primary stress, 2 for the secondary, 0 for none and for consonants."""
        found: list[list[int]] = [[] for _ in self.words]
        for token in self.tokens:
            found[token.word] += [token.stress if phone in VOWELS else 0 for phone in token.phones]
        return tuple(map(tuple, found))

    def with_change(self, change: Change) -> Rendering:
        """The same with one place said otherwise. Raises ValueError where there is no such place."""
        if change.asked == NOTHING:
            return self._put_in(change)
        seen = 0
        for index, token in enumerate(self.tokens):
            if token.word != change.word:
                continue
            inside = change.at - seen
            if 0 <= inside < len(token.phones):
                if token.phones[inside] != change.asked:
                    raise ValueError(f"there is {token.phones[inside]}, not {change.asked}, in {self.written}")
                phones = (*token.phones[:inside], *change.heard, *token.phones[inside + 1 :])
                return self._replaced(index, phones)
            seen += len(token.phones)
        raise ValueError(f"word {change.word} of {self.text!r} has no sound {change.at}")

    def _put_in(self, change: Change) -> Rendering:
        own = [index for index, token in enumerate(self.tokens) if token.word == change.word]
        seen = 0
        for index in own:
            if seen == change.at:
                return self._replaced(index, (*change.heard, *self.tokens[index].phones), kept=True)
            seen += len(self.tokens[index].phones)
        if not own or seen != change.at:
            raise ValueError(f"word {change.word} of {self.text!r} has no place {change.at}")
        return self._replaced(own[-1], (*self.tokens[own[-1]].phones, *change.heard), kept=True)

    def _replaced(self, index: int, phones: tuple[Phone, ...], *, kept: bool = False) -> Rendering:
        """kept: the token's own symbol stays at the end, or at the beginning, of what is written."""
        token = self.tokens[index]
        if not phones:
            return self._without(index)
        if kept and phones[: len(token.phones)] == token.phones:
            symbol = token.symbol + self._write(phones[len(token.phones) :], token)
        elif kept:
            symbol = self._write(phones[: -len(token.phones)], token) + token.symbol
        else:
            symbol = self._write(phones, token)
        changed = replace(token, symbol=symbol, phones=phones)
        return replace(self, tokens=(*self.tokens[:index], changed, *self.tokens[index + 1 :]))

    def _write(self, phones: tuple[Phone, ...], token: Token) -> str:
        return self.alphabet.write(phones, stressed=token.stress > 0)

    def _without(self, index: int) -> Rendering:
        """The marks before a token that goes stay where they are."""
        marks = self.tokens[index].before
        rest = list(self.tokens[index + 1 :])
        if rest:
            rest[0] = replace(rest[0], before=marks + rest[0].before)
        end = self.end if rest else marks + self.end
        return replace(self, tokens=(*self.tokens[:index], *rest), end=end)


class ChosenPhones(Protocol):
    """A voice that can be told its sounds. name: of the engine and the speaker."""

    @property
    def name(self) -> str: ...

    @property
    def alphabet(self) -> Alphabet: ...

    def phones_of(self, text: str) -> str: ...

    def say_phones(self, written: str, speed: float) -> Sound: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, eq=False)
class HibariPhones:
    """The voice inside hibari-tts."""

    voice: HibariVoice
    name: str = "hibari"
    alphabet: Alphabet = MISAKI

    def phones_of(self, text: str) -> str:
        return self.voice.phones_of(text)

    def say_phones(self, written: str, speed: float) -> Sound:
        return self.voice.say_phones(written, speed)


@dataclass(frozen=True, eq=False)
class PiperPhones:
    """An English Piper voice."""

    voice: PiperVoice
    name: str
    alphabet: Alphabet = IPA

    def phones_of(self, text: str) -> str:
        return self.voice.phones_of(text)

    def say_phones(self, written: str, speed: float) -> Sound:
        return self.voice.say_phones(written, speed)


@dataclass(frozen=True, eq=False)
class EspeakPhones:
    """A variant of espeak-ng's American voice. key: what `voice` calls it, where it would expect a language."""

    voice: EspeakVoice
    key: LanguageCode
    name: str
    alphabet: Alphabet = ESPEAK

    def phones_of(self, text: str) -> str:
        return self.voice.phones_of(text, self.key)

    def say_phones(self, written: str, speed: float) -> Sound:
        return self.voice.say_phones(written, self.key, speed)


def render(voice: ChosenPhones, text: str) -> Rendering:
    """How the voice says a text of its own accord. Raises ValueError for a symbol that stands for no known phone."""
    words = words_of(text)
    *symbols, (end, _, _) = voice.alphabet.read(voice.phones_of(text))
    groups = _groups([marks for marks, _, _ in symbols])
    # A figure may be read as several words.
    plainly = all(word.replace("'", "").replace("’", "").isalpha() for word in words)
    if plainly and groups and groups[-1] + 1 == len(words):
        owners: Sequence[int] = groups
    else:
        owners = _aligned([phones for _, _, phones in symbols], [_alone(voice, word) for word in words])
    tokens = []
    for (before, symbol, phones), word in zip(symbols, owners, strict=True):
        plain = tuple(_spelt(phone, words[word]) for phone in phones)
        tokens.append(Token(before, symbol, plain, voice.alphabet.stress(before), word))
    return Rendering(text, words, tuple(tokens), end, voice.alphabet)


def say(voice: ChosenPhones, rendering: Rendering, speed: float = 1.0) -> Samples:
    """float32 mono at 16 kHz."""
    return samples_of(voice.say_phones(rendering.written, speed))


def samples_of(sound: Sound) -> Samples:
    """float32 mono at 16 kHz, in [-1, 1]."""
    samples = np.frombuffer(sound.samples, np.float32)
    if sound.rate_hz != SAMPLE_RATE_HZ:
        samples = resample(samples, sound.rate_hz, SAMPLE_RATE_HZ)
    return np.clip(samples, -1.0, 1.0)


def words_of(text: str) -> tuple[str, ...]:
    """Between spaces, without punctuation around them; what has neither letter nor digit is no word."""
    bare = (word.strip(_EDGES) for word in text.split())
    return tuple(word for word in bare if any(character.isalnum() for character in word))


def _groups(marks: Sequence[str]) -> list[int]:
    """For each symbol, how many spaces came before: mostly its word."""
    numbers: list[int] = []
    for mark in marks:
        at = numbers[-1] if numbers else 0
        numbers.append(at + (1 if numbers and " " in mark else 0))
    return numbers


@lru_cache(maxsize=4096)
def _alone(voice: ChosenPhones, word: str) -> tuple[tuple[Phone, ...], ...]:
    return tuple(phones for _, symbol, phones in voice.alphabet.read(voice.phones_of(word)) if symbol)


def _aligned(symbols: Sequence[tuple[Phone, ...]], words: Sequence[Sequence[tuple[Phone, ...]]]) -> list[int]:
    """Which word each symbol is of, where a voice runs words together: by how it says the words alone."""
    alone = [(phones, number) for number, word in enumerate(words) for phones in word]
    if not alone:
        return [0] * len(symbols)
    costs = np.zeros((len(symbols) + 1, len(alone) + 1))
    costs[:, 0] = np.arange(len(symbols) + 1)
    costs[0] = np.arange(len(alone) + 1)
    for i, one in enumerate(symbols, 1):
        for j, (other, _) in enumerate(alone, 1):
            swapped = costs[i - 1, j - 1] + _distance(one, other)
            costs[i, j] = min(swapped, costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    owners = [0] * len(symbols)
    i, j = len(symbols), len(alone)
    while i > 0:
        owners[i - 1] = alone[max(j - 1, 0)][1]
        if j > 0 and costs[i, j] == costs[i - 1, j - 1] + _distance(symbols[i - 1], alone[j - 1][0]):
            i, j = i - 1, j - 1
        elif j > 0 and costs[i, j] == costs[i, j - 1] + 1:
            j -= 1
        else:
            i -= 1
    return owners


def _distance(one: Sequence[Phone], other: Sequence[Phone]) -> float:
    if tuple(one) == tuple(other):
        return 0.0
    both = {phone in VOWELS for phone in (*one, *other)}
    return 0.6 if len(both) == 1 else 1.5


def _spelt(phone: Phone, word: str) -> Phone:
    if phone != FLAP:
        return phone
    letters = word.lower()
    return Phone("D" if "d" in letters and "t" not in letters else "T")


def voices_of(
    language: LanguageCode,
    find: Callable[[str], Path | None],
    piper: Sequence[str] = (),
    espeak: Sequence[str] | None = None,
) -> list[ChosenPhones]:
    """hibari's voice, these Piper models where they are installed (`find` says where), and variants of espeak-ng's.

    espeak: None for the usual ones of the language. Those of other languages than English say only texts: what their
    symbols stand for isn't known. Once in a process: espeak-ng keeps its state there.
    """
    variants = ESPEAK_VARIANTS.get(language, (language,)) if espeak is None else espeak
    library = EspeakVoice({LanguageCode(variant): variant for variant in variants})
    installed = [model for model in piper if find(model) is not None]
    return [
        *([HibariPhones(HibariVoice())] if language == ENGLISH else []),
        *(PiperPhones(PiperVoice(find, model, frozenset({language})), model) for model in installed),
        *(EspeakPhones(library, LanguageCode(variant), f"espeak {variant}") for variant in variants),
    ]


def english_voices(
    find: Callable[[str], Path | None], piper: Sequence[str] = (), espeak: Sequence[str] | None = None
) -> list[ChosenPhones]:
    """`voices_of` English."""
    return voices_of(ENGLISH, find, piper, espeak)


@dataclass(frozen=True, eq=False)
class KeptVoice:
    """A voice whose sounds are kept in a folder, so that it says the same again in the same way."""

    voice: ChosenPhones
    folder: Path

    @property
    def name(self) -> str:
        return self.voice.name

    @property
    def alphabet(self) -> Alphabet:
        return self.voice.alphabet

    def phones_of(self, text: str) -> str:
        return self.voice.phones_of(text)

    def say_phones(self, written: str, speed: float) -> Sound:
        """Raises what the voice raises, DiskFull, FolderReadOnly; UnreadableAudio for a file that was spoilt."""
        key = hashlib.sha256(f"{self.name}\0{written}\0{speed}".encode()).hexdigest()[:24]
        path = self.folder / f"{key}.wav"
        if not path.exists():
            sound = self.voice.say_phones(written, speed)
            write_wav(path, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
        samples, rate_hz = read_wav_as_is(path)
        return Sound(samples.tobytes(), rate_hz)
