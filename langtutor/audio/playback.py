"""Playing sounds, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from langtutor.audio.devices import OpenSpeaker
from langtutor.core.audio import Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

CHUNK_S = 0.05
"""How soon a `stop` is heard."""


class Speakers(Protocol):
    """What of `Devices` is needed here."""

    def open_speaker(self, name: str, rate_hz: int) -> OpenSpeaker: ...


class Player:
    """Plays in a thread of its own; what is played ends what was played before. Thread-safe.

    device: asked for its name at each start, so that a change in the settings counts at once.
    """

    def __init__(self, devices: Speakers, device: Callable[[], str] = lambda: "") -> None:
        self._devices = devices
        self._device = device
        self._lock = threading.Lock()
        self._stop_playing = threading.Event()

    def play(self, sound: Sound) -> Future[None]:
        """Done when the last sample was heard, or at `stop`. Fails with NoSpeaker."""

        def read() -> tuple[Samples, int]:
            import numpy as np

            return np.frombuffer(sound.samples, np.float32), sound.rate_hz

        return self._begin(read)

    def play_file(self, wav: Path) -> Future[None]:
        """The same for a WAV; fails with UnreadableAudio besides."""

        def read() -> tuple[Samples, int]:
            from langtutor.content.wav import read_wav_as_is

            return read_wav_as_is(wav)

        return self._begin(read)

    def stop(self) -> None:
        """Silence, now. Returns at once."""
        with self._lock:
            self._stop_playing.set()

    def _begin(self, read: Callable[[], tuple[Samples, int]]) -> Future[None]:
        future: Future[None] = Future()
        stopped = threading.Event()
        with self._lock:
            self._stop_playing.set()
            self._stop_playing = stopped

        def run() -> None:
            try:
                self._play(*read(), stopped)
            except Exception as error:  # thread boundary: the owner is told
                future.set_exception(error)
            else:
                future.set_result(None)

        future.set_running_or_notify_cancel()
        threading.Thread(target=run, name="playback", daemon=True).start()
        return future

    def _play(self, samples: Samples, rate_hz: int, stopped: threading.Event) -> None:
        if not len(samples):
            return
        speaker = self._devices.open_speaker(self._device(), rate_hz)
        try:
            if speaker.rate_hz != rate_hz:
                from langtutor.core.resampling import resample

                samples = resample(samples, rate_hz, speaker.rate_hz)
            step = max(1, round(speaker.rate_hz * CHUNK_S))
            for start in range(0, len(samples), step):
                if stopped.is_set():
                    return
                speaker.write(samples[start : start + step])
            if not stopped.is_set():
                speaker.drain()
        finally:
            speaker.close()
