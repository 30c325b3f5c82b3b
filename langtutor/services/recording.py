"""Recording one answer: microphone to disk as it comes, level and silence to the page, stops by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.audio.devices import Devices
from langtutor.audio.recordings import RecordingStore, UnfinishedRecording
from langtutor.core.ear_requests import Caption, WatchCaptions, WatchSpeech
from langtutor.core.language import LanguageCode
from langtutor.host.client import Host, OpenSession
from langtutor.services.recording_under_way import (
    LONGEST_S,
    MONOLOGUE_S,
    RecorderState,
    Recording,
    RecordingReport,
    report_on,
)
from langtutor.settings.schema import SettingsFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

__all__ = [
    "LONGEST_S",
    "MONOLOGUE_S",
    "Recorder",
    "RecorderState",
    "Recording",
    "RecordingReport",
    "UnfinishedRecording",
    "report_on",
]

log = logging.getLogger(__name__)

CLOSING_S = 3.0
"""How long a recording waits for the one before it to let go of the microphone."""

KEPT_BYTES = 500_000_000
"""Beyond this (four hours of speech) the oldest recordings go, unless all are kept for ever; their events stay."""


class Recorder:
    """Starts recordings, offers those that an earlier run couldn't finish, and removes what isn't to be kept."""

    def __init__(self, host: Host, devices: Devices, store: RecordingStore, settings: SettingsFile) -> None:
        self._host = host
        self._devices = devices
        self._store = store
        self._settings = settings
        self._current: Recording | None = None
        self._made: list[str] = []
        self._waiting: dict[str, Recording] = {}

    def available(self) -> bool:
        """Is there a microphone."""
        return self._devices.has_microphone()

    def look_again(self) -> None:
        """See what was plugged in or out since, unless something plays or records. Some 0.03 s."""
        self._devices.refresh()

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
        longest_s: float = LONGEST_S,
    ) -> Recording:
        """Begins at once and never raises; callbacks come from other threads. What was under way is cancelled.

        item and asked go into the sidecar, so that a recording that is cut off can still be judged at the next start.
        With an item, what is finished waits for `judged`: where that never comes, it is offered at the next start.
        longest_s: up to MONOLOGUE_S, for free speech.
        on_caption: of what is said in `language`, where the learner wants captions and a model makes them; the last
        comes after the recording's end.
        """
        before = self._current
        if before is not None:
            before.cancel()
        self._forget_made()
        now = self._settings.now
        silence_s = now.silence_s if stop_at_silence else None
        recording = Recording(silence_s, on_state, longest_s, judged_later=bool(item))
        recording.future.add_done_callback(lambda done: self._note(recording, waits=bool(item)))
        self._current = recording

        def run() -> None:
            try:
                if before is not None:
                    before.wait_closed(CLOSING_S)
                writer = self._store.begin(item=item, asked=asked, language=language)
                if recording.begin(writer):
                    captions = self._captions(on_caption, language) if now.show_captions else None
                    self._open(recording, captions, on_samples, now.microphone, language)
                else:
                    writer.discard()
            except Exception as error:  # thread boundary: the owner is told
                recording.failed(error)

        # A thread of its own: the services' threads may all be waiting for workers.
        threading.Thread(target=run, name="recording-start", daemon=True).start()
        return recording

    def unfinished(self) -> tuple[UnfinishedRecording, ...]:
        """Recordings that were cut off, closed into WAVs, and those whose verdict never came; newest first."""
        return self._store.unfinished()

    def discard(self, recording: str) -> None:
        self._store.discard(recording)

    def keep(self, recording: str) -> None:
        """An unfinished recording is being dealt with: it isn't offered again unless the program ends before it is
        `judged`."""
        self._store.hold(recording)
        self._made.append(recording)

    def judged(self, wav: Path) -> None:
        """What was said is in the ledger, or never can be: it isn't offered again. What isn't ours is left alone."""
        waiting = self._waiting.pop(wav.stem, None)
        try:
            if waiting is not None:
                waiting.settle()
            elif self._store.owns(wav):
                self._store.settle(wav.stem)
        except OSError as error:
            log.warning("a recording will be offered again: %s", error)

    def throw_away(self, wav: Path) -> None:
        """A finished recording that nothing refers to, such as a try of the microphone."""
        self._made = [made for made in self._made if made != wav.stem]
        try:
            self._delete(wav.stem)
        except OSError as error:
            log.warning("a recording can't be removed: %s", error)

    def tidy(self) -> None:
        """At the start of the window: recordings go that are older than they are to be kept, and the oldest beyond
        what they may take; never those that wait for their verdict."""
        days = self._settings.now.recordings_kept.days
        if days is None:
            return
        try:
            gone = self._store.prune(timedelta(days=days), KEPT_BYTES)
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
        self._made = [made for made in self._made if made not in self._waiting and not self._store.is_held(made)]
        self._forget_made()

    def _note(self, recording: Recording, *, waits: bool) -> None:
        done: Future[Path] = recording.future
        if done.exception() is None:
            self._made.append(done.result().stem)
            if waits:
                self._waiting[done.result().stem] = recording

    def _forget_made(self) -> None:
        """A recording that isn't to be kept stays until the next one begins: to be judged again, and heard again."""
        if self._settings.now.keeps_recordings:
            return
        while self._made:
            try:
                self._delete(self._made.pop())
            except OSError as error:
                log.warning("a recording can't be removed: %s", error)

    def _delete(self, id: str) -> None:
        waiting = self._waiting.pop(id, None)
        self._store.delete(id)
        if waiting is not None:
            waiting.settle()

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
        language: str,
    ) -> None:
        from langtutor.audio.capture import Capture

        # At each pause the ear hears what there is, so that the transcript is there when the recording ends.
        session = self._host.open(WatchSpeech(LanguageCode(language) if language else None), recording.heard)
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
        recording.listens_to(capture)

        def end() -> None:
            capture.stop()
            nothing_more()

        try:
            capture.start()
        except Exception:
            nothing_more()
            raise
        recording.on_end(end)
