"""The English voice that lies inside hibari-tts's wheel."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Spoken

_SPEAKS = LanguageCode("en")
_NAME = "hibari-heart"
_SEED = 1


class _Synthesiser(Protocol):
    def __call__(self, text: str, speed: float = 1.0, seed: int | None = None) -> NDArray[np.float32]: ...

    def phonemize(self, text: str) -> list[str]: ...

    def from_phonemes(self, phonemes: str, speed: float = 1.0, seed: int | None = None) -> NDArray[np.float32]: ...


class HibariVoice:
    """A `Voice`: 24 kHz, American. Loads at the first text (0.7 s, 165 MB)."""

    def languages(self) -> frozenset[LanguageCode]:
        return frozenset({_SPEAKS})

    def say(self, text: str, language: LanguageCode, speed: float) -> Spoken:
        """The same text always sounds the same. Raises UnsupportedLanguage, EngineFailed."""
        if language != _SPEAKS:
            raise UnsupportedLanguage(language=language, capability="voice")
        if speed <= 0:
            raise ValueError(f"speed must be positive: {speed}")
        if not any(character.isalnum() for character in text):
            raise EngineFailed(engine=_NAME, detail="there is nothing to speak in this text")
        return Spoken(self._sound(self._synthesiser(text, speed=speed, seed=_SEED)), _NAME)

    def phones_of(self, text: str) -> str:
        """How it would say a text, for `say_phones`: misaki's letters with stress and punctuation."""
        return " ".join(self._synthesiser.phonemize(text))

    def phones(self, text: str, language: LanguageCode) -> str:
        return self.phones_of(text)

    def say_phones(self, phones: str, speed: float) -> Sound:
        """Raises EngineFailed."""
        return self._sound(self._synthesiser.from_phonemes(phones, speed=speed, seed=_SEED))

    def _sound(self, samples: NDArray[np.float32]) -> Sound:
        if not samples.size:
            raise EngineFailed(engine=_NAME, detail="it has no sounds for this text")
        return Sound(np.clip(samples, -1, 1).astype(np.float32).tobytes(), self._rate_hz)

    @cached_property
    def _synthesiser(self) -> _Synthesiser:
        # Given a path, hibari asks neither for its cache nor for the network; the voices it would fetch are others.
        from hibari.tts import ASSETS, Hibari

        loaded: _Synthesiser = Hibari(model=str(Path(ASSETS) / "hibari.onnx"), threads=2)
        return loaded

    @cached_property
    def _rate_hz(self) -> int:
        from hibari.tts import SAMPLE_RATE

        return int(SAMPLE_RATE)
