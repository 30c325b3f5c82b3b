"""Playing one sound at a time, to its end or to a stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.devices import Devices
from langtutor.audio.playback import Player
from langtutor.content.wav import write_wav
from langtutor.core.audio import Sound
from langtutor.core.device_errors import NoSpeaker, SpeakerUnplugged
from langtutor.core.errors import UnreadableAudio
from langtutor.core.resampling import resample
from tests.support.fake_sounddevice import FakeSoundDevice, FakeStream, PortAudioError, device

RATE = 24_000
TONE: NDArray[np.float32] = np.sin(np.arange(RATE // 2) / 20).astype(np.float32)
QUIET: NDArray[np.float32] = (TONE / 2).astype(np.float32)
SOUND = Sound(TONE.tobytes(), RATE)


def hardware(refuse: Callable[[int, int], bool] = lambda rate_hz, channels: False) -> FakeSoundDevice:
    return FakeSoundDevice([device("speaker", outputs=2, rate_hz=48_000)], refuse=refuse)


def player(library: FakeSoundDevice, name: str = "") -> Player:
    return Player(Devices(lambda: library), lambda: name)


def played(stream: FakeStream) -> NDArray[np.float32]:
    return np.concatenate(stream.played)[:, 0]


def test_all_of_it_is_played_then_silence_then_the_device_is_closed() -> None:
    library = hardware()
    player(library).play(SOUND).result(30)
    (stream,) = library.streams
    assert stream.arguments["samplerate"] == RATE
    heard = played(stream)
    np.testing.assert_array_equal(heard[: len(TONE)], TONE)
    assert len(heard) > len(TONE)
    assert not heard[len(TONE) :].any()
    assert stream.state == "closed"


def test_a_file(tmp_path: Path) -> None:
    write_wav(tmp_path / "x.wav", QUIET, RATE)
    library = hardware()
    player(library).play_file(tmp_path / "x.wav").result(30)
    np.testing.assert_allclose(played(library.streams[0])[: len(TONE)], QUIET, atol=1e-4)


def test_a_device_with_a_rate_of_its_own() -> None:
    library = hardware(refuse=lambda rate_hz, channels: rate_hz != 48_000)
    player(library).play(SOUND).result(30)
    np.testing.assert_allclose(played(library.streams[0])[: 2 * len(TONE)], resample(TONE, RATE, 48_000), atol=1e-6)


class Gate:
    """Holds what is played at its first chunk, so that something can happen meanwhile."""

    def __init__(self, library: FakeSoundDevice) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        library.on_write = self._hold

    def _hold(self) -> None:
        self.reached.set()
        assert self.open.wait(30)


def test_stop_ends_it_and_is_no_error() -> None:
    library = hardware()
    gate = Gate(library)
    one = player(library)
    future = one.play(SOUND)
    assert gate.reached.wait(30)
    one.stop()
    gate.open.set()
    future.result(30)
    assert len(played(library.streams[0])) == RATE * 0.05
    assert library.streams[0].state == "closed"


def test_the_next_sound_ends_the_one_before() -> None:
    library = hardware()
    gate = Gate(library)
    one = player(library)
    first = one.play(SOUND)
    assert gate.reached.wait(30)
    second = one.play(SOUND)
    gate.open.set()
    first.result(30)
    second.result(30)
    lengths = sorted(len(played(stream)) for stream in library.streams)
    assert lengths[0] < len(TONE) < lengths[1]


@pytest.mark.parametrize(("name", "error"), [("gone", SpeakerUnplugged), ("", NoSpeaker)])
def test_no_speaker(name: str, error: type[Exception]) -> None:
    library = hardware(refuse=lambda rate_hz, channels: True)
    with pytest.raises(error):
        player(library, name).play(SOUND).result(30)


def test_a_speaker_that_fails_meanwhile_is_closed() -> None:
    library = hardware()

    def fail() -> None:
        raise PortAudioError("gone")

    library.on_write = fail
    with pytest.raises(NoSpeaker):
        player(library).play(SOUND).result(30)
    assert library.streams[0].state == "closed"


def test_unreadable_and_empty(tmp_path: Path) -> None:
    library = hardware()
    with pytest.raises(UnreadableAudio):
        player(library).play_file(tmp_path / "none.wav").result(30)
    player(library).play(Sound(b"", RATE)).result(30)
    assert library.streams == []
