from __future__ import annotations

import numpy as np
import pytest

from langtutor.services.microphone_check import Hearing, LevelCheck

RATE_HZ = 16_000


def sentence(level: float, noise: float = 0.001, seconds: float = 3.0) -> np.ndarray:
    """Syllables of a voice, with pauses, in some noise."""
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    voice = level * np.sin(2 * np.pi * 150 * times) * np.clip(np.sin(2 * np.pi * 2.5 * times), 0, 1)
    made = voice + noise * np.random.default_rng(1).standard_normal(len(times))
    return np.clip(made, -1, 1).astype(np.float32)


def judged(samples: np.ndarray, piece: int = 512) -> Hearing:
    check = LevelCheck()
    for start in range(0, len(samples), piece):
        check.add(samples[start : start + piece])
    return check.judge()


@pytest.mark.parametrize(
    ("level", "expected"),
    [(0.0, Hearing.QUIET), (0.02, Hearing.QUIET), (0.08, Hearing.GOOD), (0.5, Hearing.GOOD), (1.5, Hearing.CLIPS)],
)
def test_levels_are_told_apart(level: float, expected: Hearing) -> None:
    assert judged(sentence(level)) is expected
    assert judged(sentence(level), piece=4801) is expected


def test_what_gives_nothing_is_silent() -> None:
    assert judged(np.zeros(3 * RATE_HZ, np.float32)) is Hearing.SILENT
    assert judged(sentence(0.0, noise=0.0003)) is Hearing.SILENT
    assert LevelCheck().judge() is Hearing.SILENT


def test_one_knock_is_no_clipping() -> None:
    samples = sentence(0.4)
    samples[9000:9010] = 1.0
    assert judged(samples) is Hearing.GOOD
