"""Recording one answer, with a sound library and an ear that do as the test says, and real files."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore, RecordingWriter
from langtutor.content.wav import read_wav
from langtutor.core.device_errors import MicrophoneUnplugged, NoMicrophone
from langtutor.core.ear_requests import Caption, WatchCaptions
from langtutor.core.errors import Cancelled, DiskFull, EngineCrashed, FolderReadOnly, ModelMissing, NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.services.recording import Recorder, RecorderState, Recording
from langtutor.settings.schema import Keeping, SettingsFile
from tests.support.fake_host import FakeHost, FakeSession
from tests.support.fake_sounddevice import FakeSoundDevice, FakeStream, device
from tests.support.waiting import wait_until

PATIENCE_S = 30.0
MICROPHONE = device("Mic", inputs=1, rate_hz=16_000.0)


@dataclass
class Room:
    """A recorder in a folder of its own."""

    folder: Path
    library: FakeSoundDevice
    host: FakeHost
    settings: SettingsFile
    recorder: Recorder
    states: list[RecorderState] = field(default_factory=list)

    def start(self, *, stop_at_silence: bool = True) -> Recording:
        return self.recorder.start(
            self.states.append, stop_at_silence=stop_at_silence, item="x/1", asked="She walks.", language="en"
        )

    def listening(self, *, stop_at_silence: bool = True) -> tuple[Recording, FakeStream, FakeSession]:
        """A recording whose microphone runs."""
        self.states.clear()
        recording = self.start(stop_at_silence=stop_at_silence)
        assert self.library.opened.acquire(timeout=PATIENCE_S)
        stream = self.library.streams[-1]
        assert stream.started.wait(PATIENCE_S)
        return recording, stream, self.host.sessions[-1]

    def speak(self, stream: FakeStream, seconds: float = 0.5, level: float = 0.5) -> None:
        """Waits until the last block was taken."""
        before = self.states[-1].elapsed_s if self.states else 0.0
        stream.give(np.full((round(16_000 * seconds), 1), level, np.float32))
        wait_until(
            lambda: bool(self.states) and self.states[-1].elapsed_s >= before + seconds - 0.1, "the samples never came"
        )

    def files(self) -> set[str]:
        return {path.suffix for path in self.folder.glob("*")}


@contextmanager
def room_of(folder: Path, devices: list[dict[str, Any]]) -> Iterator[Room]:
    library = FakeSoundDevice(devices, default=(0, -1))
    host, settings = FakeHost(), SettingsFile(folder / "settings.json")
    store = RecordingStore(folder / "recordings")
    room = Room(
        folder / "recordings", library, host, settings, Recorder(host, Devices(lambda: library), store, settings)
    )
    yield room
    room.recorder.close()
    wait_until(lambda: not any(t.name.startswith("recording-") for t in threading.enumerate()), "a thread stays")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with room_of(tmp_path, [MICROPHONE]) as made:
        yield made


def error_of(future: Future[Path]) -> BaseException:
    error = future.exception(PATIENCE_S)
    assert error is not None
    return error


# --- the ways it ends ------------------------------------------------------------------------------------------------


def test_the_learner_stops_and_gets_the_wav(room: Room) -> None:
    recording, stream, session = room.listening()
    room.speak(stream, 0.5, level=0.25)
    recording.stop()
    wav = recording.future.result(PATIENCE_S)
    samples = read_wav(wav)
    assert len(samples) == 8_000
    assert np.abs(samples[1_000:-1_000] - 0.25).max() < 0.01
    assert stream.state == "closed"
    assert session.finished.is_set()
    assert sum(map(len, session.fed)) == 8_000
    sidecar = json.loads(wav.with_suffix(".json").read_text())
    assert (sidecar["item"], sidecar["asked"], sidecar["language"]) == ("x/1", "She walks.", "en")
    assert room.files() == {".wav", ".json", ".pcm"}, "until it is judged"
    room.recorder.judged(wav)
    assert room.files() == {".wav", ".json"}


def test_the_page_sees_level_time_and_speech(room: Room) -> None:
    _, stream, session = room.listening()
    session.say(started=True, speaking=True)
    room.speak(stream, 0.5, level=-0.75)
    last = room.states[-1]
    assert last.level == pytest.approx(0.75, abs=0.05)
    assert last.elapsed_s == pytest.approx(0.5, abs=0.1)
    assert (last.started, last.speaking) == (True, True)


def test_silence_after_speech_ends_it(room: Room) -> None:
    recording, stream, session = room.listening()
    room.speak(stream)
    session.say(started=True, silence_s=room.settings.now.silence_s - 0.1)
    assert not recording.future.done()
    session.say(started=True, silence_s=room.settings.now.silence_s)
    assert recording.future.result(PATIENCE_S).exists()


def test_silence_before_speech_does_not(room: Room) -> None:
    recording, stream, session = room.listening()
    session.say(started=False, silence_s=5.0)
    room.speak(stream)
    assert not recording.future.done()


def test_where_silence_may_not_end_it_it_does_not(room: Room) -> None:
    recording, stream, session = room.listening(stop_at_silence=False)
    session.say(started=True, silence_s=5.0)
    room.speak(stream)
    assert not recording.future.done()


def test_nothing_said_ends_it_and_leaves_nothing(room: Room) -> None:
    recording, stream, session = room.listening()
    session.say(started=False)
    stream.give(np.zeros((16_000 * 9, 1), np.float32))
    assert isinstance(error_of(recording.future), NoSpeech)
    assert room.files() == set()


def test_it_ends_at_the_longest_time(room: Room) -> None:
    recording, stream, session = room.listening()
    session.say(started=True, speaking=True)
    stream.give(np.full((16_000 * 31, 1), 0.1, np.float32))
    assert len(read_wav(recording.future.result(PATIENCE_S))) >= 30 * 16_000


def test_cancel_leaves_nothing(room: Room) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream)
    recording.cancel()
    assert isinstance(error_of(recording.future), Cancelled)
    assert room.files() == set()
    assert stream.state == "closed"


def test_the_first_end_counts(room: Room) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream)
    recording.stop()
    recording.cancel()
    recording.stop()
    assert recording.future.result(PATIENCE_S).exists()


def test_without_the_ear_what_was_said_is_not_thrown_away(room: Room) -> None:
    recording, stream, session = room.listening()
    session.future.set_exception(EngineCrashed(worker="ear"))
    room.speak(stream, 9.0)
    assert not recording.future.done()
    recording.stop()
    assert recording.future.result(PATIENCE_S).exists()


def test_an_ear_that_is_still_loading_does_not_end_it_as_silent(room: Room) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream, 9.0)
    assert not recording.future.done()


# --- captions ----------------------------------------------------------------------------------------------------


def captioned(room: Room, **more: Any) -> tuple[Recording, FakeStream, list[Caption], FakeSession | None]:
    """A recording with captions, and the ear's session for them where one was opened."""
    seen: list[Caption] = []
    options: dict[str, Any] = {"language": "en", **more}
    recording = room.recorder.start(room.states.append, on_caption=seen.append, **options)
    assert room.library.opened.acquire(timeout=PATIENCE_S)
    stream = room.library.streams[-1]
    assert stream.started.wait(PATIENCE_S)
    sessions = [session for session in room.host.sessions if isinstance(session.request, WatchCaptions)]
    return recording, stream, seen, sessions[-1] if sessions else None


def test_captions_hear_all_that_is_recorded_and_the_last_comes_after_the_end(room: Room) -> None:
    recording, stream, seen, session = captioned(room)
    assert session is not None
    assert session.request == WatchCaptions(LanguageCode("en"))
    room.speak(stream)
    session.on_partial(Caption("", "she", 0.3))
    recording.stop()
    recording.future.result(PATIENCE_S)
    assert session.finished.is_set()
    assert sum(map(len, session.fed)) == 8_000
    session.future.set_result(Caption("she walks", "", 0.5))
    assert [f"{caption.settled} {caption.tentative}".strip() for caption in seen] == ["she", "she walks"]


def test_without_a_model_for_captions_it_records_all_the_same(room: Room) -> None:
    recording, stream, seen, session = captioned(room)
    assert session is not None
    session.future.set_exception(ModelMissing(model="vosk", command="install"))
    room.speak(stream)
    assert session.fed == []
    recording.stop()
    assert recording.future.result(PATIENCE_S).exists()
    assert seen == []


def test_who_wants_no_captions_costs_the_ear_nothing(room: Room) -> None:
    room.settings.change(show_captions=False)
    recording, _, _, session = captioned(room)
    assert session is None
    recording.cancel()


def test_a_language_that_is_not_known_has_no_captions(room: Room) -> None:
    recording, _, _, session = captioned(room, language="")
    assert session is None
    recording.cancel()


def test_a_microphone_that_does_not_open_leaves_no_session_behind(tmp_path: Path) -> None:
    with room_of(tmp_path, []) as room:
        recording = room.recorder.start(room.states.append, on_caption=lambda caption: None, language="en")
        assert isinstance(error_of(recording.future), NoMicrophone)
        wait_until(lambda: all(session.finished.is_set() for session in room.host.sessions), "a session stays open")
        assert len(room.host.sessions) == 2


# --- what goes wrong -------------------------------------------------------------------------------------------------


def test_no_microphone(tmp_path: Path) -> None:
    with room_of(tmp_path, []) as room:
        assert not room.recorder.available()
        assert isinstance(error_of(room.start().future), NoMicrophone)
        assert room.files() == set()


def test_a_microphone_that_is_pulled_out_keeps_what_was_said_for_later(room: Room) -> None:
    recording, stream, session = room.listening()
    room.speak(stream, 1.0)
    recording.failed(MicrophoneUnplugged(device="Mic"))
    assert isinstance(error_of(recording.future), MicrophoneUnplugged)
    assert session.finished.is_set()
    (left,) = room.recorder.unfinished()
    assert (str(left.item), left.asked) == ("x/1", "She walks.")
    assert left.duration_s == pytest.approx(1.0, abs=0.05)


def test_a_full_disk_while_recording_keeps_what_was_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream, 1.0)

    def full(self: RecordingWriter, pcm: Any) -> None:
        raise DiskFull(folder="x", needed=1)

    monkeypatch.setattr(RecordingWriter, "write", full)
    stream.give(np.zeros((512, 1), np.float32))
    assert isinstance(error_of(recording.future), DiskFull)
    monkeypatch.undo()
    assert len(room.recorder.unfinished()) == 1


def test_a_full_disk_at_the_end_keeps_what_was_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream, 1.0)

    def full(self: RecordingWriter, *, judged_later: bool) -> Path:
        raise DiskFull(folder="x", needed=1)

    monkeypatch.setattr(RecordingWriter, "finish", full)
    recording.stop()
    assert isinstance(error_of(recording.future), DiskFull)
    monkeypatch.undo()
    assert len(room.recorder.unfinished()) == 1


def test_a_folder_that_cannot_be_written_is_said_and_not_raised(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> RecordingWriter:
        raise FolderReadOnly(folder="x")

    monkeypatch.setattr(RecordingStore, "begin", refuse)
    assert isinstance(error_of(room.start().future), FolderReadOnly)
    assert room.library.streams == []


def test_a_page_that_fails_ends_the_recording(room: Room) -> None:
    def broken(_: RecorderState) -> None:
        raise ValueError("no such widget")

    recording = room.recorder.start(broken)
    assert room.library.opened.acquire(timeout=PATIENCE_S)
    stream = room.library.streams[-1]
    assert stream.started.wait(PATIENCE_S)
    stream.give(np.zeros((512, 1), np.float32))
    assert isinstance(error_of(recording.future), ValueError)


# --- races -----------------------------------------------------------------------------------------------------------


@contextmanager
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Recordings begin only when the event is set."""
    go, begin = threading.Event(), RecordingStore.begin

    def waiting(self: RecordingStore, item: str, asked: str, language: str) -> RecordingWriter:
        assert go.wait(PATIENCE_S)
        return begin(self, item, asked, language)

    monkeypatch.setattr(RecordingStore, "begin", waiting)
    yield go
    go.set()


@pytest.mark.parametrize(("how", "error"), [("stop", NoSpeech), ("cancel", Cancelled)])
def test_ended_before_it_began_opens_no_microphone(
    room: Room, monkeypatch: pytest.MonkeyPatch, how: str, error: type[Exception]
) -> None:
    with slow_disk(monkeypatch) as go:
        recording = room.start()
        getattr(recording, how)()
        assert isinstance(error_of(recording.future), error)
        go.set()
        wait_until(lambda: not any(t.name == "recording-start" for t in threading.enumerate()), "it never begins")
    assert room.library.streams == []
    assert room.host.sessions == []
    assert room.files() == set()


def test_ended_while_the_microphone_opens_closes_it_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    opening, go = threading.Event(), threading.Event()

    def slow(rate_hz: int, channels: int) -> bool:
        opening.set()
        assert go.wait(PATIENCE_S)
        return False

    monkeypatch.setattr(room.library, "_refuse", slow)
    recording = room.start()
    assert opening.wait(PATIENCE_S)
    recording.stop()
    go.set()
    assert isinstance(error_of(recording.future), NoSpeech)
    wait_until(lambda: [s.state for s in room.library.streams] == ["closed"], "the microphone stays open")
    assert room.files() == set()


def test_a_new_recording_cancels_the_one_before_and_waits_for_its_microphone(room: Room) -> None:
    first, stream, _ = room.listening()
    room.speak(stream)
    second, other, _ = room.listening()
    assert isinstance(error_of(first.future), Cancelled)
    assert stream.state == "closed"
    room.speak(other)
    second.stop()
    assert second.future.result(PATIENCE_S).exists()
    assert len(list(room.folder.glob("*.wav"))) == 1


def test_closing_cancels_what_is_under_way(room: Room) -> None:
    recording, stream, _ = room.listening()
    room.recorder.close()
    assert isinstance(error_of(recording.future), Cancelled)
    wait_until(lambda: stream.state == "closed", "the microphone stays open")


# --- what is kept ----------------------------------------------------------------------------------------------------


def finished(room: Room) -> Path:
    recording, stream, _ = room.listening()
    room.speak(stream)
    recording.stop()
    wav = recording.future.result(PATIENCE_S)
    room.recorder.judged(wav)
    return wav


def test_recordings_are_kept_by_default(room: Room) -> None:
    first, second = finished(room), finished(room)
    room.recorder.close()
    room.recorder.tidy()
    assert first.exists()
    assert second.exists()


def test_recordings_that_are_not_to_be_kept_go_with_the_next_one_and_at_the_end(room: Room) -> None:
    room.settings.change(recordings_kept=Keeping.NEVER)
    first = finished(room)
    assert first.exists()  # to be judged, to be heard again
    second = finished(room)
    assert not first.exists()
    assert not first.with_suffix(".json").exists()
    assert second.exists()
    room.recorder.close()
    assert room.files() == set()


def test_an_unfinished_one_that_was_dealt_with_is_not_kept_either(room: Room) -> None:
    recording, stream, _ = room.listening()
    room.speak(stream)
    recording.failed(MicrophoneUnplugged(device="Mic"))
    error_of(recording.future)
    (left,) = room.recorder.unfinished()
    room.settings.change(recordings_kept=Keeping.NEVER)
    room.recorder.keep(left.id)
    assert left.path.exists()
    room.recorder.judged(left.path)
    room.recorder.close()
    assert not left.path.exists()


def test_a_start_removes_what_was_left_when_nothing_is_to_be_kept_but_never_an_unfinished_one(room: Room) -> None:
    done = finished(room)
    recording, stream, _ = room.listening()
    room.speak(stream, 1.0)
    recording.failed(MicrophoneUnplugged(device="Mic"))
    error_of(recording.future)
    room.settings.change(recordings_kept=Keeping.NEVER)
    os.utime(done, (0, 0))
    room.recorder.tidy()
    assert not done.exists()
    assert len(room.recorder.unfinished()) == 1


def test_a_start_removes_old_recordings(room: Room) -> None:
    old, new = finished(room), finished(room)
    past = new.stat().st_mtime - timedelta(days=(room.settings.now.recordings_kept.days or 0) + 1).total_seconds()
    os.utime(old, (past, past))
    room.recorder.tidy()
    assert not old.exists()
    assert new.exists()


def test_a_try_of_the_microphone_is_thrown_away(room: Room) -> None:
    wav = finished(room)
    room.recorder.throw_away(wav)
    assert room.files() == set()
    room.recorder.throw_away(wav)  # that it is gone already is no error
