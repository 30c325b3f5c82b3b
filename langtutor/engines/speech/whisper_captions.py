"""Live captions by Whisper, for languages that have no quicker model: heard again about once a second.

What two hearings after each other agree on has settled (local agreement: Liu et al. 2020, Macháček et al. 2023). At a
pause all has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption, HeardWord
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.vad import SileroProbabilities, SileroWatcher
from langtutor.engines.speech.whisper import WhisperRecogniser

EVERY_S = 1.0
LONGEST_S = 8.0
"""How much is heard again each time, about; what has settled before is left."""
PAUSE_S = 0.7
BEFORE_S = 0.5
"""Silence that is kept before what comes next."""

Samples = NDArray[np.float32]
Glimpse = Callable[[Samples], Sequence[HeardWord] | None]
"""What seems to have been said; None where there is no time to look."""


class WhisperCaptions:
    """Captioners on the ear's own model."""

    def __init__(self, recogniser: Callable[[LanguageCode], WhisperRecogniser]) -> None:
        self._recogniser = recogniser

    def captioner(self, language: LanguageCode) -> WhisperCaptioner:
        """Loads nothing yet. Raises ModelMissing, UnsupportedLanguage."""
        ear = self._recogniser(language)
        watcher = SileroWatcher(SileroProbabilities())
        return WhisperCaptioner(lambda samples: ear.glimpse(samples, language), watcher)

    def warm_up(self, language: LanguageCode) -> None:
        """Raises ModelMissing, UnsupportedLanguage."""
        self._recogniser(language).warm_up(language)


class WhisperCaptioner:
    """A `Captioner`."""

    def __init__(self, glimpse: Glimpse, watcher: SileroWatcher) -> None:
        self._glimpse = glimpse
        self._watcher = watcher
        self._heard: Samples = np.zeros(0, np.float32)
        self._samples = 0
        self._unheard = 0  # samples since the last look
        self._done: list[str] = []  # words before what is heard again
        self._settled: list[str] = []
        self._last: list[HeardWord] = []
        self._speech = False

    def feed(self, samples: Samples) -> Caption:
        """float32 at 16 kHz, any number of them."""
        state = self._watcher.feed(samples)
        self._heard = np.concatenate([self._heard, samples])
        self._samples += len(samples)
        self._unheard += len(samples)
        self._speech = self._speech or state.speaking
        if not self._speech:
            self._unheard = 0
            self._leave(len(self._heard) - int(BEFORE_S * SAMPLE_RATE_HZ))
        elif not state.speaking and state.silence_s >= PAUSE_S:
            self._look()
            self._end_of_utterance()
        elif self._unheard >= EVERY_S * SAMPLE_RATE_HZ:
            self._look()
        return self._caption()

    def finish(self) -> Caption:
        """The recording is over: what was seen last has settled. Nothing is heard again: the transcript comes now."""
        self._end_of_utterance()
        return self._caption()

    def _look(self) -> None:
        found = self._glimpse(self._heard)
        if found is None:
            return
        self._unheard = 0
        words = list(found)
        agreed = takewhile(lambda pair: _same(*pair), zip(words, self._last, strict=False))
        count = sum(1 for _ in agreed)
        if count > len(self._settled):
            self._settled += [word.text for word in words[len(self._settled) : count]]
        self._last = words
        if len(self._heard) > LONGEST_S * SAMPLE_RATE_HZ:
            self._move_on()

    def _move_on(self) -> None:
        """Leave what has settled, or, where nothing has, what was heard in the first half."""
        half = len(self._heard) / 2 / SAMPLE_RATE_HZ
        count = min(len(self._settled), len(self._last))
        if not count:
            count = sum(1 for word in self._last if word.end_s <= half)
            self._settled = [word.text for word in self._last[:count]]
        until_s = self._last[count - 1].end_s if count else half
        self._done += self._settled
        self._settled = []
        self._last = [
            HeardWord(word.text, word.start_s - until_s, word.end_s - until_s, word.probability)
            for word in self._last[count:]
        ]
        self._leave(int(until_s * SAMPLE_RATE_HZ))

    def _end_of_utterance(self) -> None:
        self._done += self._settled + [word.text for word in self._last[len(self._settled) :]]
        self._settled, self._last = [], []
        self._speech = False
        self._unheard = 0
        self._leave(len(self._heard) - int(BEFORE_S * SAMPLE_RATE_HZ))

    def _leave(self, samples: int) -> None:
        if samples > 0:
            self._heard = self._heard[samples:]

    def _caption(self) -> Caption:
        tentative = [word.text for word in self._last[len(self._settled) :]]
        return Caption(" ".join(self._done + self._settled), " ".join(tentative), self._samples / SAMPLE_RATE_HZ)


def _same(one: HeardWord, other: HeardWord) -> bool:
    return re.sub(r"[^\w']", "", one.text.casefold()) == re.sub(r"[^\w']", "", other.text.casefold())
