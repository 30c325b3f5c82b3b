"""espeak-ng: a plain voice for every language it has, through the library that espeakng-loader carries."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Spoken

# speak_lib.h
_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_DONT_EXIT = 0x8000
_PARAMETER_RATE = 1
_POSITION_CHARACTER = 1
_CHARS_UTF8 = 1
_PHONEMES = 0x100
_ASCII_MNEMONICS = 0
_IPA = 0x02
_APART = ord("_") << 8
"""Between any two phonemes."""

_NATURAL_WORDS_PER_MINUTE = 160
_SLOWEST, _FASTEST = 80, 450  # words per minute: what espeak-ng follows

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class EspeakVoice:
    """A `Voice`. espeak-ng keeps its state in the process: one instance, one thread. Loads at the first text.

    voices: espeak-ng's voice for each language (`pt-br`; `espeak-ng --voices` lists them).
    """

    def __init__(self, voices: Mapping[LanguageCode, str]) -> None:
        self._voices = dict(voices)

    def languages(self) -> frozenset[LanguageCode]:
        return frozenset(self._voices)

    def say(self, text: str, language: LanguageCode, speed: float) -> Spoken:
        """Speeds beyond 0.5 and 2.8 come out as these. Raises UnsupportedLanguage, EngineFailed."""
        voice = self._voices.get(language)
        if voice is None:
            raise UnsupportedLanguage(language=language, capability="voice")
        name = f"espeak-ng-{voice}"
        if speed <= 0:
            raise ValueError(f"speed must be positive: {speed}")
        if not any(character.isalnum() for character in text):
            raise EngineFailed(engine=name, detail="there is nothing to speak in this text")
        words_per_minute = min(max(round(_NATURAL_WORDS_PER_MINUTE * speed), _SLOWEST), _FASTEST)
        samples = self._library.speak(text, voice, words_per_minute)
        return Spoken(_sound(samples, self._library.rate_hz), name)

    def phones_of(self, text: str, language: LanguageCode) -> str:
        """How it would say a text, for `say_phones`: clauses in [[ ]], in espeak-ng's ASCII mnemonics with stress."""
        clauses = self._library.phones(text, self._voices[language])
        last = text.rstrip()[-1:]
        return ", ".join(f"[[{clause}]]" for clause in clauses) + (last if last in ("?", "!") else ".")

    def phones(self, text: str, language: LanguageCode) -> str:
        return self.phones_of(text, language)

    def ipa_of(self, text: str, language: LanguageCode) -> tuple[str, ...]:
        """The sounds of a text one by one, in IPA as espeak-ng spells it (`tʃ`, `ɐ̃ʊ̃`), without stress."""
        clauses = self._library.phones(text, self._voices[language], _IPA | _APART)
        signs = (sign.strip("ˈˌ ") for clause in clauses for sign in clause.replace(" ", "_").split("_"))
        return tuple(sign for sign in signs if sign)

    def ipa(self, text: str, language: LanguageCode) -> str:
        """The whole text in IPA, with stress where espeak-ng puts it: before the vowel."""
        return " ".join(self._library.phones(text, self._voices[language], _IPA))

    def say_phones(self, phones: str, language: LanguageCode, speed: float) -> Sound:
        """Raises EngineFailed."""
        rate = min(max(round(_NATURAL_WORDS_PER_MINUTE * speed), _SLOWEST), _FASTEST)
        return _sound(self._library.speak(phones, self._voices[language], rate, _PHONEMES), self._library.rate_hz)

    @cached_property
    def _library(self) -> _Library:
        return _Library()


def _sound(samples: bytes, rate_hz: int) -> Sound:
    return Sound((np.frombuffer(samples, np.int16).astype(np.float32) / 32768).tobytes(), rate_hz)


class _Library:
    """libespeak-ng, set up to hand its samples over instead of playing them. Raises EngineFailed."""

    def __init__(self) -> None:
        import espeakng_loader

        try:
            self._calls = ctypes.CDLL(espeakng_loader.get_library_path())
            data = espeakng_loader.get_data_path()
        except (OSError, RuntimeError) as error:
            raise EngineFailed(engine="espeak-ng", detail=str(error)) from error
        self._calls.espeak_Synth.argtypes = [
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        self._calls.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        self._calls.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self.rate_hz: int = self._calls.espeak_Initialize(_OUTPUT_SYNCHRONOUS, 0, data.encode(), _INITIALIZE_DONT_EXIT)
        if self.rate_hz <= 0:
            raise EngineFailed(engine="espeak-ng", detail=f"it does not start with the data in {data}")
        self._samples = bytearray()
        self._callback = _Callback(self._collect)  # kept: espeak-ng holds only a pointer to it

    def phones(self, text: str, voice: str, mode: int = _ASCII_MNEMONICS) -> list[str]:
        """One string for each clause."""
        self._choose(voice)
        left = ctypes.c_char_p(_encoded(text))
        clauses = []
        while left.value is not None:
            said: bytes = self._calls.espeak_TextToPhonemes(ctypes.byref(left), _CHARS_UTF8, mode)
            clauses.append(said.decode().strip())
        return [clause for clause in clauses if clause]

    def speak(self, text: str, voice: str, words_per_minute: int, flags: int = 0) -> bytes:
        """Mono, signed 16 bits, native byte order, at rate_hz."""
        self._choose(voice)
        self._calls.espeak_SetParameter(_PARAMETER_RATE, words_per_minute, 0)
        self._samples.clear()
        # Each time, because the library is one for the whole process, and another instance may have set its own.
        self._calls.espeak_SetSynthCallback(self._callback)
        encoded, flags = _encoded(text), flags | _CHARS_UTF8
        if self._calls.espeak_Synth(encoded, len(encoded), 0, _POSITION_CHARACTER, 0, flags, None, None) != 0:
            raise EngineFailed(engine="espeak-ng", detail="it refused this text")
        return bytes(self._samples)

    def _choose(self, voice: str) -> None:
        if self._calls.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EngineFailed(engine="espeak-ng", detail=f"it has no voice {voice}")

    def _collect(self, samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, 2 * count)
        return 0


def _encoded(text: str) -> bytes:
    """A NUL would end the text early; a lone surrogate has no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", errors="replace") + b"\0"
