"""Whisper's features: the same as of the padded sound, without the padding."""

from __future__ import annotations

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.engines.speech.whisper_mel import HOP, LogMel

Samples = NDArray[np.float32]


def noise(seconds: float) -> Samples:
    count = int(seconds * SAMPLE_RATE_HZ)
    return np.random.default_rng(1).normal(0, 0.1, count).astype(np.float32)


@pytest.mark.parametrize("bands", [80, 128])
@pytest.mark.parametrize("seconds", [0.005, 0.7, 3.0, 6.0])
def test_features_are_those_of_the_sound_with_silence_after_it(bands: int, seconds: float) -> None:
    samples, frames = noise(seconds), 650
    padded = np.zeros(frames * HOP, np.float32)
    padded[: len(samples)] = samples
    ours = LogMel(bands).of(samples, frames)
    assert ours.shape == (bands, frames)
    np.testing.assert_allclose(ours, FeatureExtractor(feature_size=bands)(padded)[:, :frames], atol=1e-4)


def test_what_is_longer_than_the_window_is_cut_off() -> None:
    samples = noise(2.0)
    mel = LogMel(80)
    ours, whole = mel.of(samples, 100), mel.of(samples, 200)
    np.testing.assert_allclose(ours[:, :98], whole[:, :98], atol=1e-4)


def test_silence_and_nothing_are_quiet() -> None:
    mel = LogMel(80)
    for samples in (np.zeros(0, np.float32), np.zeros(SAMPLE_RATE_HZ, np.float32)):
        np.testing.assert_allclose(mel.of(samples, 300), -1.5, atol=1e-5)
