"""The ear measures and slows down files and sounds of any rate, without a model."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from langtutor.content.wav import write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ, Sound
from langtutor.core.ear_requests import MeasureProsody, SlowDown
from langtutor.core.errors import Cancelled, NoSpeech, UnreadableAudio
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import Prosody
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.host.engine_set import EngineSet, Job
from langtutor.host.sets.ear import build
from langtutor.host.specs import EAR, WorkerContext, capability_of
from langtutor.settings.paths import Paths


@pytest.fixture(scope="module")
def sound() -> Sound:
    return HibariVoice().say("Could you tell me where the station is?", LanguageCode("en"), 1.0).sound


@pytest.fixture
def ear(tmp_path: Path) -> EngineSet:
    return build(WorkerContext(Paths(tmp_path, tmp_path, tmp_path), never_use_network=True))


def job() -> Job:
    return Job(lambda partial: None, threading.Event())


def measured(ear: EngineSet, sound: Path | Sound) -> Prosody:
    found = ear.handlers[MeasureProsody](MeasureProsody(sound), job())
    assert isinstance(found, Prosody)
    return found


def slowed(ear: EngineSet, request: SlowDown) -> Sound:
    found = ear.handlers[SlowDown](request, job())
    assert isinstance(found, Sound)
    return found


def test_it_belongs_to_the_ear(sound: Sound) -> None:
    assert capability_of(MeasureProsody(sound)) in EAR.capabilities
    assert capability_of(SlowDown(sound, 0.5)) in EAR.capabilities


def test_a_file_is_measured_like_the_sound(ear: EngineSet, sound: Sound, tmp_path: Path) -> None:
    wav = tmp_path / "said.wav"
    write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
    of_file, of_sound = measured(ear, wav), measured(ear, sound)
    assert of_file.syllables == of_sound.syllables
    assert of_file.speech_s == pytest.approx(of_sound.speech_s, abs=0.05)
    assert of_file.duration_s == pytest.approx(sound.duration_s, abs=0.01)


def test_a_part_is_slowed_at_its_own_rate(ear: EngineSet, sound: Sound) -> None:
    part = slowed(ear, SlowDown(sound, 0.5, 0.5, 1.0))
    assert part.rate_hz == sound.rate_hz
    assert part.duration_s == pytest.approx(1.0, abs=0.01)
    rest = slowed(ear, SlowDown(sound, 0.5, 0.5))
    assert rest.duration_s == pytest.approx(2 * (sound.duration_s - 0.5), abs=0.01)


@pytest.mark.parametrize(("start_s", "end_s"), [(1.0, 1.0), (2.0, 1.0), (99.0, None), (99.0, 120.0)])
def test_a_part_that_isnt_there_is_empty(ear: EngineSet, sound: Sound, start_s: float, end_s: float | None) -> None:
    assert slowed(ear, SlowDown(sound, 0.5, start_s, end_s)).samples == b""


def test_a_part_beyond_the_edges_is_what_there_is(ear: EngineSet, sound: Sound) -> None:
    whole = slowed(ear, SlowDown(sound, 1.0, -1.0, 99.0))
    assert whole.duration_s == pytest.approx(sound.duration_s, abs=0.001)


def test_what_cant_be_read_or_has_no_voice_says_so(ear: EngineSet, tmp_path: Path) -> None:
    with pytest.raises(UnreadableAudio):
        measured(ear, tmp_path / "none.wav")
    with pytest.raises(UnreadableAudio):
        slowed(ear, SlowDown(tmp_path / "none.wav", 0.5))
    with pytest.raises(NoSpeech):
        measured(ear, Sound(np.zeros(SAMPLE_RATE_HZ, np.float32).tobytes(), SAMPLE_RATE_HZ))


def test_what_was_taken_back_isnt_done(ear: EngineSet, sound: Sound) -> None:
    taken = job()
    taken.cancelled.set()
    with pytest.raises(Cancelled):
        ear.handlers[MeasureProsody](MeasureProsody(sound), taken)
