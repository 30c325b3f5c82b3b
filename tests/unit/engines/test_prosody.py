"""Melody, pauses and slowed speech: of tones whose pitch is known, and of a voice's sentence."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.resampling import resample
from langtutor.engines.speech.prosody import FASTEST, SLOWEST, frame_times, measure, pitch_contour, slow
from langtutor.engines.voice.hibari import HibariVoice

Samples = NDArray[np.float32]

SAID = "My brother plays the guitar in a band."
SYLLABLES = 10


@pytest.fixture(scope="module")
def speech() -> Samples:
    sound = HibariVoice().say(SAID, LanguageCode("en"), 1.0).sound
    return resample(np.frombuffer(sound.samples, np.float32), sound.rate_hz, SAMPLE_RATE_HZ)


def silence(seconds: float) -> Samples:
    return np.zeros(int(SAMPLE_RATE_HZ * seconds), np.float32)


def buzz(hz: NDArray[np.float64] | float, seconds: float) -> Samples:
    """A voice-like tone: harmonics that grow weaker."""
    count = int(SAMPLE_RATE_HZ * seconds)
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(hz, (count,))) / SAMPLE_RATE_HZ
    return (0.2 * sum(np.sin(n * phase) / n for n in range(1, 9))).astype(np.float32)


def voiced(samples: Samples) -> NDArray[np.float64]:
    hz = pitch_contour(samples, frame_times(samples))
    return hz[hz > 0]


def moved(samples: Samples, changed: Samples, speed: float) -> float:
    """Semitones, in the middle, between what was voiced at a place before and after."""
    before, after = (pitch_contour(one, frame_times(one)) for one in (samples, changed))
    there = np.minimum((np.arange(len(before)) / speed).astype(int), len(after) - 1)
    both = (before > 0) & (after[there] > 0)
    assert both.sum() > 0.7 * (before > 0).sum()
    return float(np.median(np.abs(12 * np.log2(before[both] / after[there][both]))))


@pytest.mark.parametrize("hz", [80.0, 120.0, 220.0, 330.0, 450.0])
def test_the_pitch_of_a_tone_is_found_from_a_low_to_a_childs_voice(hz: float) -> None:
    found = voiced(buzz(hz, 1.0))
    assert len(found) > 90
    assert np.abs(12 * np.log2(found / hz)).max() < 0.2


def test_a_rise_by_an_octave_is_followed_and_taken_for_no_jump() -> None:
    hz = np.concatenate([np.full(16_000, 130.0), np.geomspace(130, 260, 8_000), np.full(1_600, 260.0)])
    found = voiced(buzz(hz, len(hz) / SAMPLE_RATE_HZ))
    assert found[:50] == pytest.approx(130, rel=0.02)
    assert found[-8:-3] == pytest.approx(260, rel=0.03)


def test_a_short_jump_down_by_an_octave_is_taken_out() -> None:
    found = voiced(np.concatenate([buzz(220, 0.8), buzz(110, 0.08), buzz(220, 0.8)]))
    assert found.min() > 200


def test_a_sentence_is_measured(speech: Samples) -> None:
    found = measure(np.concatenate([silence(0.5), speech, silence(0.7)]))
    assert found.duration_s == pytest.approx(len(speech) / SAMPLE_RATE_HZ + 1.2, abs=0.01)
    assert 1.2 < found.speech_s < len(speech) / SAMPLE_RATE_HZ
    assert found.start_s > 0.5
    assert abs(found.syllables - SYLLABLES) <= 3
    assert found.pauses == ()
    assert len(found.pitch_hz) == len(found.loudness_db) == pytest.approx(found.duration_s / found.step_s, abs=1)
    pitch = np.array([hz for hz in found.pitch_hz if hz])
    assert 150 < np.median(pitch) < 280  # a woman's voice
    assert max(found.loudness_db) < 0
    assert 2 < found.syllables_per_s < 8


@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_a_pause_is_found_where_it_is_also_in_noise(speech: Samples, noise: float) -> None:
    heard = np.concatenate([silence(0.3), speech, silence(0.5), speech, silence(0.4)])
    heard += np.random.default_rng(1).normal(0, noise, len(heard)).astype(np.float32)
    found = measure(heard)
    assert len(found.pauses) == 1
    start, end = found.pauses[0]
    middle = 0.3 + len(speech) / SAMPLE_RATE_HZ + 0.25
    assert start < middle < end
    assert 0.5 < end - start < 1.6  # the voice's own silence around the sentence comes with it


def test_a_telephones_narrow_band_changes_little(speech: Samples) -> None:
    narrow = resample(resample(speech, SAMPLE_RATE_HZ, 8_000), 8_000, SAMPLE_RATE_HZ)
    wide, found = measure(speech), measure(narrow)
    assert abs(found.syllables - wide.syllables) <= 1
    assert found.speech_s == pytest.approx(wide.speech_s, abs=0.15)
    assert np.median(voiced(narrow)) == pytest.approx(np.median(voiced(speech)), rel=0.02)


@pytest.mark.parametrize(
    "samples",
    [
        silence(0),
        silence(0.001),
        silence(3),
        np.full(16_000, np.nan, np.float32),
        np.random.default_rng(1).normal(0, 0.1, 32_000).astype(np.float32),
    ],
    ids=["nothing", "a moment", "silence", "no numbers", "noise"],
)
def test_where_nobody_speaks_it_says_so(samples: Samples) -> None:
    with pytest.raises(NoSpeech):
        measure(samples)


def test_a_long_recording_is_measured_whole(speech: Samples) -> None:
    times = int(60 * SAMPLE_RATE_HZ / len(speech))
    one, many = measure(speech), measure(np.tile(speech, times))
    assert abs(many.syllables - times * one.syllables) <= times
    assert len(many.pauses) == pytest.approx(times - 1, abs=1)


@pytest.mark.parametrize("speed", [0.4, 0.6, 0.75, 1.4, 2.0])
def test_slower_or_faster_the_pitch_stays(speech: Samples, speed: float) -> None:
    changed = slow(speech, SAMPLE_RATE_HZ, speed)
    assert len(changed) * speed == pytest.approx(len(speech), rel=0.01)
    assert voiced(changed).mean() == pytest.approx(voiced(speech).mean(), rel=0.05 if speed in (0.4, 2.0) else 0.03)
    assert moved(speech, changed, speed) < 0.8  # semitones; frames fall a little beside each other
    assert np.abs(changed).max() == pytest.approx(np.abs(speech).max(), rel=0.5)


def test_slowed_at_the_voices_own_rate(speech: Samples) -> None:
    own = resample(speech, SAMPLE_RATE_HZ, 24_000)
    slowed = resample(slow(own, 24_000, 0.5), 24_000, SAMPLE_RATE_HZ)
    assert moved(speech, slowed, 0.5) < 0.8


@pytest.mark.parametrize("count", [0, 1, 7, 100, 300, 900])
def test_a_scrap_is_slowed_too(speech: Samples, count: int) -> None:
    scrap = speech[16_000 : 16_000 + count]
    slowed = slow(scrap, SAMPLE_RATE_HZ, 0.5)
    assert len(slowed) == 2 * count
    assert np.isfinite(slowed).all()


def test_speeds_beyond_what_is_of_use_are_the_nearest_that_is(speech: Samples) -> None:
    scrap = speech[:8_000]
    assert len(slow(scrap, SAMPLE_RATE_HZ, 0.01)) == round(8_000 / SLOWEST)
    assert len(slow(scrap, SAMPLE_RATE_HZ, 99)) == round(8_000 / FASTEST)
    assert np.array_equal(slow(scrap, SAMPLE_RATE_HZ, 1.0), scrap)


def test_samples_that_are_no_sound_do_no_harm() -> None:
    assert np.isfinite(slow(np.full(5_000, np.nan, np.float32), SAMPLE_RATE_HZ, 0.5)).all()
    assert np.abs(slow(np.full(5_000, 9.0, np.float32), SAMPLE_RATE_HZ, 0.5)).max() <= 1
