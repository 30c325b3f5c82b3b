"""Pace, pauses and melody of speech, and speech made slower at its own pitch, all by Praat."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.sounds import Prosody
from langtutor.engines.speech import praat
from langtutor.engines.speech.vad import SPEECH_ABOVE, WINDOW_S, regions_of, speech_probabilities

Samples = NDArray[np.float32]
Numbers = NDArray[np.float64]

STEP_S = 0.01
LOWEST_HZ, HIGHEST_HZ = 60.0, 600.0
"""Where any voice is looked for at first: a man's creak to a child's question."""

SHORTEST_PAUSE_S = 0.25
CLICK_S = 0.05
"""Shorter noises inside a pause don't end it: lips, breath."""
SPEECH_DB = 25.0
"""De Jong and Wempe: what is quieter than the loudest syllable by this much is silence."""
ABOVE_NOISE = 0.35
"""Where there is noise, silence ends so far up from it to the loudest."""
SURELY_SPEECH = 0.9
DIP_DB = 2.0
FIRST_FORMANT_HZ = 300.0, 1000.0

SLOWEST, FASTEST = 0.4, 2.0
_AT_ONCE = 1000
_PAD_S = 0.1
_FADE_S = 0.004
_PERIODS_FLOOR_HZ, _PERIODS_CEILING_HZ = 75.0, 600.0


def measure(samples: Samples) -> Prosody:
    """samples: mono, 16 kHz. Raises NoSpeech."""
    samples = _finite(samples)
    probabilities = speech_probabilities(samples)
    regions = regions_of(probabilities, len(samples))
    if not regions:
        raise NoSpeech()
    times = frame_times(samples)
    hz = pitch_contour(samples, times)
    loudness = praat.intensity(samples, SAMPLE_RATE_HZ, 100.0, times)
    start, end = _limits(regions, loudness, hz)
    silent = _silent(loudness, hz, probabilities[(times / WINDOW_S).astype(int)])
    return Prosody(
        duration_s=len(samples) / SAMPLE_RATE_HZ,
        speech_s=round((end - start) * STEP_S, 2),
        syllables=len(syllable_nuclei(samples, hz, (start, end))),
        pauses=tuple((round(a * STEP_S, 2), round(b * STEP_S, 2)) for a, b in _pauses(silent, hz, start, end)),
        step_s=STEP_S,
        pitch_hz=tuple(float(value) for value in hz.round(2)),
        loudness_db=tuple(float(value) for value in loudness.round(2)),
        start_s=round(start * STEP_S, 2),
    )


def frame_times(samples: Samples) -> Numbers:
    """Seconds of each frame."""
    frames = max(1, len(samples) // int(STEP_S * SAMPLE_RATE_HZ))
    return np.asarray(np.arange(frames) * STEP_S, np.float64)


def pitch_contour(samples: Samples, times_s: Numbers) -> Numbers:
    """Hz at these times, 0 where nothing is voiced.

    Twice: the second time within the speaker's own range, from 0.75 × the lower quartile of the first to 2.5 × the
    upper one (De Looze and Hirst 2008; Hirst 2011 for lively speech). Jumps by an octave are taken out.
    """
    rough = praat.pitch(samples, SAMPLE_RATE_HZ, LOWEST_HZ, HIGHEST_HZ, times_s)
    voiced = rough[rough > 0]
    if not len(voiced):
        return rough
    low, high = np.percentile(voiced, [25, 75])
    floor = max(LOWEST_HZ, 0.75 * float(low))
    ceiling = min(HIGHEST_HZ, max(2.5 * float(high), 2 * floor))
    return _without_jumps(praat.pitch(samples, SAMPLE_RATE_HZ, floor, ceiling, times_s))


def syllable_nuclei(samples: Samples, hz: Numbers, speech: tuple[int, int]) -> list[int]:
    """Frames of peaks in loudness, voiced, with a dip of 2 dB between one and the next (De Jong and Wempe 2009).

    Other than theirs, loudness is that of the first formant alone: in fluent speech the rest fills the dips.
    """
    loudness = loudness_between(samples, len(hz), *FIRST_FORMANT_HZ)[speech[0] : speech[1]]
    if len(loudness) < 3:
        return []
    rising, falling = loudness[1:-1] > loudness[:-2], loudness[1:-1] >= loudness[2:]
    loud_enough = loudness[1:-1] > _silence_below(loudness)
    peaks: list[int] = []
    for peak in (np.flatnonzero(rising & falling & loud_enough) + 1).tolist():
        if peaks and _dip(loudness, peaks[-1], peak) < DIP_DB:
            peaks[-1] = max(peaks[-1], peak, key=lambda at: float(loudness[at]))
        else:
            peaks.append(peak)
    return [peak + speech[0] for peak in peaks if _voiced_near(hz, peak + speech[0])]


def slow(samples: Samples, rate_hz: int, speed: float) -> Samples:
    """The same at another pace and its own pitch; speed 0.5 is half as fast. Speeds beyond 0.4 and 2 are these."""
    speed = min(max(speed, SLOWEST), FASTEST)
    samples = _finite(samples)
    if not len(samples) or speed == 1.0:
        return samples
    # Praat needs some periods to analyse, and its first and last one are as likely cut: silence around gives both.
    pad = int(_PAD_S * rate_hz)
    padded = np.pad(samples, pad)
    longer = praat.lengthened(padded, rate_hz, 1 / speed, _PERIODS_FLOOR_HZ, _PERIODS_CEILING_HZ)
    begin = round(pad / speed)
    piece = longer[begin : begin + round(len(samples) / speed)].copy()
    fade = min(int(_FADE_S * rate_hz), len(piece) // 2)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        piece[:fade] *= ramp
        piece[-fade:] *= ramp[::-1]
    return np.clip(piece, -1.0, 1.0)


def _finite(samples: Samples) -> Samples:
    return np.clip(np.nan_to_num(samples.astype(np.float32, copy=False)), -1.0, 1.0)


def _limits(regions: list[tuple[int, int]], loudness: Numbers, hz: Numbers) -> tuple[int, int]:
    """First and last frame of speech: the voice detector's, narrowed to what is loud or voiced."""
    frame = int(STEP_S * SAMPLE_RATE_HZ)
    start, end = regions[0][0] // frame, min(-(-regions[-1][1] // frame), len(loudness))
    heard = np.flatnonzero((loudness[start:end] > _silence_below(loudness)) | (hz[start:end] > 0))
    return (start + int(heard[0]), start + int(heard[-1]) + 1) if len(heard) else (start, end)


def _silence_below(loudness: Numbers) -> float:
    """dB under which there is silence, by the loudest and the quietest there is."""
    loudest = float(np.percentile(loudness, 99))
    quietest = float(np.percentile(loudness, 3))
    return min(max(loudest - SPEECH_DB, quietest + ABOVE_NOISE * (loudest - quietest)), loudest - SPEECH_DB / 2)


def _silent(loudness: Numbers, hz: Numbers, spoken: Samples) -> NDArray[np.bool_]:
    """Frames in which nobody speaks. spoken: the voice detector's probability: noise hides an s from loudness alone."""
    quiet = loudness < _silence_below(loudness)
    return np.asarray((hz == 0) & ((spoken < SPEECH_ABOVE) | (quiet & (spoken < SURELY_SPEECH))), np.bool_)


def _pauses(silent: NDArray[np.bool_], hz: Numbers, start: int, end: int) -> list[tuple[int, int]]:
    runs = [(a + start, b + start) for a, b in _runs(silent[start:end])]
    joined: list[tuple[int, int]] = []
    for a, b in runs:
        if joined and (a - joined[-1][1]) * STEP_S <= CLICK_S and not hz[joined[-1][1] : a].any():
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return [(a, b) for a, b in joined if (b - a) * STEP_S >= SHORTEST_PAUSE_S and a > start and b < end]


def loudness_between(samples: Samples, frames: int, low_hz: float, high_hz: float) -> Numbers:
    """dB of what lies between for each frame, of windows of 25 ms smoothed over 15 ms. samples: mono, 16 kHz."""
    step, window, size = int(STEP_S * SAMPLE_RATE_HZ), 400, 512
    padded = np.pad(samples, window // 2)
    bins = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    inside = (bins >= low_hz) & (bins < high_hz)
    shape = np.hanning(window)
    energy = np.empty(frames)
    for start in range(0, frames, _AT_ONCE):
        views = np.lib.stride_tricks.sliding_window_view(padded, window)[start * step :: step]
        some = views[: min(_AT_ONCE, frames - start)]
        energy[start : start + len(some)] = (np.abs(np.fft.rfft(some * shape, size))[:, inside] ** 2).sum(axis=1)
    kernel = np.exp(-0.5 * (np.arange(-6, 7) * STEP_S / 0.015) ** 2)
    return np.asarray(10 * np.log10(np.convolve(energy, kernel / kernel.sum(), "same") + 1e-10), np.float64)


def _dip(loudness: Numbers, one: int, other: int) -> float:
    """How far down it goes between two peaks, from the lower one, in dB."""
    return float(min(loudness[one], loudness[other]) - loudness[one : other + 1].min())


def _voiced_near(hz: Numbers, frame: int) -> bool:
    return bool(hz[max(0, frame - 1) : frame + 2].any())


def _without_jumps(hz: Numbers) -> Numbers:
    """Pieces that no voice could reach from their neighbours are taken out: an octave's jump, or a lone bit far off."""
    kept = hz.copy()
    middle = float(np.median(hz[hz > 0])) if (hz > 0).any() else 0.0
    for a, b in _runs(hz > 0):
        pieces = _pieces(hz, a, b)
        longest = max(pieces, key=lambda piece: piece[1] - piece[0])
        for c, d in pieces:
            alone = (c, d) == longest
            off = abs(12 * np.log2(np.median(hz[c:d]) / (middle if alone else np.median(hz[longest[0] : longest[1]]))))
            if (d - c < 3) or (off > 9 and (not alone or d - c < 8)):
                kept[c:d] = 0
    return kept


def _pieces(hz: Numbers, start: int, end: int) -> list[tuple[int, int]]:
    """Where the pitch goes on without a jump of more than 4 semitones from one frame to the next."""
    cuts = [i for i in range(start + 1, end) if abs(12 * np.log2(hz[i] / hz[i - 1])) > 4]
    return list(pairwise([start, *cuts, end]))


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open ranges of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
