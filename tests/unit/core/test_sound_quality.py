"""What a recording's sound says about the microphone and the room."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.messages import Messages
from langtutor.core.resampling import resample
from langtutor.core.sound_meter import FRAME, SoundMeter, judge
from langtutor.core.sound_quality import Issue, SoundQuality
from langtutor.settings.paths import resources_dir

RATE_HZ = 16_000
Samples = NDArray[np.float32]


def speech(level: float = 0.3, noise: float = 0.0005, seconds: float = 4.0) -> Samples:
    """Half a second of pause before and after; between them vowels, and every third syllable hisses."""
    rng = np.random.default_rng(4)
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    voice = sum(np.sin(2 * np.pi * 140 * k * times + k) / k for k in range(1, 24))
    hiss = rng.normal(size=len(times))
    which = np.floor(times * 3) % 3 == 2
    sound = np.where(which, 0.25 * hiss, voice) * np.clip(np.sin(2 * np.pi * 3 * times) + 0.2, 0, 1)
    sound[(times < 0.5) | (times > seconds - 0.5)] = 0
    made = level * sound / np.abs(sound).max() + noise * rng.normal(size=len(times))
    whole: Samples = np.clip(np.rint(made * 32768) / 32768, -1, 1).astype(np.float32)
    return whole


def regions(seconds: float = 4.0) -> list[tuple[int, int]]:
    return [(RATE_HZ // 2, int((seconds - 0.5) * RATE_HZ))]


def both(samples: Samples) -> list[SoundQuality]:
    """With and without somebody who watched for speech."""
    return [judge(samples, regions()), judge(samples)]


def test_a_good_recording_has_nothing_to_be_told() -> None:
    for quality in both(speech()):
        assert quality.is_good
        assert quality.note is None
        assert quality.peak == pytest.approx(0.3, abs=0.01)
        assert quality.snr_db is not None and quality.snr_db > 25


def test_digital_silence_is_a_muted_microphone() -> None:
    dither = np.random.default_rng(1).choice([-1, 0, 1], 3 * RATE_HZ) / 32768
    for samples in (np.zeros(3 * RATE_HZ, np.float32), dither.astype(np.float32), np.zeros(0, np.float32)):
        assert judge(samples, ()).issues == (Issue.MUTED,)
        assert judge(samples).issues == (Issue.MUTED,)


def test_a_room_in_which_nobody_speaks_is_not_a_muted_microphone() -> None:
    room = (0.002 * np.random.default_rng(1).normal(size=3 * RATE_HZ)).astype(np.float32)
    assert judge(room, ()).issues == (Issue.NOBODY_SPOKE,)


def test_what_is_hardly_there_is_too_quiet() -> None:
    assert judge(speech(0.001, noise=0.0001), ()).issues == (Issue.TOO_QUIET,)
    for quality in both(speech(0.01, noise=0.0001)):
        assert quality.issues == (Issue.TOO_QUIET,)


@pytest.mark.parametrize("gain", [1.5, 4.0])
def test_cut_off_tops_are_clipping(gain: float) -> None:
    for quality in both(np.clip(speech(1.0) * np.float32(gain), -1, 1)):
        assert quality.issues == (Issue.CLIPPED,)


def test_clipping_survives_another_sample_rate() -> None:
    loud = np.clip(resample(speech(1.0), RATE_HZ, 48_000) * np.float32(3), -1, 1)
    assert Issue.CLIPPED in judge(np.clip(resample(loud, 48_000, RATE_HZ), -1, 1)).issues


def test_one_knock_is_no_clipping() -> None:
    samples = speech()
    samples[20_000:20_010] = 1.0
    for quality in both(samples):
        assert quality.is_good


@pytest.mark.parametrize(("snr_db", "noisy"), [(3, True), (7, True), (20, False)])
def test_noise_is_measured_against_the_voice(snr_db: float, noisy: bool) -> None:
    clean = speech(noise=0.0)
    (start, end) = regions()[0]
    power = float(np.square(clean[start:end]).mean())
    hum = np.random.default_rng(2).normal(size=len(clean)) * np.sqrt(power * 10 ** (-snr_db / 10))
    for quality in both(np.clip(clean + hum, -1, 1).astype(np.float32)):
        assert (Issue.NOISY in quality.issues) is noisy
    assert judge(np.clip(clean + hum, -1, 1).astype(np.float32), regions()).snr_db == pytest.approx(snr_db, abs=1.5)


def test_telephone_quality_is_seen_whatever_the_sample_rate_says() -> None:
    telephone = np.clip(resample(resample(speech(), RATE_HZ, 8_000), 8_000, RATE_HZ), -1, 1)
    sixteen_bits = (np.rint(telephone * 32768) / 32768).astype(np.float32)
    for quality in both(sixteen_bits):
        assert quality.issues == (Issue.NARROW_BAND,)


def test_a_tone_is_not_telephone_quality() -> None:
    tone = (0.4 * np.sin(np.arange(3 * RATE_HZ) * 2 * np.pi * 180 / RATE_HZ)).astype(np.float32)
    assert judge(tone, [(0, len(tone))]).bandwidth_db is None


@pytest.mark.parametrize("piece", [100, 512, 4801])
def test_in_pieces_it_is_the_same(piece: int) -> None:
    samples = np.clip(speech(1.0) * np.float32(2), -1, 1)
    meter = SoundMeter()
    for start in range(0, len(samples), piece):
        meter.add(samples[start : start + piece])
    assert meter.judge(regions()) == judge(samples, regions())


def after(*pieces: Samples) -> tuple[bool, bool]:
    """Whether it was muted until now, and is too loud at this moment."""
    meter = SoundMeter()
    for piece in pieces:
        meter.add(piece)
    return meter.is_muted, meter.clips_now()


def test_while_it_is_made_it_tells_what_is_wrong_now() -> None:
    silence, loud = np.zeros(RATE_HZ, np.float32), np.clip(speech(1.0)[RATE_HZ : 2 * RATE_HZ] * np.float32(3), -1, 1)
    assert after() == (True, False)
    assert after(silence) == (True, False)
    assert after(silence, loud) == (False, True)
    assert after(silence, loud, speech()[: 40 * FRAME]) == (False, False), "that was a moment ago"


@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_issue_has_its_sentence(language: str) -> None:
    messages = Messages(resources_dir() / "messages", language)
    for issue in Issue:
        assert messages.text(f"microphone.{issue}") != f"microphone.{issue}"
