"""What a microphone gets: loudness, length and spectrum are as the condition says."""

from __future__ import annotations

import numpy as np
import pytest

from langtutor.evaluation.room import AFTER_S, BEFORE_S, CLEAN, CONDITIONS, Condition, Noise, Samples, heard_in

RATE = 16_000


@pytest.fixture
def tone() -> Samples:
    return (0.3 * np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)).astype(np.float32)


@pytest.fixture
def others() -> Samples:
    return np.random.default_rng(5).standard_normal(3 * RATE).astype(np.float32)


def _db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-20))


def test_every_condition_gives_sound_of_the_same_length(tone: Samples, others: Samples) -> None:
    length = len(tone) + round(BEFORE_S * RATE) + round(AFTER_S * RATE)
    for condition in CONDITIONS:
        heard = heard_in(tone, condition, np.random.default_rng(1), others)
        assert heard.dtype == np.float32
        assert len(heard) == length, condition.name
        assert 0.05 < np.abs(heard).max() <= 1.0, condition.name
        again = heard_in(tone, condition, np.random.default_rng(1), others)
        assert np.array_equal(heard, again), condition.name


def test_clean_speech_is_itself(tone: Samples) -> None:
    heard = heard_in(tone, CLEAN, np.random.default_rng(1))
    start = round(BEFORE_S * RATE)
    assert np.allclose(heard[start : start + len(tone)], tone)
    assert not heard[:start].any()


@pytest.mark.parametrize("kind", list(Noise))
def test_noise_is_as_loud_as_it_says(tone: Samples, others: Samples, kind: Noise) -> None:
    heard = heard_in(tone, Condition("x", noise=kind, snr_db=10.0), np.random.default_rng(1), others)
    alone = heard - heard_in(tone, CLEAN, np.random.default_rng(1))
    assert _db(tone) - _db(alone) == pytest.approx(10.0, abs=0.2)


def test_pink_noise_has_as_much_in_each_octave(tone: Samples) -> None:
    silence = np.zeros(20 * RATE, np.float32)
    silence[0] = 0.5
    noise = heard_in(silence, Condition("x", noise=Noise.PINK, snr_db=-20.0), np.random.default_rng(1))
    power = np.abs(np.fft.rfft(noise)) ** 2
    hertz = np.fft.rfftfreq(len(noise), 1 / RATE)
    octaves = [10 * np.log10(power[(hertz >= low) & (hertz < 2 * low)].sum()) for low in (250, 500, 1000, 2000)]
    assert max(octaves) - min(octaves) < 1.0


def test_a_room_dies_away_by_60_db() -> None:
    click = np.zeros(RATE, np.float32)
    click[0] = 0.9
    heard = heard_in(click, Condition("x", room_s=0.5), np.random.default_rng(1))[round(BEFORE_S * RATE) :]
    early, late = heard[round(0.05 * RATE) : round(0.1 * RATE)], heard[round(0.35 * RATE) : round(0.4 * RATE)]
    assert _db(early) - _db(late) == pytest.approx(36.0, abs=2.0)  # 60 dB in 0.5 s, 36 in 0.3


def test_a_telephone_has_no_high_sounds() -> None:
    noise = (0.1 * np.random.default_rng(2).standard_normal(2 * RATE)).astype(np.float32)
    power = np.abs(np.fft.rfft(heard_in(noise, Condition("x", telephone=True), np.random.default_rng(1)))) ** 2
    hertz = np.fft.rfftfreq(2 * RATE + round((BEFORE_S + AFTER_S) * RATE), 1 / RATE)
    assert power[hertz > 5000].mean() < 1e-3 * power[(hertz > 500) & (hertz < 3000)].mean()


def test_babble_needs_others(tone: Samples) -> None:
    with pytest.raises(ValueError, match="babble"):
        heard_in(tone, Condition("x", noise=Noise.BABBLE), np.random.default_rng(1))
