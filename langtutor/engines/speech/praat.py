"""The few things of Praat that are used here, with types. Numbers in, numbers out.

What Praat can't analyse (a sound shorter than its window) comes back as nothing voiced and nothing to be heard.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Numbers = NDArray[np.float64]

FULL_SCALE_DB = 93.98
"""Praat's decibels are above 20 µPa; a sample of 1 counts as 1 Pa."""
SILENT_DB = -120.0
_PERIODS = 3.0
"""Praat's windows for pitch are three periods of the lowest one long."""


def pitch(samples: Samples, rate_hz: int, floor_hz: float, ceiling_hz: float, times_s: Numbers) -> Numbers:
    """Hz at each of these evenly spaced times, 0 where nothing is voiced. Autocorrelation (Boersma 1993)."""
    if len(samples) / rate_hz < _PERIODS / floor_hz or len(times_s) < 2:
        return np.zeros(len(times_s))
    found = _sound(samples, rate_hz).to_pitch_ac(
        time_step=float(times_s[1] - times_s[0]), pitch_floor=floor_hz, pitch_ceiling=ceiling_hz
    )
    values = np.asarray(found.selected_array["frequency"], np.float64)
    frames = np.rint((times_s - found.x1) / found.dx).astype(int)
    inside = (frames >= 0) & (frames < len(values))
    return np.where(inside, values[np.clip(frames, 0, len(values) - 1)], 0.0)


def intensity(samples: Samples, rate_hz: int, lowest_hz: float, times_s: Numbers) -> Numbers:
    """dB of full scale at these times; windows keep the periods of `lowest_hz` from showing."""
    if len(samples) / rate_hz <= 6.5 / lowest_hz or len(times_s) < 2:
        return np.full(len(times_s), SILENT_DB)
    found = _sound(samples, rate_hz).to_intensity(
        minimum_pitch=lowest_hz, time_step=float(times_s[1] - times_s[0]), subtract_mean=True
    )
    values = np.maximum(np.asarray(found.values, np.float64)[0] - FULL_SCALE_DB, SILENT_DB)
    return np.asarray(np.interp(times_s, found.xs(), values), np.float64)


def lengthened(samples: Samples, rate_hz: int, factor: float, floor_hz: float, ceiling_hz: float) -> Samples:
    """So many times as long, at the same pitch: overlap-add of whole periods (Moulines and Charpentier 1990).

    The sound must be longer than three periods of the floor.
    """
    from parselmouth.praat import call

    made = call(_sound(samples, rate_hz), "Lengthen (overlap-add)", floor_hz, ceiling_hz, factor)
    return np.asarray(made.values[0], np.float32)


def _sound(samples: Samples, rate_hz: int) -> Any:
    import parselmouth

    return parselmouth.Sound(samples.astype(np.float64), float(rate_hz))
