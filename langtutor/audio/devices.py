"""Microphones and speakers through PortAudio, which is loaded when it is first needed."""

from __future__ import annotations

import importlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.device_errors import (
    MicrophoneBusy,
    MicrophoneForbidden,
    NoMicrophone,
    NoMicrophoneFound,
    NoSoundLibrary,
    NoSpeaker,
    NoSpeakerFound,
    SpeakerUnplugged,
)
from langtutor.core.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    OnBlock = Callable[[Samples, bool], None]
    """Mono samples at the stream's rate, and whether some were lost before them. From the sound system's thread."""

log = logging.getLogger(__name__)

BLOCK_S = 0.032

_OTHER_RATES_HZ = (48_000, 44_100, 32_000, 8_000)
"""For devices that don't know their own."""
_BUSY = -9985
"""PortAudio's paDeviceUnavailable: ALSA's EBUSY, and a device that Windows has given to somebody else."""
_HOST_SAYS = -9999
"""paUnanticipatedHostError: what the system said comes with it."""
_HOST_BUSY = frozenset({-16, -2004287478})
"""EBUSY, AUDCLNT_E_DEVICE_IN_USE."""
_HOST_FORBIDS = frozenset({-13, -1, -2147024891})
"""EACCES, EPERM, E_ACCESSDENIED (Windows' privacy settings)."""
_SOUND_NODES = Path("/dev/snd")


class OpenMicrophone(Protocol):
    """Open, not yet running. rate_hz is what the device agreed to, name what it is called, instead_of the one that
    was chosen and isn't there, else empty."""

    @property
    def name(self) -> str: ...

    @property
    def instead_of(self) -> str: ...

    @property
    def rate_hz(self) -> int: ...

    def start(self) -> None: ...

    def close(self) -> None: ...


class OpenSpeaker(Protocol):
    """Running. rate_hz is what the device agreed to."""

    @property
    def rate_hz(self) -> int: ...

    def write(self, samples: Samples) -> None:
        """Mono at `rate_hz`; waits until the device took them. Raises NoSpeaker."""

    def drain(self) -> None:
        """Wait until all is heard."""

    def close(self) -> None:
        """At once; what is not heard yet never is."""


def _sounddevice() -> Any:
    return importlib.import_module("sounddevice")


class Devices:
    """One for the program. Thread-safe. Devices go by PortAudio's names; an empty name is the system's choice.

    Listing gives nothing where there is nothing, PortAudio itself included; opening says why it can't.
    The first call takes some tenths of a second: not in the window's thread. sound_nodes: where Linux shows devices.
    """

    def __init__(self, load: Callable[[], Any] = _sounddevice, sound_nodes: Path = _SOUND_NODES) -> None:
        self._load = load
        self._sound_nodes = sound_nodes
        self._lock = threading.RLock()
        self._open = 0

    def microphones(self) -> tuple[str, ...]:
        return self._names("max_input_channels")

    def speakers(self) -> tuple[str, ...]:
        return self._names("max_output_channels")

    def has_microphone(self) -> bool:
        """Where there is none, it looks again: one may have been plugged in."""
        return bool(self.microphones()) or (self.refresh() and bool(self.microphones()))

    def default_microphone(self) -> str | None:
        return self._default("max_input_channels", 0)

    def default_speaker(self) -> str | None:
        return self._default("max_output_channels", 1)

    def refresh(self) -> bool:
        """See what was plugged in since: PortAudio looks only when it starts. False while a stream is open, which
        this would cut off."""
        with self._lock:
            if self._open:
                return False
            try:
                library = self._library()
                library._terminate()
                library._initialize()
            except UserError:
                return False
            return True

    def open_microphone(self, name: str, on_block: OnBlock) -> OpenMicrophone:
        """16 kHz mono where the device can, else its own rate, else its own channels averaged. Where the one that was
        chosen is gone, the system's choice is taken.

        Raises NoMicrophone (NoSoundLibrary, NoMicrophoneFound, MicrophoneBusy, MicrophoneForbidden).
        """
        with self._lock:
            library = self._library()
            found = self._find(library, name, "max_input_channels")
            instead_of = name if found is None else ""
            found = found or self._match(library, "", "max_input_channels")
            if found is None:
                raise MicrophoneForbidden() if self._are_forbidden() else NoMicrophoneFound()
            index, about = found
            device = str(about["name"])

            def refused(error: Exception) -> UserError | None:
                return self._why_not(error, device)

            def opened(rate_hz: int, channels: int) -> Any:
                return library.InputStream(
                    samplerate=rate_hz,
                    channels=channels,
                    blocksize=round(rate_hz * BLOCK_S),
                    device=index,
                    dtype="float32",
                    latency="high",
                    callback=_callback(on_block),
                )

            stream, rate_hz, _ = _first_that_opens(
                library, opened, SAMPLE_RATE_HZ, about, "max_input_channels", NoMicrophone, refused
            )
            return _Stream(self, library, stream, device, rate_hz, 1, NoMicrophone, refused, instead_of)

    def open_speaker(self, name: str, rate_hz: int) -> OpenSpeaker:
        """Raises NoSpeaker (NoSoundLibrary, NoSpeakerFound, SpeakerUnplugged)."""
        with self._lock:
            library = self._library()
            found = self._find(library, name, "max_output_channels")
            if found is None:
                raise SpeakerUnplugged(device=name) if name else NoSpeakerFound()
            index, about = found

            def opened(rate_hz: int, channels: int) -> Any:
                return library.OutputStream(
                    samplerate=rate_hz, channels=channels, device=index, dtype="float32", latency="high"
                )

            stream, agreed_hz, channels = _first_that_opens(
                library, opened, rate_hz, about, "max_output_channels", NoSpeaker
            )
            speaker = _Stream(self, library, stream, str(about["name"]), agreed_hz, channels, NoSpeaker)
            try:
                speaker.start()
            except NoSpeaker:
                speaker.close()
                raise
            return speaker

    def _library(self) -> Any:
        try:
            return self._load()
        except (OSError, ImportError) as error:
            log.warning("no PortAudio: %s", error)
            raise NoSoundLibrary() from error

    def _all(self, library: Any) -> list[dict[str, Any]]:
        try:
            return list(library.query_devices())
        except library.PortAudioError as error:
            log.warning("devices can't be listed: %s", error)
            return []

    def _names(self, channels: str) -> tuple[str, ...]:
        with self._lock:
            try:
                library = self._library()
            except NoSoundLibrary:
                return ()
            names = [str(device["name"]) for device in self._all(library) if device[channels] > 0]
        return tuple(dict.fromkeys(names))

    def _default(self, channels: str, side: int) -> str | None:
        with self._lock:
            try:
                library = self._library()
            except NoSoundLibrary:
                return None
            index, devices = int(library.default.device[side]), self._all(library)
        if 0 <= index < len(devices) and devices[index][channels] > 0:
            return str(devices[index]["name"])
        return None

    def _find(self, library: Any, name: str, channels: str) -> tuple[int, dict[str, Any]] | None:
        """Looks again at what is plugged in before giving up."""
        found = self._match(library, name, channels)
        if found is None and self.refresh():
            found = self._match(library, name, channels)
        return found

    def _match(self, library: Any, name: str, channels: str) -> tuple[int, dict[str, Any]] | None:
        devices = self._all(library)
        able = [i for i, device in enumerate(devices) if device[channels] > 0 and name in ("", device["name"])]
        if not able:
            return None
        default = int(library.default.device[0 if "input" in channels else 1])
        index = default if not name and default in able else able[0]
        return index, devices[index]

    def _why_not(self, error: Exception, device: str) -> UserError | None:
        """What PortAudio's code says; None where it says nothing that helps."""
        code = error.args[1] if len(error.args) > 1 else 0
        host = error.args[2][1] if code == _HOST_SAYS and len(error.args) > 2 else 0
        if code == _BUSY or host in _HOST_BUSY:
            return MicrophoneBusy(device=device)
        return MicrophoneForbidden() if host in _HOST_FORBIDS or self._are_forbidden() else None

    def _are_forbidden(self) -> bool:
        """Linux has microphones, and lets us open none. Without a sound server ALSA then shows no device at all."""
        nodes = list(self._sound_nodes.glob("pcmC*D*c"))
        return bool(nodes) and not any(os.access(node, os.R_OK | os.W_OK) for node in nodes)

    def _count(self, change: int) -> None:
        with self._lock:
            self._open += change


class _Stream:
    """A stream of PortAudio either way, its errors made ours."""

    def __init__(
        self,
        devices: Devices,
        library: Any,
        stream: Any,
        name: str,
        rate_hz: int,
        channels: int,
        error: type[UserError],
        why: Callable[[Exception], UserError | None] = lambda error: None,
        instead_of: str = "",
    ) -> None:
        self._devices = devices
        self._library = library
        self._stream = stream
        self._channels = channels
        self._error = error
        self._why = why
        self.name = name
        self.instead_of = instead_of
        self.rate_hz = rate_hz
        devices._count(1)

    def start(self) -> None:
        with self._errors():
            self._stream.start()

    def write(self, samples: Samples) -> None:
        import numpy as np

        with self._errors():
            self._stream.write(np.repeat(samples[:, None], self._channels, axis=1))

    def drain(self) -> None:
        import numpy as np

        # Through PulseAudio the last buffer is dropped at the stop (37 ms, a final "s"): let it be silence.
        with self._errors():
            self.write(np.zeros(round(self.rate_hz * (self._stream.latency + BLOCK_S)), np.float32))
            self._stream.stop()

    def close(self) -> None:
        try:
            self._stream.close()
        except self._library.PortAudioError as error:
            log.debug("a stream did not close in order: %s", error)
        self._devices._count(-1)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except self._library.PortAudioError as error:
            raise self._why(error) or self._error(detail=str(error)) from error


def _callback(on_block: OnBlock) -> Callable[[Samples, int, object, Any], None]:
    def callback(block: Samples, frames: int, time: object, status: Any) -> None:
        mono = block[:, 0].copy() if block.shape[1] == 1 else block.mean(axis=1)
        on_block(mono, bool(status.input_overflow))

    return callback


def _first_that_opens(
    library: Any,
    opened: Callable[[int, int], Any],
    wanted_hz: int,
    about: dict[str, Any],
    channels: str,
    error: type[UserError],
    why: Callable[[Exception], UserError | None] = lambda error: None,
) -> tuple[Any, int, int]:
    """Some devices refuse a rate or a single channel; the system's usual ones take anything. why: what a refusal means
    that no other rate would change."""
    own_hz, two = int(about["default_samplerate"]), min(2, int(about[channels]))
    ways = [(wanted_hz, 1), (own_hz, 1), (wanted_hz, two), (own_hz, two)]
    ways += [(rate_hz, count) for rate_hz in _OTHER_RATES_HZ for count in (1, two)]
    reason = ""
    for rate_hz, count in dict.fromkeys(ways):
        try:
            return opened(rate_hz, count), rate_hz, count
        except library.PortAudioError as refused:
            known = why(refused)
            if known is not None:
                raise known from refused
            reason = reason or str(refused)
    raise error(detail=reason)
