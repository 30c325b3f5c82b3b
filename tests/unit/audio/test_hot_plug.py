"""Microphones that come, go, are busy, forbidden, or want a rate of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.capture import Capture
from langtutor.audio.devices import Devices
from langtutor.core.device_errors import MicrophoneBusy, MicrophoneForbidden, NoMicrophone, NoMicrophoneFound
from langtutor.core.resampling import resample
from tests.support.fake_sounddevice import FakeSoundDevice, PortAudioError, device

BUILT_IN, HEADSET = device("Built-in", inputs=2), device("Headset", inputs=1)
NOWHERE = Path("/nonexistent")


def ignore(samples: NDArray[np.float32], lost: bool) -> None:
    pass


def devices_of(library: FakeSoundDevice, nodes: Path = NOWHERE) -> Devices:
    return Devices(lambda: library, nodes)


def refusing(*error: Any) -> tuple[FakeSoundDevice, list[tuple[int, int]]]:
    """Every attempt to open a stream fails with this; the attempts are listed."""

    def refuse(rate_hz: int, channels: int) -> bool:
        attempts.append((rate_hz, channels))
        raise PortAudioError(*error)

    attempts: list[tuple[int, int]] = []
    return FakeSoundDevice([BUILT_IN], refuse=refuse), attempts


def test_the_first_microphone_is_found_when_it_is_plugged_in() -> None:
    library = FakeSoundDevice([], default=(0, -1))
    devices = devices_of(library)
    assert not devices.has_microphone()
    library.plugged_in = [HEADSET]
    assert devices.has_microphone()
    assert devices.open_microphone("", ignore).name == "Headset"


def test_without_the_chosen_one_the_usual_one_hears_and_both_are_named() -> None:
    library = FakeSoundDevice([BUILT_IN, HEADSET])
    library.plugged_in = [BUILT_IN]
    opened = devices_of(library).open_microphone("Blue", ignore)
    assert (opened.name, opened.instead_of) == ("Built-in", "Blue")


def test_the_chosen_one_is_taken_again_as_soon_as_it_is_back() -> None:
    library = FakeSoundDevice([BUILT_IN])
    library.plugged_in = [BUILT_IN]
    devices = devices_of(library)
    first = devices.open_microphone("Headset", ignore)
    assert first.instead_of == "Headset"
    first.close()
    library.plugged_in = [BUILT_IN, HEADSET]
    opened = devices.open_microphone("Headset", ignore)
    assert (opened.name, opened.instead_of) == ("Headset", "")


def test_where_nothing_is_left_nothing_was_found() -> None:
    with pytest.raises(NoMicrophoneFound):
        devices_of(FakeSoundDevice([], default=(-1, -1))).open_microphone("Headset", ignore)


@pytest.mark.parametrize(
    "error",
    [
        ("Error opening InputStream: Device unavailable", -9985),
        ("Error opening InputStream: Unanticipated host error", -9999, (0, -16, "Device or resource busy")),
        ("Error opening InputStream: Unanticipated host error", -9999, (0, -2004287478, "AUDCLNT_E_DEVICE_IN_USE")),
    ],
)
def test_a_device_that_somebody_else_holds_is_busy(error: tuple[Any, ...]) -> None:
    library, attempts = refusing(*error)
    with pytest.raises(MicrophoneBusy) as caught:
        devices_of(library).open_microphone("", ignore)
    assert caught.value.fields == {"device": "Built-in"}
    assert len(attempts) == 1, "no other rate would help"


@pytest.mark.parametrize("code", [-13, -1, -2147024891])
def test_what_the_system_forbids_is_neither_busy_nor_missing(code: int) -> None:
    library, _ = refusing("Unanticipated host error", -9999, (0, code, "denied"))
    with pytest.raises(MicrophoneForbidden):
        devices_of(library).open_microphone("", ignore)


def test_linux_shows_no_device_to_who_may_not_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pcmC0D0c").touch()
    (tmp_path / "pcmC0D0p").touch()
    devices = devices_of(FakeSoundDevice([], default=(-1, -1)), tmp_path)
    with pytest.raises(NoMicrophoneFound):
        devices.open_microphone("", ignore)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(MicrophoneForbidden):
        devices.open_microphone("", ignore)


def test_any_other_refusal_is_told_as_the_first_one_was() -> None:
    library, attempts = refusing("Error opening InputStream: Invalid sample rate", -9997)
    with pytest.raises(NoMicrophone) as caught:
        devices_of(library).open_microphone("", ignore)
    assert "Invalid sample rate" in str(caught.value.fields["detail"])
    assert {rate_hz for rate_hz, _ in attempts} == {8_000, 16_000, 32_000, 44_100, 48_000}


@pytest.mark.parametrize("rate_hz", [8_000, 32_000, 44_100, 48_000])
def test_a_device_with_a_rate_of_its_own_is_heard_at_sixteen_kilohertz(rate_hz: int) -> None:
    """Whatever it says its usual rate is."""
    library = FakeSoundDevice([device("mic", inputs=1, rate_hz=96_000)], refuse=lambda rate, channels: rate != rate_hz)
    blocks: list[NDArray[np.float32]] = []
    errors: list[Exception] = []
    capture = Capture(devices_of(library), "", blocks.append, errors.append)
    capture.start()
    assert library.opened.acquire(timeout=30)
    stream = library.streams[0]
    assert stream.started.wait(30)
    said = (0.5 * np.sin(np.arange(rate_hz) * 2 * np.pi * 440 / rate_hz)).astype(np.float32)
    step = round(rate_hz * 0.032)
    for start in range(0, len(said), step):
        stream.give(said[start : start + step, None])
    capture.stop()
    assert errors == []
    heard = np.concatenate(blocks)
    assert len(heard) == 16_000
    np.testing.assert_allclose(heard, resample(said, rate_hz, 16_000), atol=1e-5)
