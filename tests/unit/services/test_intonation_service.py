"""A recording and the model voice, measured and compared. The model is measured once."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.audio import Sound
from langtutor.core.ear_requests import MeasureProsody
from langtutor.core.errors import NoSpeech
from langtutor.core.intonation import IntonationKind
from langtutor.core.sounds import Prosody
from langtutor.services.intonation import KEPT, Intonation
from langtutor.services.tasks import Tasks
from tests.support.fake_host import FakeHost

MODEL = Sound(b"\0\0\0\0" * 10, 24_000)
RECORDING = Path("said.wav")


def spoken(speech_s: float) -> Prosody:
    frames = round(speech_s * 100)
    return Prosody(speech_s, speech_s, 9, (), 0.01, tuple(120.0 + at % 30 for at in range(frames)), (-20.0,) * frames)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(MeasureProsody=lambda request: spoken(5.0 if request.sound == RECORDING else 2.0))


@pytest.fixture
def intonation(host: FakeHost, tasks: Tasks) -> Intonation:
    return Intonation(host, tasks)


def test_both_are_measured_and_compared(intonation: Intonation, host: FakeHost) -> None:
    found = intonation.compare(RECORDING, MODEL, "I live here.").result(30)
    assert (found.learner, found.model) == (spoken(5.0), spoken(2.0))
    assert found.remark is not None
    assert found.remark.kind is IntonationKind.TOO_SLOW
    assert host.asked == [MeasureProsody(RECORDING), MeasureProsody(MODEL)]


def test_the_model_is_measured_once_and_the_learner_each_time(intonation: Intonation, host: FakeHost) -> None:
    for _ in range(3):
        intonation.compare(RECORDING, MODEL, "I live here.").result(30)
    assert [request.sound for request in host.asked].count(MODEL) == 1
    assert [request.sound for request in host.asked].count(RECORDING) == 3


def test_only_the_last_models_are_kept(intonation: Intonation, host: FakeHost) -> None:
    for number in range(KEPT + 1):
        intonation.compare(RECORDING, Sound(bytes([number] * 4), 24_000), "Hi.").result(30)
    asked = len(host.asked)
    intonation.compare(RECORDING, Sound(bytes([KEPT] * 4), 24_000), "Hi.").result(30)
    assert len(host.asked) == asked + 1
    intonation.compare(RECORDING, Sound(bytes([0] * 4), 24_000), "Hi.").result(30)
    assert len(host.asked) == asked + 3


def test_silence_says_so(intonation: Intonation, host: FakeHost) -> None:
    host.answers["MeasureProsody"] = NoSpeech()
    with pytest.raises(NoSpeech):
        intonation.compare(RECORDING, MODEL, "Hi.").result(30)
