"""The resampler against sines, whose resampled form is known exactly."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.resampling import Resampler, resample

RATES = [(44_100, 16_000), (48_000, 16_000), (8_000, 16_000), (24_000, 48_000), (22_050, 16_000), (16_001, 16_000)]


def sine(frequency_hz: float, rate_hz: int, duration_s: float = 1.0) -> NDArray[np.float32]:
    times = np.arange(round(rate_hz * duration_s)) / rate_hz
    return np.sin(2 * np.pi * frequency_hz * times).astype(np.float32)


def level_db(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(samples[1000:-1000], dtype=np.float64)) * 2 + 1e-12))


@pytest.mark.parametrize(("source_hz", "target_hz"), RATES)
def test_a_tone_stays_where_and_what_it_was(source_hz: int, target_hz: int) -> None:
    out = resample(sine(1000, source_hz), source_hz, target_hz)
    assert len(out) == target_hz
    assert np.abs(out - sine(1000, target_hz))[500:-500].max() < 1e-4


@pytest.mark.parametrize(("source_hz", "target_hz"), RATES)
def test_in_pieces_as_at_once(source_hz: int, target_hz: int) -> None:
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, 5000).astype(np.float32)
    resampler = Resampler(source_hz, target_hz)
    pieces = [resampler.feed(samples[start : start + 333]) for start in range(0, len(samples), 333)]
    joined = np.concatenate([*pieces, resampler.flush()])
    np.testing.assert_allclose(joined, resample(samples, source_hz, target_hz), atol=1e-6)


def test_what_would_fold_back_is_stopped() -> None:
    assert level_db(resample(sine(8_800, 44_100), 44_100, 16_000)) < -75
    assert level_db(resample(sine(6_500, 44_100), 44_100, 16_000)) == pytest.approx(0, abs=0.1)


def test_a_constant_stays_constant() -> None:
    out = resample(np.full(20_000, 0.25, np.float32), 44_100, 16_000)
    np.testing.assert_allclose(out[500:-500], 0.25, atol=1e-6)


@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_shorter_than_the_filter(count: int) -> None:
    assert len(resample(np.ones(count, np.float32), 44_100, 16_000)) == -(-count * 160 // 441)


def test_the_same_rate_changes_nothing() -> None:
    samples = sine(440, 16_000)
    np.testing.assert_array_equal(resample(samples, 16_000, 16_000), samples)


def test_a_rate_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        Resampler(0, 16_000)
