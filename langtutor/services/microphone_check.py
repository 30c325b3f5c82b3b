"""Is the microphone good enough? From the samples of one sentence: silent, too quiet, too loud, or fine."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from langtutor.core.audio import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

SILENT_BELOW = 0.003
"""Peak of a whole sentence, of full scale. Even a quiet room gives more than this to a microphone that is on."""

QUIET_BELOW = 0.04
"""Peak of the loud moments. Below it, what one says drowns in the noise of most rooms."""

CLIPS_AT = 0.985
CLIPS_OFTEN = 0.004
"""Of the moments: a single click against the microphone is no reason to change anything."""

LOUD_SHARE = 0.1
_MOMENT_S = 0.03


class Hearing(StrEnum):
    SILENT = "silent"
    """Nothing at all comes in."""
    QUIET = "quiet"
    CLIPS = "clips"
    """Louder than the microphone can take."""
    GOOD = "good"


class LevelCheck:
    """Takes a sentence in pieces of any length."""

    def __init__(self) -> None:
        self._peaks: list[float] = []
        self._rest = 0.0
        self._rest_samples = 0

    def add(self, samples: Samples) -> None:
        """samples: mono, 16 kHz, in [-1, 1]."""
        size = int(_MOMENT_S * SAMPLE_RATE_HZ)
        start = 0
        while start < len(samples):
            piece = samples[start : start + size - self._rest_samples]
            self._rest = max(self._rest, float(abs(piece).max()))
            self._rest_samples += len(piece)
            start += len(piece)
            if self._rest_samples >= size:
                self._peaks.append(self._rest)
                self._rest, self._rest_samples = 0.0, 0

    def judge(self) -> Hearing:
        """Of what came so far; nothing is silent."""
        if not self._peaks or max(self._peaks) < SILENT_BELOW:
            return Hearing.SILENT
        clipped = sum(peak >= CLIPS_AT for peak in self._peaks)
        if clipped >= 2 and clipped / len(self._peaks) >= CLIPS_OFTEN:
            return Hearing.CLIPS
        loud = sorted(self._peaks, reverse=True)[: max(1, round(LOUD_SHARE * len(self._peaks)))]
        return Hearing.QUIET if sum(loud) / len(loud) < QUIET_BELOW else Hearing.GOOD
