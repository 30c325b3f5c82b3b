"""Was the recording good enough to be judged? From the samples alone: muted, silent, clipped, noisy, quiet, narrow.

Everything is kept by frames of 32 ms, four numbers each, so that ten minutes cost no memory worth mentioning and a
recording can be judged while it is made.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.sound_quality import Issue, SoundQuality

Samples = NDArray[np.float32]
Regions = Sequence[tuple[int, int]]
"""Half-open ranges of samples in which somebody speaks."""

FRAME = 512
_GUARD = 5
"""Frames beside speech that are neither: breath, and an ear that answers late."""

MUTED_BELOW = 0.0005
"""Peak, of full scale: a microphone that is on gives more than its own noise even in a quiet room."""
FAINT_BELOW = 0.003
"""Peak. Below it speech can't be told from silence."""
QUIET_BELOW_DB = -40.0
"""Level of speech, of full scale."""
NOISY_BELOW_DB = 10.0
"""Speech above noise."""
_LOUDEST_DB = 4.0
"""The loudest third of the frames is so much above all of the speech."""
FULL_SCALE = 0.985
CLIPS_OFTEN = 0.01
"""Of the speech frames: a single click against the microphone is no reason to change anything."""
NARROW_BELOW_DB = -40.0
"""What lies above 4 kHz beside what lies just below: a telephone's filter leaves less, a voice never does."""
_NARROW_NEEDS_DB = -62.0
"""Level just below 4 kHz, under which 16 bits can't show the difference."""
_TOO_SHORT_FRAMES = 8


class SoundMeter:
    """Takes a recording in pieces of any length: float32 mono at 16 kHz in [-1, 1]. Not thread-safe."""

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.float32)
        self._frames: list[NDArray[np.float64]] = []
        self._window = np.hanning(FRAME)
        hz = np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE_HZ)
        self._bands = [hz >= 100, (hz >= 2000) & (hz <= 3400), (hz >= 4500) & (hz <= 7500)]
        self._peak = 0.0

    def add(self, samples: Samples) -> None:
        self._peak = max(self._peak, float(np.abs(samples).max(initial=0.0)))
        joined = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        count = len(joined) // FRAME
        self._rest = joined[count * FRAME :].copy()
        if count:
            self._frames.append(self._measured(joined[: count * FRAME].reshape(count, FRAME)))

    @property
    def peak(self) -> float:
        return self._peak

    @property
    def is_muted(self) -> bool:
        """Nothing at all came in so far."""
        return self._peak < MUTED_BELOW

    def clips_now(self, frames: int = 30) -> bool:
        """Whether more than one of the last frames was louder than the microphone can take."""
        recent = np.concatenate(self._frames[-frames:])[-frames:] if self._frames else np.zeros((0, 4))
        return int(recent[:, 3].sum()) >= 2

    def judge(self, speech: Regions | None = None) -> SoundQuality:
        """Of what came so far. speech: None where nobody watched for it, so that the loud frames are taken for it;
        empty where somebody did, and heard none."""
        frames = np.concatenate(self._frames) if self._frames else np.zeros((0, 4))
        spoken, quiet = _parted(frames[:, 0], speech)
        clipped = float(frames[spoken, 3].mean()) if spoken.any() else 0.0
        speech_db = _db(frames[spoken, 0].mean()) if spoken.any() else -np.inf
        snr_db = _above(frames[spoken, 0], frames[quiet, 0]) if spoken.any() and quiet.any() else None
        bandwidth_db = _bandwidth(frames[spoken])
        issues = tuple(self._issues(speech, speech_db, snr_db, bandwidth_db, clipped, int(frames[spoken, 3].sum())))
        return SoundQuality(self._peak, float(speech_db), snr_db, bandwidth_db, clipped, issues)

    def _issues(
        self,
        speech: Regions | None,
        speech_db: float,
        snr_db: float | None,
        bandwidth_db: float | None,
        clipped: float,
        clipped_frames: int,
    ) -> list[Issue]:
        if self._peak < MUTED_BELOW:
            return [Issue.MUTED]
        if self._peak < FAINT_BELOW:
            return [Issue.TOO_QUIET]
        if speech is not None and not speech:
            return [Issue.NOBODY_SPOKE]
        more_db = _LOUDEST_DB if speech is None else 0.0
        found = {
            Issue.CLIPPED: clipped_frames >= 2 and clipped >= CLIPS_OFTEN,
            Issue.TOO_QUIET: speech_db < QUIET_BELOW_DB + more_db,
            Issue.NOISY: snr_db is not None and snr_db < NOISY_BELOW_DB + more_db,
            Issue.NARROW_BAND: bandwidth_db is not None and bandwidth_db < NARROW_BELOW_DB,
        }
        return [issue for issue, there in found.items() if there]

    def _measured(self, frames: Samples) -> NDArray[np.float64]:
        """(n, 512) → (n, 4): power from 100 Hz, power of both bands, and whether the top was cut off."""
        spectrum = np.square(np.abs(np.fft.rfft(frames * self._window, axis=1)))
        scale = 2 / (FRAME * np.square(self._window).sum())
        powers = [spectrum[:, band].sum(axis=1) * scale for band in self._bands]
        full = np.abs(frames) >= FULL_SCALE
        flat = (full[:, 2:] & full[:, 1:-1] & full[:, :-2]).any(axis=1)
        return np.stack([*powers, flat], axis=1)


def judge(samples: Samples, speech: Regions | None = None) -> SoundQuality:
    """A whole recording at once."""
    meter = SoundMeter()
    meter.add(samples)
    return meter.judge(speech)


def _parted(power: NDArray[np.float64], speech: Regions | None) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which frames are speech, and which are surely not."""
    if speech is None:
        if not len(power):
            return np.zeros(0, bool), np.zeros(0, bool)
        # The loudest third stands for speech, the quietest tenth for what is there without it.
        return power >= np.quantile(power, 2 / 3), power <= np.quantile(power, 0.1)
    spoken, near = np.zeros(len(power), bool), np.zeros(len(power), bool)
    for start, end in speech:
        first, last = start // FRAME, -(-end // FRAME)
        spoken[first:last] = True
        near[max(0, first - _GUARD) : last + _GUARD] = True
    if (~near).sum() < _TOO_SHORT_FRAMES and spoken.any():
        # Hardly a pause: the quietest of what there is.
        near = power > np.quantile(power, 0.1)
    return spoken, ~near


def _above(speech: NDArray[np.float64], noise: NDArray[np.float64]) -> float:
    """Speech has the noise in it, too."""
    floor = float(np.median(noise))
    return _db(max(float(speech.mean()) - floor, 1e-12)) - _db(floor)


def _bandwidth(speech: NDArray[np.float64]) -> float | None:
    if len(speech) < _TOO_SHORT_FRAMES or _db(speech[:, 1].mean()) < _NARROW_NEEDS_DB:
        return None
    return _db(speech[:, 2].mean()) - _db(speech[:, 1].mean())


def _db(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-12)))
