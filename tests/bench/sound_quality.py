"""How well the sound meter tells recordings apart: real ones as they are, and spoilt on purpose.

`python -m tests.bench.sound_quality DIR`, a folder with `wav/` of people who speak. A line for each way of spoiling:
how many recordings were said to have which trouble, with regions of speech from the ear and without.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.wav import from_pcm, read_wav, to_pcm
from langtutor.core.resampling import resample
from langtutor.core.sound_meter import judge
from langtutor.engines.speech.vad import speech_regions

Samples = NDArray[np.float32]
RATE_HZ = 16_000


def noisy(samples: Samples, snr_db: float, *, pink: bool) -> Samples:
    rng = np.random.default_rng(len(samples))
    noise = rng.normal(size=len(samples))
    if pink:
        spectrum = np.fft.rfft(noise)
        spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(len(noise), 1 / RATE_HZ), 50))
        noise = np.fft.irfft(spectrum, len(noise))
    regions = speech_regions(samples) or [(0, len(samples))]
    power = np.concatenate([samples[start:end] for start, end in regions]).astype(np.float64).var()
    mixed: Samples = (samples + noise * np.sqrt(power * 10 ** (-snr_db / 10) / noise.var())).astype(np.float32)
    return mixed


def loud(samples: Samples, times: float) -> Samples:
    louder: Samples = (samples * (times / np.abs(samples).max())).astype(np.float32)
    return louder


def ways() -> Iterator[tuple[str, Callable[[Samples], Samples]]]:
    yield "as it is", lambda samples: samples
    yield "1.2 times too loud", lambda samples: loud(samples, 1.2)
    yield "3 times too loud", lambda samples: loud(samples, 3)
    yield "8 kHz", lambda samples: resample(resample(samples, RATE_HZ, 8_000), 8_000, RATE_HZ)
    yield "30 dB quieter", lambda samples: samples * np.float32(0.03)
    for snr_db in (20, 15, 12, 8, 5, 0):
        yield f"white noise, {snr_db} dB", partial(noisy, snr_db=snr_db, pink=False)
        yield f"pink noise, {snr_db} dB", partial(noisy, snr_db=snr_db, pink=True)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    recordings = [read_wav(path) for path in sorted(Path(arguments[0]).glob("wav/*.wav"))]
    print(f"{len(recordings)} recordings")
    for name, spoil in ways():
        watched: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for recording in recordings:
            spoilt = from_pcm(to_pcm(spoil(recording)))
            watched.update(judge(spoilt, speech_regions(spoilt)).issues or ("good",))
            alone.update(judge(spoilt).issues or ("good",))
        print(f"{name:<22} with regions: {_shown(watched):<40} without: {_shown(alone)}", flush=True)
    return 0


def _shown(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
