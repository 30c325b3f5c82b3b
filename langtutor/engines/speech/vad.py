"""Voice activity with Silero's network (MIT), whose weights lie in faster-whisper's wheel.

Works in windows of 512 samples (32 ms), each with the 64 samples before it and a recurrent state.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import SpeechState

WINDOW = 512
CONTEXT = 64
WINDOW_S = WINDOW / SAMPLE_RATE_HZ
SPEECH_ABOVE = 0.5
SILENCE_BELOW = 0.35
SHORTEST_SPEECH_S = 0.15
JOINED_PAUSE_S = 0.6

Samples = NDArray[np.float32]


class SileroProbabilities:
    """Speech probability of each window, fed in any amounts; keeps its state between calls."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = 1
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        path = resources.files("faster_whisper") / "assets" / "silero_vad_v6.onnx"
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.reset()

    def reset(self) -> None:
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._rest: Samples = np.zeros(0, np.float32)
        self._context: Samples = np.zeros(CONTEXT, np.float32)

    def feed(self, samples: Samples) -> Samples:
        """float32 at 16 kHz, any length → one probability for each full window so far."""
        joined = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        count = len(joined) // WINDOW
        self._rest = joined[count * WINDOW :]
        if count == 0:
            return np.zeros(0, np.float32)
        windows = joined[: count * WINDOW].reshape(count, WINDOW)
        before = np.concatenate([self._context[None], windows[:-1, -CONTEXT:]])
        self._context = windows[-1, -CONTEXT:].copy()
        batch = np.concatenate([before, windows], axis=1)
        out, self._h, self._c = self._session.run(None, {"input": batch, "h": self._h, "c": self._c})
        return np.asarray(out, np.float32).reshape(-1)


class SileroWatcher:
    """Follows one recording: has speech begun, is somebody speaking, for how long has it been silent."""

    def __init__(self, probabilities: SileroProbabilities) -> None:
        self._probabilities = probabilities
        self._probabilities.reset()
        self._speech_windows = 0
        self._silence_windows = 0
        self._speaking = False
        self._started = False

    def feed(self, samples: Samples) -> SpeechState:
        for probability in self._probabilities.feed(samples):
            self._step(float(probability))
        return SpeechState(self._started, self._speaking, self._silence_windows * WINDOW_S if self._started else 0.0)

    def _step(self, probability: float) -> None:
        if probability >= SPEECH_ABOVE:
            self._speaking = True
            self._speech_windows += 1
            self._silence_windows = 0
            # One loud window is a click; speech lasts.
            self._started = self._started or self._speech_windows * WINDOW_S >= SHORTEST_SPEECH_S
        elif probability < SILENCE_BELOW:
            self._speaking = False
            self._silence_windows += 1
        elif not self._speaking:
            self._silence_windows += 1


def speech_regions(samples: Samples) -> list[tuple[int, int]]:
    """Half-open sample ranges with speech; pauses under 0.6 s are joined, bursts under 0.15 s dropped."""
    return regions_of(speech_probabilities(samples), len(samples))


def speech_probabilities(samples: Samples) -> Samples:
    """One for each window, the last one filled up with silence."""
    return SileroProbabilities().feed(np.concatenate([samples, np.zeros(-len(samples) % WINDOW, np.float32)]))


def regions_of(probabilities: Samples, length: int) -> list[tuple[int, int]]:
    """What `speech_regions` gives, of so many samples."""
    joined: list[tuple[int, int]] = []
    for start, end in _runs(probabilities):
        if joined and (start - joined[-1][1]) * WINDOW_S < JOINED_PAUSE_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    shortest = SHORTEST_SPEECH_S / WINDOW_S
    return [(a * WINDOW, min(b * WINDOW, length)) for a, b in joined if b - a >= shortest]


def _runs(probabilities: Sequence[float] | Samples) -> list[tuple[int, int]]:
    """Window ranges from rising above 0.5 to falling below 0.35."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for index, probability in enumerate(probabilities):
        if begin is None and probability >= SPEECH_ABOVE:
            begin = index
        elif begin is not None and probability < SILENCE_BELOW:
            runs.append((begin, index))
            begin = None
    if begin is not None:
        runs.append((begin, len(probabilities)))
    return runs
