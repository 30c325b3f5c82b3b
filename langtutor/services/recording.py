"""Recording one answer: microphone to disk as it comes, level and silence to the page, stops by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore, RecordingWriter, UnfinishedRecording
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import Cancelled, NoSpeech, UserError
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Caption, SpeechState, WatchCaptions, WatchSpeech
from langtutor.host.client import Host, OpenSession
from langtutor.settings.schema import SettingsFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

__all__ = ["Recorder", "RecorderState", "Recording", "UnfinishedRecording"]

log = logging.getLogger(__name__)

LONGEST_S = 30.0
NOTHING_SAID_S = 8.0
"""A recording in which nobody has spoken for so long ends by itself."""

CLOSING_S = 3.0
"""How long a recording waits for the one before it to let go of the microphone."""

KEPT_FOR = timedelta(days=180)
KEPT_BYTES = 500_000_000
"""Recordings that are older, or beyond this (four hours of speech), go; their events stay."""


@dataclass(frozen=True, slots=True)
class RecorderState:
    """level: peak of the last chunk in [0, 1]. silence_s: since the last speech, 0 before any."""

    level: float
    elapsed_s: float
    speaking: bool
    started: bool
    silence_s: float


class Recording:
    """One under way. The future gives the finished WAV; it raises NoSpeech, NoMicrophone, DiskFull, FolderReadOnly,
    Cancelled. After an error what was recorded stays, as an unfinished recording."""

    def __init__(self, silence_s: float | None, on_state: Callable[[RecorderState], None]) -> None:
        self.future: Future[Path] = Future()
        self._silence_s = silence_s
        self._on_state = on_state
        self._writer: RecordingWriter | None = None
        self._speech = SpeechState(started=False, speaking=False, silence_s=0.0)
        self._watched = False
        self._samples = 0
        self._lock = threading.Lock()
        self._ending = False
        self._closers: list[Callable[[], None]] = []
        self._closed = threading.Event()

    def stop(self) -> None:
        """The learner has finished."""
        self._end(lambda: self._finish(keep_silence=True))

    def cancel(self) -> None:
        """Throw it away: the future raises Cancelled."""
        self._end(lambda: self._fail(Cancelled(), keep=False))

    def failed(self, error: Exception) -> None:
        self._end(lambda: self._fail(error, keep=True))

    def begin(self, writer: RecordingWriter) -> bool:
        """False when it has ended before it began: nothing must be recorded then."""
        with self._lock:
            if self._ending:
                return False
            self._writer = writer
            return True

    def on_end(self, action: Callable[[], None]) -> None:
        """What closes the microphone; called once, before the WAV is made; now if it has ended."""
        with self._lock:
            if not self._ending:
                self._closers.append(action)
                return
        action()

    def wait_closed(self, timeout_s: float) -> bool:
        """Whether the microphone is free again."""
        return self._closed.wait(timeout_s)

    def heard(self, state: SpeechState) -> None:
        """What the ear says of the chunks so far."""
        self._speech = state
        self._watched = True
        if self._silence_s is not None and state.started and state.silence_s >= self._silence_s:
            self.stop()

    def unwatched(self) -> None:
        """The ear has gone: only the learner, or the longest time, ends the recording now."""
        self._silence_s = None

    def samples(self, samples: Samples) -> None:
        """The next chunk: to disk first, then everything else."""
        if self._writer is None or self._closed.is_set():
            return
        try:
            self._writer.write(samples)
        except UserError as error:
            self.failed(error)
            return
        if self._ending:
            return
        self._samples += len(samples)
        elapsed_s = self._samples / SAMPLE_RATE_HZ
        level = float(abs(samples).max(initial=0.0))
        speech = self._speech
        self._on_state(RecorderState(level, elapsed_s, speech.speaking, speech.started, speech.silence_s))
        if elapsed_s >= LONGEST_S:
            self.stop()
        elif self._nothing_said(elapsed_s):
            self._end(lambda: self._finish(keep_silence=False))

    def _nothing_said(self, elapsed_s: float) -> bool:
        """Only the ear can tell: without one, what was said must not be thrown away."""
        return (
            self._silence_s is not None and self._watched and not self._speech.started and elapsed_s >= NOTHING_SAID_S
        )

    def _end(self, how: Callable[[], None]) -> None:
        """The first end counts."""
        with self._lock:
            if self._ending:
                return
            self._ending = True
            closers, self._closers = self._closers, []

        def work() -> None:
            # Not in the caller's thread: that may be the capture's own, which can't wait for its own end.
            try:
                for close in closers:
                    close()
                self._closed.set()
                how()
            except Exception as error:  # thread boundary: whoever waits is told
                log.exception("the end of a recording failed")
                self._settle(partial(self.future.set_exception, error))
            finally:
                self._closed.set()

        threading.Thread(target=work, name="recording-end", daemon=False).start()

    def _finish(self, *, keep_silence: bool) -> None:
        if self._writer is None or not self._samples or not keep_silence:
            self._fail(NoSpeech(), keep=False)
            return
        try:
            path = self._writer.finish()
        except UserError as error:
            self._fail(error, keep=True)
            return
        self._settle(lambda: self.future.set_result(path))

    def _fail(self, error: Exception, *, keep: bool) -> None:
        if self._writer is not None:
            if keep and self._samples:
                self._writer.leave()
            else:
                self._writer.discard()
        self._settle(lambda: self.future.set_exception(error))

    @staticmethod
    def _settle(action: Callable[[], None]) -> None:
        try:
            action()
        except InvalidStateError:
            log.debug("the recording had ended already")


class Recorder:
    """Starts recordings, offers those that an earlier run couldn't finish, and removes what isn't to be kept."""

    def __init__(self, host: Host, devices: Devices, store: RecordingStore, settings: SettingsFile) -> None:
        self._host = host
        self._devices = devices
        self._store = store
        self._settings = settings
        self._current: Recording | None = None
        self._made: list[str] = []

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
        on_caption: Callable[[Caption], None] | None = None,
        *,
        stop_at_silence: bool = True,
        item: str = "",
        asked: str = "",
        language: str = "",
    ) -> Recording:
        """Begins at once and never raises; callbacks come from other threads. What was under way is cancelled.

        item and asked go into the sidecar, so that a recording that is cut off can still be judged at the next start.
        on_caption: of what is said in `language`, where the learner wants captions and a model makes them; the last
        comes after the recording's end.
        """
        before = self._current
        if before is not None:
            before.cancel()
        self._forget_made()
        now = self._settings.now
        recording = Recording(now.silence_s if stop_at_silence else None, on_state)
        recording.future.add_done_callback(self._note)
        self._current = recording

        def run() -> None:
            try:
                if before is not None:
                    before.wait_closed(CLOSING_S)
                writer = self._store.begin(item=item, asked=asked, language=language)
                if recording.begin(writer):
                    captions = self._captions(on_caption, language) if now.show_captions else None
                    self._open(recording, captions, on_samples, now.microphone)
                else:
                    writer.discard()
            except Exception as error:  # thread boundary: the owner is told
                recording.failed(error)

        # A thread of its own: the services' threads may all be waiting for workers.
        threading.Thread(target=run, name="recording-start", daemon=True).start()
        return recording

    def unfinished(self) -> tuple[UnfinishedRecording, ...]:
        """Recordings that were cut off, closed into WAVs, newest first."""
        return self._store.unfinished()

    def discard(self, recording: str) -> None:
        self._store.discard(recording)

    def keep(self, recording: str) -> None:
        """An unfinished recording was dealt with: it isn't offered again."""
        self._store.settle(recording)
        self._made.append(recording)

    def throw_away(self, wav: Path) -> None:
        """A finished recording that nothing refers to, such as a try of the microphone."""
        self._made = [made for made in self._made if made != wav.stem]
        try:
            self._store.delete(wav.stem)
        except OSError as error:
            log.warning("a recording can't be removed: %s", error)

    def tidy(self) -> None:
        """At the start of the window: old recordings go, and all finished ones where none are to be kept."""
        try:
            if self._settings.now.keep_recordings:
                gone = self._store.prune(KEPT_FOR, KEPT_BYTES)
            else:
                gone = self._store.prune(timedelta(0))
        except OSError as error:
            log.warning("old recordings can't be removed: %s", error)
            return
        if gone:
            log.info("removed %d recordings", len(gone))

    def close(self) -> None:
        """Cancels what is under way."""
        if self._current is not None:
            self._current.cancel()
            self._current = None
        self._forget_made()

    def _note(self, done: Future[Path]) -> None:
        if done.exception() is None:
            self._made.append(done.result().stem)

    def _forget_made(self) -> None:
        """A recording that isn't to be kept stays until the next one begins: to be judged again, and heard again."""
        if self._settings.now.keep_recordings:
            return
        while self._made:
            try:
                self._store.delete(self._made.pop())
            except OSError as error:
                log.warning("a recording can't be removed: %s", error)

    def _captions(self, on_caption: Callable[[Caption], None] | None, language: str) -> OpenSession[Caption] | None:
        """Without a model for them there are none, and that is no error."""
        if on_caption is None or not language:
            return None
        session = self._host.open(WatchCaptions(LanguageCode(language)), on_caption)
        session.future.add_done_callback(lambda done: None if done.exception() else on_caption(done.result()))
        return session

    def _open(
        self,
        recording: Recording,
        captions: OpenSession[Caption] | None,
        on_samples: Callable[[Samples], None] | None,
        device: str,
    ) -> None:
        from langtutor.audio.capture import Capture

        session = self._host.open(WatchSpeech(), recording.heard)
        session.future.add_done_callback(lambda done: recording.unwatched() if done.exception() else None)

        def take(samples: Samples) -> None:
            recording.samples(samples)
            session.feed(samples)
            if captions is not None and not captions.future.done():
                captions.feed(samples)
            if on_samples is not None:
                on_samples(samples)

        def nothing_more() -> None:
            session.finish()
            if captions is not None:
                captions.finish()

        capture = Capture(self._devices, device, take, recording.failed)

        def end() -> None:
            capture.stop()
            nothing_more()

        try:
            capture.start()
        except Exception:
            nothing_more()
            raise
        recording.on_end(end)
