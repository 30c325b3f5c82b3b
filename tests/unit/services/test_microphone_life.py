"""What a recording tells of the microphone, ten minutes of speech, and recordings whose verdict never came."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore
from langtutor.content.messages import Messages
from langtutor.content.wav import read_wav
from langtutor.core.device_errors import MicrophoneMuted, MicrophoneUnplugged
from langtutor.core.errors import NoSpeech
from langtutor.core.sound_quality import Issue
from langtutor.services.recording import LONGEST_S, MONOLOGUE_S, Recorder, RecorderState, Recording, report_on
from langtutor.settings.paths import resources_dir
from langtutor.settings.schema import Keeping, SettingsFile
from tests.support.fake_host import FakeHost
from tests.support.fake_sounddevice import FakeSoundDevice, FakeStream, device
from tests.support.waiting import wait_until

PATIENCE_S = 60.0
RATE_HZ = 16_000
Samples = NDArray[np.float32]


class Room:
    def __init__(self, folder: Path) -> None:
        self.library = FakeSoundDevice([device("Mic", inputs=1, rate_hz=RATE_HZ)], default=(0, -1))
        self.library.plugged_in = self.library.devices
        self.host, self.settings = FakeHost(), SettingsFile(folder / "settings.json")
        self.folder = folder / "recordings"
        self.states: list[RecorderState] = []
        self.recorder = self.another_program()

    def another_program(self) -> Recorder:
        """The same folder, seen by a recorder that made none of what is in it."""
        return Recorder(self.host, Devices(lambda: self.library), RecordingStore(self.folder), self.settings)

    def listening(self, item: str = "x/1", longest_s: float = LONGEST_S) -> tuple[Recording, FakeStream]:
        self.states.clear()
        recording = self.recorder.start(
            self.states.append,
            item=item,
            asked="She walks.",
            language="en",
            stop_at_silence=False,
            longest_s=longest_s,
        )
        assert self.library.opened.acquire(timeout=PATIENCE_S)
        stream = self.library.streams[-1]
        assert stream.started.wait(PATIENCE_S)
        return recording, stream

    def hear(self, stream: FakeStream, samples: Samples) -> RecorderState:
        """What the page knows once all of it was taken."""
        before = self.states[-1].elapsed_s if self.states else 0.0
        stream.give(samples[:, None])
        until = before + len(samples) / RATE_HZ - 0.01
        wait_until(lambda: bool(self.states) and self.states[-1].elapsed_s >= until, "the samples never came")
        return self.states[-1]

    def finished(self, item: str = "x/1") -> Path:
        recording, stream = self.listening(item)
        self.hear(stream, voice(0.5))
        recording.stop()
        return recording.future.result(PATIENCE_S)

    def quit(self) -> None:
        self.recorder.close()
        idle = "a thread stays"
        wait_until(lambda: not any(t.name.startswith("recording-") for t in threading.enumerate()), idle)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.quit()


def voice(seconds: float, level: float = 0.3) -> Samples:
    """Syllables, and a hiss beneath them."""
    rng = np.random.default_rng(2)
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    syllables = np.clip(np.sin(2 * np.pi * 3 * times), 0, 1) * np.sin(2 * np.pi * 200 * times)
    return np.clip(level * syllables + 0.001 * rng.normal(size=len(times)), -1, 1).astype(np.float32)


def in_words(recording: Recording) -> str:
    assert recording.report is not None
    return recording.report.sentence(Messages(resources_dir() / "messages", "en"))


def note(state: RecorderState) -> str:
    return state.note.key if state.note else ""


# --- what is told ----------------------------------------------------------------------------------------------------


def test_a_good_recording_has_nothing_to_be_told(room: Room) -> None:
    recording, stream = room.listening()
    assert note(room.hear(stream, voice(3.0))) == ""
    recording.stop()
    recording.future.result(PATIENCE_S)
    assert recording.report is not None
    assert recording.report.quality.is_good
    assert in_words(recording) == ""


def test_a_muted_microphone_is_told_at_once_and_at_the_end(room: Room) -> None:
    recording, stream = room.listening()
    assert note(room.hear(stream, np.zeros(8_000, np.float32))) == "", "devices may begin with zeros"
    assert note(room.hear(stream, np.zeros(16_000, np.float32))) == "microphone.now.no_sound"
    recording.stop()
    error = recording.future.exception(PATIENCE_S)
    assert isinstance(error, MicrophoneMuted)
    assert isinstance(error, NoSpeech), "for pages it is a kind of silence"
    assert error.fields == {"device": "Mic"}
    assert list(room.folder.iterdir()) == []


def test_too_loud_is_told_at_once_and_at_the_end(room: Room) -> None:
    recording, stream = room.listening()
    assert note(room.hear(stream, voice(2.0, level=3.0))) == "microphone.now.too_loud"
    recording.stop()
    recording.future.result(PATIENCE_S)
    assert recording.report is not None
    assert recording.report.quality.issues == (Issue.CLIPPED,)
    assert "too loud" in in_words(recording)
    assert report_on(recording.future.result()).quality.issues == (Issue.CLIPPED,), "and of its file the same"


def test_another_microphone_than_the_chosen_one_is_told(room: Room) -> None:
    room.settings.change(microphone="Headset")
    recording, stream = room.listening()
    assert note(room.hear(stream, voice(1.0))) == "microphone.another_used"
    assert note(room.hear(stream, voice(4.0))) == "", "for a few seconds"
    recording.stop()
    recording.future.result(PATIENCE_S)
    assert in_words(recording).startswith("The microphone Headset isn’t there, so Mic was used.")


# --- long ------------------------------------------------------------------------------------------------------------


def test_ten_minutes_are_recorded_and_the_end_is_told(room: Room) -> None:
    recording, stream = room.listening(item="", longest_s=MONOLOGUE_S)
    minute = voice(60.0)
    for _ in range(5):
        state = room.hear(stream, minute)
    assert (round(state.elapsed_s), round(state.left_s), note(state)) == (300, 300, "")
    for _ in range(4):
        room.hear(stream, minute)
    state = room.hear(stream, minute[: 40 * RATE_HZ])
    assert state.note is not None
    assert (note(state), state.note.fields) == ("microphone.now.time_left", {"seconds": 20})
    stream.give(minute[:, None])
    wav = recording.future.result(PATIENCE_S)
    assert len(read_wav(wav)) >= MONOLOGUE_S * RATE_HZ, "nothing of it is lost"
    assert in_words(recording) == (
        "The longest time (10 minutes) was reached, so the recording ended there. All of it until then is kept."
    )


def test_a_drill_is_as_short_as_ever_and_says_that_its_time_ended(room: Room) -> None:
    recording, stream = room.listening()
    assert note(room.hear(stream, voice(27.0))) == "microphone.now.time_left"
    stream.give(voice(5.0)[:, None])
    recording.future.result(PATIENCE_S)
    assert "30 seconds" in in_words(recording)


# --- until the verdict -----------------------------------------------------------------------------------------------


def test_what_was_not_judged_is_offered_to_the_next_program_only(room: Room) -> None:
    wav = room.finished()
    next_program = room.another_program()
    assert room.recorder.unfinished() == next_program.unfinished() == (), "it is being judged"
    killed(room)
    (left,) = next_program.unfinished()
    assert (left.path, left.asked, left.complete) == (wav, "She walks.", True)
    next_program.keep(left.id)
    assert next_program.unfinished() == (), "not while that judges it"
    next_program.judged(left.path)
    assert room.another_program().unfinished() == ()
    assert wav.exists()
    assert len(RecordingStore(room.folder).finished()) == 1


def killed(room: Room) -> None:
    """The system takes back the locks of a program that is no more."""
    for recording in room.recorder._waiting.values():
        assert recording._writer is not None
        recording._writer.leave()


def test_what_was_judged_is_not_offered(room: Room) -> None:
    room.recorder.judged(room.finished())
    killed(room)
    assert room.another_program().unfinished() == ()


def test_what_was_not_asked_for_waits_for_no_verdict(room: Room) -> None:
    room.finished(item="")
    killed(room)
    assert room.another_program().unfinished() == ()


def test_what_waits_is_not_tidied_away_and_survives_an_orderly_end(room: Room) -> None:
    room.settings.change(recordings_kept=Keeping.NEVER)
    wav = room.finished()
    room.another_program().tidy()
    room.quit()
    killed(room)
    (left,) = room.another_program().unfinished()
    assert left.path == wav
    assert wav.exists()


def test_what_lies_elsewhere_is_left_alone(room: Room, tmp_path: Path) -> None:
    (tmp_path / "mine.wav").touch()
    (tmp_path / "mine.pcm").touch()
    room.recorder.judged(tmp_path / "mine.wav")
    assert (tmp_path / "mine.pcm").exists()


def test_kept_for_ever_is_for_ever(room: Room) -> None:
    room.settings.change(recordings_kept=Keeping.ALWAYS)
    wav = room.finished()
    room.recorder.judged(wav)
    os.utime(wav, (0, 0))
    room.recorder.tidy()
    assert wav.exists()
    room.settings.change(recordings_kept=Keeping.WEEK)
    room.recorder.tidy()
    assert not wav.exists()


# --- unplugged -------------------------------------------------------------------------------------------------------


def test_unplugged_while_speaking_keeps_what_was_said_and_today_offers_it(room: Room) -> None:
    recording, stream = room.listening()
    room.hear(stream, voice(1.0))
    error = recording.future.exception(PATIENCE_S)  # no block came any more
    assert isinstance(error, MicrophoneUnplugged)
    assert "Today" in Messages(resources_dir() / "messages", "en").error(error)
    (left,) = room.recorder.unfinished()
    assert left.duration_s == pytest.approx(1.0, abs=0.05)
    assert not left.complete
    again, stream = room.listening()
    assert room.hear(stream, voice(0.5)).elapsed_s >= 0.49, "and one goes on"
    again.cancel()
