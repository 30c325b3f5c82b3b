"""Capture, playback and device lists on real PortAudio, with a PulseAudio of the test's own as the hardware."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, write_wav
from langtutor.core.resampling import resample
from tests.support.virtual_microphone import VirtualMicrophone, virtual_microphone

RECORDER = """
import json, sys
from pathlib import Path
from langtutor.audio.capture import Capture
from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore

def say(**what):
    print(json.dumps(what), flush=True)

devices = Devices()
writer = RecordingStore(Path(sys.argv[1])).begin("", "", "en")
blocks = []

def take(samples):
    blocks.append(len(samples))
    writer.write(samples)
    if len(blocks) == 1:
        say(began=True, refreshed=devices.refresh())

capture = Capture(devices, sys.argv[2], take, lambda error: say(error=type(error).__name__, fields=error.fields))
capture.start()
sys.stdin.readline()
capture.stop()
wav, longest = str(writer.finish()), max(blocks, default=0)
say(wav=wav, instead_of=capture.instead_of, longest=longest, refreshed=devices.refresh())
"""

PLAYER = """
import sys, time
from pathlib import Path
from langtutor.audio.devices import Devices
from langtutor.audio.playback import Player
player = Player(Devices())
future = player.play_file(Path(sys.argv[1]))
if sys.argv[2] == "stop":
    time.sleep(0.3)
    player.stop()
future.result(60)
"""


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    with virtual_microphone(os.environ) as found:
        yield found


def syllables(rate_hz: int, duration_s: float = 1.5) -> NDArray[np.float32]:
    """Noise in bursts, low enough that a delay of half a sample hardly shows."""
    rng = np.random.default_rng(3)
    count = round(rate_hz * duration_s)
    spectrum = np.fft.rfft(rng.normal(size=count))
    spectrum[np.fft.rfftfreq(count, 1 / rate_hz) > 1000] = 0
    noise = np.fft.irfft(spectrum, count) * (0.2 + np.square(np.sin(2 * np.pi * 2 * np.arange(count) / rate_hz)))
    loud: NDArray[np.float32] = (0.5 * noise / np.abs(noise).max()).astype(np.float32)
    return loud


def likeness(heard: NDArray[np.float32], said: NDArray[np.float32]) -> tuple[float, float]:
    """Correlation at the best delay, and the gain there."""
    size = len(heard) + len(said)
    cross = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    delay = int(np.argmax(cross[: len(heard)]))
    part = heard[delay : delay + len(said)].astype(np.float64)
    assert len(part) == len(said), "it ends too early"
    return float(np.corrcoef(part, said)[0, 1]), float(np.linalg.norm(part) / np.linalg.norm(said))


class Child:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said

    def stop(self) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.line()


@contextmanager
def recorder(microphone: VirtualMicrophone, folder: Path, device: str = "") -> Iterator[Child]:
    command = [sys.executable, "-c", RECORDER, str(folder), device]
    with subprocess.Popen(
        command, env=dict(microphone.environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Child(process)
        finally:
            process.kill()


@pytest.mark.parametrize("device", ["", "pulse"])
def test_what_is_said_is_on_disk(microphone: VirtualMicrophone, tmp_path: Path, device: str) -> None:
    wav = tmp_path / "said.wav"
    said = syllables(44_100)
    write_wav(wav, np.concatenate([said, np.zeros(13_230, np.float32)]), 44_100)
    with recorder(microphone, tmp_path / "recordings", device) as child:
        assert child.line() == {"began": True, "refreshed": False}, "no refresh while a stream is open"
        microphone.say(wav)
        ended = child.stop()
    heard = read_wav(Path(ended["wav"]))
    correlation, gain = likeness(heard, resample(said, 44_100, 16_000))
    assert correlation > 0.98
    assert gain == pytest.approx(1, abs=0.05)
    assert ended["refreshed"]
    assert ended["longest"] <= 1024


def test_a_microphone_that_goes_away(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    with recorder(microphone, tmp_path / "recordings") as child:
        assert child.line()["began"]
        microphone.unplug()
        assert child.line()["error"] in ("MicrophoneUnplugged", "NoMicrophone")
        ended = child.stop()
    assert len(read_wav(Path(ended["wav"]))) > 0, "what came before is kept"


def test_instead_of_a_microphone_that_is_not_there_the_usual_one_hears(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    with recorder(microphone, tmp_path / "recordings", "Blue Snowball") as child:
        assert child.line()["began"]
        ended = child.stop()
    assert ended["instead_of"] == "Blue Snowball"
    assert len(read_wav(Path(ended["wav"]))) > 0


def test_playback_is_heard_to_its_end(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    wav, heard = tmp_path / "said.wav", tmp_path / "heard.wav"
    write_wav(wav, syllables(24_000), 24_000)
    with microphone.hearing_speaker(heard):
        play(microphone, wav, "wait")
    said = read_wav(wav)
    correlation, gain = likeness(read_wav(heard), said)
    assert correlation > 0.98
    assert gain == pytest.approx(1, abs=0.05)
    last_correlation, _ = likeness(read_wav(heard), said[-1600:])
    assert last_correlation > 0.98, "a final consonant is not cut off"


def test_stopping_does_not_wait_for_the_rest(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    wav = tmp_path / "long.wav"
    write_wav(wav, syllables(16_000, duration_s=200), 16_000)
    play(microphone, wav, "stop")  # who plays it is patient for a minute only


def play(microphone: VirtualMicrophone, wav: Path, how: str) -> None:
    """Raises CalledProcessError where it hasn't ended within a minute."""
    command = [sys.executable, "-c", PLAYER, str(wav), how]
    subprocess.run(command, env=dict(microphone.environment), capture_output=True, check=True, timeout=120)
