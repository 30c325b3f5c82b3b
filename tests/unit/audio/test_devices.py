"""Finding devices, agreeing on a rate, and saying why there is none."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.devices import Devices
from langtutor.core.device_errors import (
    NoMicrophone,
    NoMicrophoneFound,
    NoSoundLibrary,
    NoSpeaker,
    NoSpeakerFound,
    SpeakerUnplugged,
)
from tests.support.fake_sounddevice import FakeSoundDevice, PortAudioError, device

HARDWARE = [device("HDMI", outputs=8), device("Webcam", inputs=2, rate_hz=44_100), device("default", 32, 32)]


def fake(default: tuple[int, int] = (2, 2), **more: Any) -> tuple[Devices, FakeSoundDevice]:
    library = FakeSoundDevice(HARDWARE, default, **more)
    return Devices(load=lambda: library), library


def ignore(samples: NDArray[np.float32], lost: bool) -> None:
    pass


def test_names_and_defaults() -> None:
    devices, _ = fake()
    assert devices.microphones() == ("Webcam", "default")
    assert devices.speakers() == ("HDMI", "default")
    assert (devices.default_microphone(), devices.default_speaker()) == ("default", "default")
    assert devices.has_microphone()


def test_no_device_at_all() -> None:
    devices = Devices(load=lambda: FakeSoundDevice([], (-1, -1)))
    assert (devices.microphones(), devices.default_microphone(), devices.has_microphone()) == ((), None, False)
    with pytest.raises(NoMicrophoneFound):
        devices.open_microphone("", ignore)
    with pytest.raises(NoSpeakerFound):
        devices.open_speaker("", 16_000)


def test_without_portaudio_there_is_nothing_and_opening_says_why() -> None:
    def load() -> Any:
        raise OSError("PortAudio library not found")

    devices = Devices(load)
    assert devices.microphones() == devices.speakers() == ()
    assert devices.default_speaker() is None
    assert not devices.refresh()
    with pytest.raises(NoSoundLibrary):
        devices.open_microphone("", ignore)
    with pytest.raises(NoSoundLibrary):
        devices.open_speaker("", 16_000)


def test_a_chosen_device_is_used_and_a_missing_speaker_named() -> None:
    devices, library = fake()
    assert devices.open_microphone("Webcam", ignore).instead_of == ""
    assert library.streams[0].arguments["device"] == 1
    with pytest.raises(SpeakerUnplugged):
        devices.open_speaker("Webcam", 16_000)


def test_sixteen_kilohertz_where_the_device_can() -> None:
    devices, library = fake()
    assert devices.open_microphone("", ignore).rate_hz == 16_000
    assert library.streams[0].arguments["channels"] == 1
    assert library.streams[0].arguments["blocksize"] == 512


def test_a_stubborn_microphone_gives_its_own_rate_and_channels() -> None:
    devices, library = fake(refuse=lambda rate_hz, channels: (rate_hz, channels) != (44_100, 2))
    blocks: list[tuple[NDArray[np.float32], bool]] = []
    microphone = devices.open_microphone("Webcam", lambda samples, lost: blocks.append((samples, lost)))
    assert microphone.rate_hz == 44_100
    library.streams[0].give(np.array([[0.5, 0.1], [0.2, 0.4]], np.float32), overflow=True)
    np.testing.assert_allclose(blocks[0][0], [0.3, 0.3])
    assert blocks[0][1]


def test_blocks_are_copies() -> None:
    """PortAudio uses its buffer again."""
    devices, library = fake()
    blocks: list[NDArray[np.float32]] = []
    devices.open_microphone("", lambda samples, lost: blocks.append(samples))
    buffer = np.full((4, 1), 0.5, np.float32)
    library.streams[0].give(buffer)
    buffer[:] = 0
    np.testing.assert_array_equal(blocks[0], np.full(4, 0.5, np.float32))


def test_a_device_that_opens_nowise() -> None:
    devices, _ = fake(refuse=lambda rate_hz, channels: True)
    with pytest.raises(NoMicrophone) as caught:
        devices.open_microphone("", ignore)
    assert "Invalid sample rate" in str(caught.value.fields["detail"])
    assert devices.refresh(), "a stream that never opened is not in the way"


def test_both_channels_of_a_speaker_play() -> None:
    devices, library = fake(refuse=lambda rate_hz, channels: channels == 1)
    speaker = devices.open_speaker("HDMI", 16_000)
    speaker.write(np.array([0.1, 0.2], np.float32))
    np.testing.assert_allclose(library.streams[0].played[0], [[0.1, 0.1], [0.2, 0.2]])


def test_a_speaker_that_fails_is_no_speaker() -> None:
    devices, library = fake()

    def fail() -> None:
        raise PortAudioError("device unavailable")

    library.on_write = fail
    speaker = devices.open_speaker("", 16_000)
    with pytest.raises(NoSpeaker):
        speaker.write(np.zeros(10, np.float32))


def test_refresh_sees_what_was_plugged_in_but_never_cuts_a_stream_off() -> None:
    devices, library = fake()
    library.plugged_in = [device("Headset", inputs=1)]
    microphone = devices.open_microphone("", ignore)
    assert not devices.refresh()
    assert devices.microphones() == ("Webcam", "default")
    microphone.close()
    assert devices.refresh()
    assert devices.microphones() == ("Headset",)


def test_what_was_plugged_in_since_is_found_when_asked_for() -> None:
    devices, library = fake()
    library.plugged_in = [device("Headset", inputs=1)]
    assert devices.open_microphone("Headset", ignore).name == "Headset"


def test_portaudio_costs_the_window_nothing_to_start() -> None:
    script = (
        "import sys, langtutor.audio.capture, langtutor.audio.playback, langtutor.audio.recordings\n"
        "langtutor.audio.devices.Devices()\n"
        "print('sounddevice' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
