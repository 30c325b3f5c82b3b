"""The ear's captions: beside everything else it does, never before it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption, Hear, SpeechState, WatchCaptions, WatchSpeech
from langtutor.core.errors import Cancelled, EngineFailed, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Lane, WarmUp
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.host.client import Host
from langtutor.host.engine_set import Job
from langtutor.host.sets.captions import CaptionSession
from langtutor.host.specs import EAR, WorkerContext
from langtutor.settings.paths import Paths
from tests.support.models import home_with_models

Samples = NDArray[np.float32]

EN = LanguageCode("en")
LIMIT_S = 30
SAID = "He goes to work at seven, and he comes home late every day."


# --- one session, step by step ---------------------------------------------------------------------------------------


class Counting:
    """A captioner that says how many samples it has had, by thousands."""

    def __init__(self) -> None:
        self.fed: list[int] = []

    def feed(self, samples: Samples) -> Caption:
        if np.isnan(samples).any():
            raise EngineFailed(engine="counting", detail="no")
        self.fed.append(len(samples))
        return Caption("", str(sum(self.fed) // 1000), sum(self.fed) / SAMPLE_RATE_HZ)

    def finish(self) -> Caption:
        return Caption(str(sum(self.fed) // 1000), "", sum(self.fed) / SAMPLE_RATE_HZ)


class Table:
    """A session whose thread is the test."""

    def __init__(self) -> None:
        self.captioner = Counting()
        self.shown: list[Caption] = []
        self.cancelled = threading.Event()
        self.steps: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        job = Job(self.shown.append, self.cancelled)
        self.session = CaptionSession(lambda: self.captioner, job, self.steps.put)

    def run(self) -> None:
        while not self.steps.empty():
            self.steps.get()()


def test_what_piled_up_is_heard_in_larger_pieces_and_none_of_it_is_lost() -> None:
    table = Table()
    for _ in range(10):
        table.session.feed(np.zeros(1000, np.float32))
    table.run()
    table.session.feed(np.zeros(500, np.float32))
    last = table.session.finish()
    table.run()
    assert table.captioner.fed == [8000, 2000, 500]
    assert last.result(0) == Caption("10", "", 10_500 / SAMPLE_RATE_HZ)


def test_only_changes_are_told() -> None:
    table = Table()
    for _ in range(4):
        table.session.feed(np.zeros(500, np.float32))
        table.run()
    assert [caption.tentative for caption in table.shown] == ["0", "1", "2"]


def test_a_captioner_that_fails_ends_its_session_only_once() -> None:
    table = Table()
    table.session.feed(np.full(10, np.nan, np.float32))
    table.session.feed(np.zeros(10, np.float32))
    last = table.session.finish()
    table.run()
    assert isinstance(last.exception(0), EngineFailed)


def test_a_session_that_was_taken_back_does_no_more_work() -> None:
    table = Table()
    table.session.feed(np.zeros(10, np.float32))
    table.cancelled.set()
    last = table.session.finish()
    table.run()
    assert table.captioner.fed == []
    assert isinstance(last.exception(0), Cancelled)


# --- the real ear ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    home = home_with_models(tmp_path_factory.mktemp("home") / "h", "vosk-en-small", "whisper-base")
    host = Host(WorkerContext(Paths(home, home, home), never_use_network=True), (EAR,))
    host.submit(WarmUp(Capability.CAPTIONS, EN), Lane.LATER).future.result(LIMIT_S)
    yield host
    host.close()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sound = HibariVoice().say(SAID, EN, 1.0).sound
    wav = tmp_path_factory.mktemp("said") / "said.wav"
    write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
    return wav


def chunks(wav: Path) -> Iterator[Samples]:
    samples = np.concatenate([read_wav(wav), np.zeros(SAMPLE_RATE_HZ // 2, np.float32)])
    for start in range(0, len(samples), 1024):
        yield samples[start : start + 1024]


def test_captions_stream_and_end_with_all_that_was_said(ear: Host, said: Path) -> None:
    seen: list[Caption] = []
    session = ear.open(WatchCaptions(EN), seen.append)
    for chunk in chunks(said):
        session.feed(chunk)
    session.finish()
    assert session.future.result(LIMIT_S).settled == "he goes to work at seven and he comes home late every day"
    assert len(seen) > 2
    assert [caption.heard_s for caption in seen] == sorted(caption.heard_s for caption in seen)


def test_captions_of_a_language_without_a_model_are_refused_at_once(ear: Host) -> None:
    session = ear.open(WatchCaptions(LanguageCode("xx")), lambda caption: None)
    session.feed(np.zeros(10, np.float32))
    session.finish()
    with pytest.raises(UnsupportedLanguage):
        session.future.result(LIMIT_S)


def test_the_end_of_speech_is_watched_beside_captions_that_lag(ear: Host, said: Path) -> None:
    """All of a recording is fed at once: captions have seconds of work then, the watcher some hundredths."""
    silent, captioned = threading.Event(), threading.Event()

    def watch(state: SpeechState) -> None:
        if state.started and state.silence_s >= 0.4:
            silent.set()

    captions = ear.open(WatchCaptions(EN), lambda caption: None)
    captions.future.add_done_callback(lambda done: captioned.set())
    speech = ear.open(WatchSpeech(), watch)
    for chunk in list(chunks(said)) * 3:
        captions.feed(chunk)
        speech.feed(chunk)
    captions.finish()
    assert silent.wait(LIMIT_S)
    speech.finish()
    speech.future.result(LIMIT_S)
    assert not captioned.is_set()
    assert captions.future.result(LIMIT_S).settled.count("seven") == 3


def test_captions_come_while_the_ear_transcribes(ear: Host, said: Path) -> None:
    ear.ask(Hear(said, EN), timeout_s=LIMIT_S)  # loaded
    # In other styles: what is asked for again in the same way is remembered.
    heard = [ear.submit(Hear(said, EN, style=f"Number {number}.")) for number in range(4)]
    first = threading.Event()
    session = ear.open(WatchCaptions(EN), lambda caption: first.set())
    for chunk in chunks(said):
        session.feed(chunk)
    assert first.wait(LIMIT_S)
    assert not heard[-1].future.done()
    session.finish()
    session.future.result(LIMIT_S)
    assert all(call.future.result(LIMIT_S).text for call in heard)
