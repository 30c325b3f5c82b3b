"""What was said is heard at a pause; what follows counts, and nothing that was heard ahead is ever told for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import SpeechState
from langtutor.core.errors import Cancelled
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.vad import SileroProbabilities, SileroWatcher
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.host.engine_set import Job
from langtutor.host.sets.watching import Ahead, WatchSession
from tests.support.models import model_folder

Samples = NDArray[np.float32]

EN = LanguageCode("en")
LIMIT_S = 60
SILENCE = np.zeros(SAMPLE_RATE_HZ, np.float32)


class Watcher(SileroWatcher):
    """Speech is what is loud."""

    def __init__(self) -> None:
        self._silence_s = 0.0
        self._started = False

    def feed(self, samples: Samples) -> SpeechState:
        speaking = bool(np.abs(samples).max() > 0.1)
        self._started = self._started or speaking
        self._silence_s = 0.0 if speaking else self._silence_s + len(samples) / SAMPLE_RATE_HZ
        return SpeechState(self._started, speaking, self._silence_s if self._started else 0.0)


class Here(Ahead):
    """Works when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def do(self, work: Callable[[], None]) -> None:
        self.waiting = [work]


class Room:
    def __init__(self) -> None:
        self.ahead = Here()
        self.heard: list[float] = []
        self.cancelled = threading.Event()
        self.session = WatchSession(Watcher(), Job(lambda state: None, self.cancelled), self.ahead, self.hear)

    def hear(self, samples: Samples, check: Callable[[], None]) -> None:
        check()
        self.heard.append(round(len(samples) / SAMPLE_RATE_HZ, 1))

    def say(self, seconds: float, loud: float = 0.5) -> None:
        for _ in range(round(seconds * 10)):
            self.session.feed(np.full(SAMPLE_RATE_HZ // 10, loud, np.float32))

    def be_silent(self, seconds: float) -> None:
        self.say(seconds, 0.0)


def test_each_pause_is_used_once() -> None:
    room = Room()
    room.be_silent(1.0)
    assert not room.ahead.waiting
    room.say(1.0)
    room.be_silent(1.0)
    room.ahead.waiting.pop()()
    assert room.heard == [2.7]
    room.say(1.0)
    room.be_silent(0.7)
    room.ahead.waiting.pop()()
    assert room.heard == [2.7, 4.7]


def test_what_is_being_heard_stops_when_speech_goes_on() -> None:
    room = Room()
    room.say(1.0)
    room.be_silent(0.7)
    room.say(0.1)
    with pytest.raises(Cancelled):
        room.ahead.waiting.pop()()
    assert room.heard == []


def test_what_is_being_heard_stops_with_its_session() -> None:
    room = Room()
    room.say(1.0)
    room.be_silent(0.7)
    room.cancelled.set()
    with pytest.raises(Cancelled):
        room.ahead.waiting.pop()()


def test_in_a_long_recording_not_every_pause_is_used() -> None:
    room = Room()
    used = 0
    for _ in range(50):
        room.say(0.5)
        room.be_silent(0.7)
        used += len(room.ahead.waiting)
        room.ahead.waiting.clear()
    assert 25 < used < 50


def test_without_a_language_nothing_is_heard_ahead() -> None:
    ahead = Here()
    session = WatchSession(Watcher(), Job(lambda state: None, threading.Event()), ahead, None)
    session.feed(np.full(8000, 0.5, np.float32))
    session.feed(np.zeros(16000, np.float32))
    assert not ahead.waiting
    assert session.finish() == SpeechState(True, False, 1.0)


def test_only_the_newest_waits_and_errors_end_nothing() -> None:
    ahead = Ahead()
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()
    seen: list[str] = []

    def first() -> None:
        begun.set()
        go_on.wait(LIMIT_S)
        raise RuntimeError("no")

    ahead.do(first)
    assert begun.wait(LIMIT_S)
    ahead.do(lambda: seen.append("dropped"))
    ahead.do(done.set)
    go_on.set()
    assert done.wait(LIMIT_S)
    assert seen == []


def test_a_recording_heard_at_its_pause_has_the_same_transcript_and_evidence(tmp_path: Path) -> None:
    """The session hears floats as they come, the recording is read from its WAV: both are the same samples."""
    wav = tmp_path / "said.wav"
    sound = HibariVoice().say("He doesn't like coffee.", EN, 1.0).sound
    write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
    noise = np.random.default_rng(1).normal(0, 0.001, 4 * SAMPLE_RATE_HZ).astype(np.float32)
    samples = np.concatenate([SILENCE / 2, read_wav(wav) * np.float32(0.77), SILENCE, SILENCE])
    samples += np.resize(noise, len(samples))
    write_wav(wav, samples)

    folder = model_folder("whisper-base")
    ear = WhisperRecogniser(lambda model: folder)
    wanted = ("He doesn't like coffee.", "He don't like coffee.")
    ahead = Here()
    watcher = SileroWatcher(SileroProbabilities())
    session = WatchSession(
        watcher,
        Job(lambda state: None, threading.Event()),
        ahead,
        lambda said, check: ear.hear_ahead(said, EN, check),
    )
    for start in range(0, len(samples), 700):
        session.feed(samples[start : start + 700])
        if ahead.waiting:
            ahead.waiting.pop()()
    known = dict(ear._remembered)
    heard = ear.hear(read_wav(wav), EN, wanted)
    assert len(known) == 1 and known.keys() == ear._remembered.keys()
    fresh = WhisperRecogniser(lambda model: folder).hear(read_wav(wav), EN, wanted)
    assert heard == fresh
