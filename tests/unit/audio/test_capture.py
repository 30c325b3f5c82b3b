"""Capture and playback against a sound system that does what the test says."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.capture import Capture
from langtutor.audio.devices import Devices
from langtutor.core.device_errors import MicrophoneSilent, MicrophoneUnplugged, NoSoundLibrary
from langtutor.core.errors import DiskFull
from langtutor.core.resampling import resample
from tests.support.fake_sounddevice import FakeSoundDevice, FakeStream, device

Samples = NDArray[np.float32]


class Taken:
    """What a capture told its owner."""

    def __init__(self) -> None:
        self.blocks: list[Samples] = []
        self.threads: set[str] = set()
        self.errors: queue.SimpleQueue[Exception] = queue.SimpleQueue()

    def take(self, samples: Samples) -> None:
        self.blocks.append(samples)
        self.threads.add(threading.current_thread().name)

    @property
    def samples(self) -> Samples:
        return np.concatenate(self.blocks)


@pytest.fixture
def taken() -> Taken:
    return Taken()


def hardware(refuse: Callable[[int, int], bool] = lambda rate_hz, channels: False) -> FakeSoundDevice:
    return FakeSoundDevice([device("mic", inputs=1, rate_hz=44_100)], refuse=refuse)


def begun(library: FakeSoundDevice, taken: Taken, patience_s: float = 5.0) -> tuple[Capture, FakeStream]:
    capture = Capture(Devices(lambda: library), "", taken.take, taken.errors.put, patience_s)
    capture.start()
    assert library.opened.acquire(timeout=30)
    stream = library.streams[0]
    assert stream.started.wait(30)
    return capture, stream


def test_all_that_came_before_the_stop_is_delivered(taken: Taken) -> None:
    capture, stream = begun(hardware(), taken)
    blocks = [np.full((512, 1), value, np.float32) for value in (0.1, 0.2, 0.3)]
    for block in blocks:
        stream.give(block)
    capture.stop()
    np.testing.assert_array_equal(taken.samples, np.concatenate(blocks).ravel())
    assert taken.threads == {"capture"}, "never in the sound system's own thread"
    assert stream.state == "closed"
    assert taken.errors.empty()


def test_other_rates_arrive_at_sixteen_kilohertz(taken: Taken) -> None:
    capture, stream = begun(hardware(refuse=lambda rate_hz, channels: rate_hz == 16_000), taken)
    samples = np.sin(np.arange(44_100) / 20).astype(np.float32)
    for start in range(0, len(samples), 1411):
        stream.give(samples[start : start + 1411, None])
    capture.stop()
    np.testing.assert_allclose(taken.samples, resample(samples, 44_100, 16_000), atol=1e-6)


def test_lost_samples_are_counted(taken: Taken) -> None:
    capture, stream = begun(hardware(), taken)
    stream.give(np.zeros((512, 1), np.float32))
    stream.give(np.zeros((512, 1), np.float32), overflow=True)
    capture.stop()
    assert capture.xruns == 1


def test_a_device_that_gives_nothing(taken: Taken) -> None:
    capture, stream = begun(hardware(), taken, patience_s=0.05)
    assert isinstance(taken.errors.get(timeout=30), MicrophoneSilent)
    capture.stop()
    assert stream.state == "closed"


def test_a_device_that_gives_no_more(taken: Taken) -> None:
    capture, stream = begun(hardware(), taken, patience_s=0.05)
    stream.give(np.full((512, 1), 0.5, np.float32))
    error = taken.errors.get(timeout=30)
    assert isinstance(error, MicrophoneUnplugged)
    assert error.fields == {"device": "mic"}
    capture.stop()
    assert len(taken.samples) == 512


def test_no_sound_library(taken: Taken) -> None:
    def load() -> object:
        raise OSError("PortAudio library not found")

    capture = Capture(Devices(load), "", taken.take, taken.errors.put)
    capture.start()
    assert isinstance(taken.errors.get(timeout=30), NoSoundLibrary)
    capture.stop()


def test_what_the_owner_raises_ends_the_capture_and_is_told(taken: Taken) -> None:
    def full(samples: Samples) -> None:
        raise DiskFull(folder="x", needed=1)

    library = hardware()
    capture = Capture(Devices(lambda: library), "", full, taken.errors.put)
    capture.start()
    assert library.opened.acquire(timeout=30)
    library.streams[0].give(np.zeros((512, 1), np.float32))
    assert isinstance(taken.errors.get(timeout=30), DiskFull)
    capture.stop()
    assert library.streams[0].state == "closed"
    assert taken.errors.empty()


def test_stopping_from_within(taken: Taken) -> None:
    """Silence was heard in this very block: stop must not wait for its own thread."""
    stopped = threading.Event()

    def take(samples: Samples) -> None:
        capture.stop()
        stopped.set()

    library = hardware()
    capture = Capture(Devices(lambda: library), "", take, taken.errors.put)
    capture.start()
    assert library.opened.acquire(timeout=30)
    library.streams[0].give(np.zeros((512, 1), np.float32))
    assert stopped.wait(30)
    capture.stop()
    assert library.streams[0].state == "closed"


def test_stop_before_start_is_no_error(taken: Taken) -> None:
    Capture(Devices(hardware), "", taken.take, taken.errors.put).stop()
