"""Hearing: what was said, how well candidate texts fit it, and whether somebody is speaking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from langtutor.core.ear_requests import Caption, Heard, SpeechState
from langtutor.core.language import LanguageCode


class SpeechRecogniser(Protocol):
    """samples: float32, mono, 16 kHz, in [-1, 1]. Raises ModelMissing, UnsupportedLanguage, NoSpeech."""

    def hear(self, samples: NDArray[np.float32], language: LanguageCode, candidates: tuple[str, ...]) -> Heard: ...

    def language_of(self, samples: NDArray[np.float32], among: Sequence[LanguageCode]) -> LanguageCode: ...


class SpeechWatcher(Protocol):
    """Follows one recording chunk by chunk. Fed with float32 samples at 16 kHz, any number at a time."""

    def feed(self, samples: NDArray[np.float32]) -> SpeechState: ...


class Captioner(Protocol):
    """Says what seems to have been said so far. Fed with float32 samples at 16 kHz, any number at a time."""

    def feed(self, samples: NDArray[np.float32]) -> Caption: ...

    def finish(self) -> Caption: ...
