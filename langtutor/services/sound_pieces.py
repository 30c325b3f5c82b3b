"""Pieces of recordings and of what a voice says, and what a recording looks like."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.audio import Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AROUND_S = 0.04
"""Heard before and after a word that is cut out: its edges are never known better."""
FADE_S = 0.008
PEAK_S = 0.01
LOUD = 0.1
"""Of the loudest: what is below, at either end, is silence."""
WEAK_S = 0.12
"""How long a sound that is no louder may last: an s or an f."""
MARGIN_S = 0.25
"""Of silence that is shown and heard before and after."""


@dataclass(frozen=True, slots=True)
class Wave:
    """peaks: the loudest of every 10 ms from `start_s` to `end_s`, in [0, 1]; silence before and after is left out.

    first_s, last_s: where something was said at the earliest and at the latest; weak sounds may be at the very edge.
    """

    peaks: tuple[float, ...]
    start_s: float
    end_s: float
    first_s: float
    last_s: float


def read(recording: Path) -> tuple[NDArray[np.float32], int]:
    from langtutor.content.wav import read_wav_as_is

    return read_wav_as_is(recording)


def samples_of(sound: Sound) -> NDArray[np.float32]:
    import numpy as np

    return np.frombuffer(sound.samples, np.float32)


def cut(samples: NDArray[np.float32], rate_hz: int, start_s: float, end_s: float | None) -> Sound:
    """A piece with soft edges: a hard cut clicks."""
    import numpy as np

    first = max(0, round((start_s - AROUND_S) * rate_hz))
    last = len(samples) if end_s is None else round((end_s + AROUND_S) * rate_hz)
    piece = samples[first : max(first, last)].astype(np.float32)
    fade = min(len(piece) // 2, round(FADE_S * rate_hz))
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    piece[:fade] *= ramp
    piece[len(piece) - fade :] *= ramp[::-1]
    return Sound(piece.tobytes(), rate_hz)


def wave_of(recording: Path) -> Wave:
    """Raises UnreadableAudio."""
    import numpy as np

    samples, rate_hz = read(recording)
    duration_s = len(samples) / rate_hz
    step = max(1, round(PEAK_S * rate_hz))
    whole = np.abs(np.pad(samples, (0, -len(samples) % step)).reshape(-1, step))
    peaks = np.minimum(whole.max(axis=1, initial=0.0), 1.0)
    loud = np.flatnonzero(peaks > LOUD * peaks.max(initial=0.0))
    if not len(loud):
        return Wave(tuple(peaks.tolist()), 0.0, duration_s, 0.0, duration_s)
    margin = round(MARGIN_S / PEAK_S)
    first, last = max(0, int(loud[0]) - margin), min(len(peaks), int(loud[-1]) + 1 + margin)
    step_s = step / rate_hz
    return Wave(
        peaks=tuple(peaks[first:last].tolist()),
        start_s=first * step_s,
        end_s=min(last * step_s, duration_s),
        first_s=max(0.0, int(loud[0]) * step_s - WEAK_S),
        last_s=min((int(loud[-1]) + 1) * step_s + WEAK_S, duration_s),
    )
