"""A `sounddevice` without hardware, with devices as the test lists them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray


class PortAudioError(Exception):
    pass


def device(name: str, inputs: int = 0, outputs: int = 0, rate_hz: float = 48_000.0) -> dict[str, Any]:
    return {
        "name": name,
        "max_input_channels": inputs,
        "max_output_channels": outputs,
        "default_samplerate": rate_hz,
    }


@dataclass
class FakeStream:
    """Plays the part of both streams. What is written is kept in `played`; `give` calls the callback."""

    arguments: dict[str, Any]
    played: list[NDArray[np.float32]] = field(default_factory=list)
    state: str = "open"
    latency: float = 0.01
    on_write: Callable[[], None] = lambda: None
    started: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self.state = "running"
        self.started.set()

    def stop(self) -> None:
        self.state = "stopped"

    def close(self) -> None:
        self.state = "closed"

    def write(self, samples: NDArray[np.float32]) -> bool:
        self.on_write()
        self.played.append(samples.copy())
        return False

    def give(self, block: NDArray[np.float32], *, overflow: bool = False) -> None:
        self.arguments["callback"](block, len(block), None, SimpleNamespace(input_overflow=overflow))


class FakeSoundDevice:
    """refuse: (rate, channels) → True where the device won't have it. on_write is called before a chunk is played."""

    PortAudioError = PortAudioError

    def __init__(
        self,
        devices: list[dict[str, Any]],
        default: tuple[int, int] = (0, 0),
        refuse: Callable[[int, int], bool] = lambda rate_hz, channels: False,
    ) -> None:
        self.devices = devices
        self.plugged_in: list[dict[str, Any]] = []
        self.default = SimpleNamespace(device=default)
        self.streams: list[FakeStream] = []
        self.opened = threading.Semaphore(0)
        self.on_write: Callable[[], None] = lambda: None
        self._refuse = refuse
        self.InputStream = self.OutputStream = self._stream

    def query_devices(self) -> list[dict[str, Any]]:
        return self.devices

    def _terminate(self) -> None:
        self.devices = []

    def _initialize(self) -> None:
        self.devices = self.plugged_in

    def _stream(self, **arguments: Any) -> FakeStream:
        if self._refuse(arguments["samplerate"], arguments["channels"]):
            raise PortAudioError("Invalid sample rate or channels")
        self.streams.append(FakeStream(arguments, on_write=self.on_write))
        self.opened.release()
        return self.streams[-1]
