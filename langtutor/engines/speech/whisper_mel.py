"""Whisper's log-mel features, computed for what was recorded only: silence after it is filled in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HOP = 160
WINDOW = 400
LOUDEST_LESS = 8.0
"""What is quieter than the loudest by more than this (log10 of power) counts as just so quiet."""
AT_ONCE = 32
"""Frames whose bands are added up at once: so few that BLAS does it in this thread. Its others would go on spinning for
50 ms, in the encoder's way, which then takes half as long again."""
_LEAST = 1e-10

Samples = NDArray[np.float32]
Mel = NDArray[np.float32]


class LogMel:
    """The features of Radford et al. 2022, sec. 2.2, as faster-whisper computes them."""

    def __init__(self, bands: int) -> None:
        from faster_whisper.feature_extractor import FeatureExtractor

        self._filters = np.ascontiguousarray(FeatureExtractor.get_mel_filters(16_000, WINDOW, bands), np.float32)
        self._taper = np.hanning(WINDOW + 1)[:-1].astype(np.float32)

    def of(self, samples: Samples, frames: int) -> Mel:
        """float32 of shape (bands, frames), one frame for each 10 ms; beyond the samples it is silent."""
        heard = samples[: frames * HOP].astype(np.float32, copy=False)
        spoken = min(frames, (len(heard) + WINDOW // 2) // HOP + 1)
        padded = np.zeros((spoken - 1) * HOP + WINDOW, np.float32)
        start = WINDOW // 2
        part = heard[: len(padded) - start]
        padded[start : start + len(part)] = part
        mirrored = heard[1 : start + 1][::-1]
        padded[start - len(mirrored) : start] = mirrored
        windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
        power = np.abs(np.fft.rfft(windows * self._taper, axis=1)).astype(np.float32) ** 2
        bands = [self._filters @ power[at : at + AT_ONCE].T for at in range(0, spoken, AT_ONCE)]
        levels = np.log10(np.maximum(np.concatenate(bands, axis=1), _LEAST))
        quietest = max(float(levels.max()), np.log10(_LEAST)) - LOUDEST_LESS
        mel = np.full((len(self._filters), frames), max(quietest, np.log10(_LEAST)), np.float32)
        mel[:, :spoken] = np.maximum(levels, quietest)
        scaled: Mel = (mel + np.float32(4.0)) / np.float32(4.0)
        return scaled
