"""Recording one answer: microphone to disk as it comes, level and silence to the page, stops by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.audio.capture import Capture
from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore, RecordingWriter, UnfinishedRecording
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import Cancelled, NoSpeech, UserError
from langtutor.core.requests import SpeechState, WatchSpeech
from langtutor.host.client import Host, OpenSession
from langtutor.services.tasks import Tasks
from langtutor.settings.schema import SettingsFile

__all__ = ["Recorder", "RecorderState", "Recording", "UnfinishedRecording"]

log = logging.getLogger(__name__)

Samples = NDArray[np.float32]

LONGEST_S = 30.0
NOTHING_SAID_S = 8.0
"""A recording in which nobody has spoken for so long ends by itself."""


@dataclass(frozen=True, slots=True)
class RecorderState:
    """level: peak of the last chunk in [0, 1]. silence_s: since the last speech, 0 before any."""

    level: float
    elapsed_s: float
    speaking: bool
    started: bool
    silence_s: float


class Recording:
    """One under way. The future gives the finished WAV; it raises NoSpeech, NoMicrophone, DiskFull, Cancelled."""

    def __init__(
        self, writer: RecordingWriter, silence_s: float | None, on_state: Callable[[RecorderState], None]
    ) -> None:
        self.future: Future[Path] = Future()
        self._writer = writer
        self._silence_s = silence_s
        self._on_state = on_state
        self._speech = SpeechState(started=False, speaking=False, silence_s=0.0)
        self._samples = 0
        self._ending = threading.Event()
        self._closed = False
        self._lock = threading.Lock()
        self._end_with: Callable[[], None] = lambda: None

    @property
    def id(self) -> str:
        return self._writer.id

    def stop(self) -> None:
        """The learner has finished."""
        self._end(lambda: self._finish(keep_silence=True))

    def cancel(self) -> None:
        """Throw it away: the future raises Cancelled."""
        self._end(self._discard)

    def heard(self, state: SpeechState) -> None:
        """What the ear says of the chunks so far."""
        self._speech = state
        if self._silence_s is not None and state.started and state.silence_s >= self._silence_s:
            self._end(lambda: self._finish(keep_silence=True))

    def samples(self, samples: Samples) -> None:
        """The next chunk: to disk first, then everything else."""
        if self._closed:
            return
        try:
            self._writer.write(samples)
        except UserError as error:
            self.failed(error)
            return
        if self._ending.is_set():
            return
        self._samples += len(samples)
        elapsed_s = self._samples / SAMPLE_RATE_HZ
        level = float(np.max(np.abs(samples), initial=0.0))
        speech = self._speech
        self._on_state(RecorderState(level, elapsed_s, speech.speaking, speech.started, speech.silence_s))
        if elapsed_s >= LONGEST_S:
            self.stop()
        elif self._silence_s is not None and not speech.started and elapsed_s >= NOTHING_SAID_S:
            self._end(lambda: self._finish(keep_silence=False))

    def failed(self, error: Exception) -> None:
        self._end(lambda: self._fail(error))

    def on_end(self, action: Callable[[], None]) -> None:
        """What closes the microphone and the session; called once, before the WAV is made; now if it has ended."""
        with self._lock:
            self._end_with = action
            ended = self._ending.is_set()
        if ended:
            action()

    def _end(self, how: Callable[[], None]) -> None:
        with self._lock:
            if self._ending.is_set():
                return
            self._ending.set()

        def work() -> None:
            # Not in the caller's thread: that may be the capture's own, which can't wait for its own end.
            self._end_with()
            self._closed = True
            how()

        threading.Thread(target=work, name="recording-end", daemon=False).start()

    def _finish(self, *, keep_silence: bool) -> None:
        try:
            path = self._writer.finish()
        except UserError as error:
            self._fail(error)
            return
        if keep_silence:
            self._settle(lambda: self.future.set_result(path))
        else:
            self._writer.discard()
            self._fail(NoSpeech())

    def _discard(self) -> None:
        self._writer.discard()
        self._fail(Cancelled())

    def _fail(self, error: Exception) -> None:
        self._settle(lambda: self.future.set_exception(error))

    @staticmethod
    def _settle(action: Callable[[], None]) -> None:
        try:
            action()
        except InvalidStateError:
            log.debug("the recording had ended already")


class Recorder:
    """Starts recordings and offers those that an earlier run couldn't finish."""

    def __init__(
        self, host: Host, devices: Devices, store: RecordingStore, settings: SettingsFile, tasks: Tasks
    ) -> None:
        self._host = host
        self._devices = devices
        self._store = store
        self._settings = settings
        self._tasks = tasks
        self._current: Recording | None = None

    def available(self) -> bool:
        """Is there a microphone."""
        return self._devices.has_microphone()

    def microphones(self) -> tuple[str, ...]:
        return self._devices.microphones()

    def speakers(self) -> tuple[str, ...]:
        return self._devices.speakers()

    def start(
        self,
        on_state: Callable[[RecorderState], None],
        on_samples: Callable[[Samples], None] | None = None,
        *,
        stop_at_silence: bool = True,
        item: str = "",
        asked: str = "",
        language: str = "",
    ) -> Recording:
        """Begins at once; callbacks come from other threads.

        item and asked go into the sidecar, so that a recording that is cut off can still be judged at the next start.
        """
        self.close()
        now = self._settings.now
        writer = self._store.begin(item=item, asked=asked, language=language)
        recording = Recording(writer, now.silence_s if stop_at_silence else None, on_state)
        self._current = recording
        self._tasks.run(lambda: self._open(recording, on_samples, now.microphone))
        return recording

    def unfinished(self) -> tuple[UnfinishedRecording, ...]:
        """Recordings that were cut off, closed into WAVs, newest first."""
        return self._store.unfinished()

    def discard(self, recording: str) -> None:
        self._store.discard(recording)

    def keep(self, recording: str) -> None:
        """An unfinished recording was dealt with: it isn't offered again."""
        self._store.settle(recording)

    def close(self) -> None:
        """Cancels what is under way."""
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def _open(self, recording: Recording, on_samples: Callable[[Samples], None] | None, device: str) -> None:
        session: OpenSession[SpeechState] = self._host.open(WatchSpeech(), recording.heard)

        def take(samples: Samples) -> None:
            recording.samples(samples)
            session.feed(samples)
            if on_samples is not None:
                on_samples(samples)

        capture = Capture(self._devices, device, take, recording.failed)

        def end() -> None:
            capture.stop()
            session.finish()

        capture.start()
        recording.on_end(end)
