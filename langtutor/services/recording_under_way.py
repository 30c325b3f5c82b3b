"""One recording under way: from the first block to the WAV, and what is to be told of it."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from langtutor.audio.recordings import RecordingWriter
from langtutor.content.messages import Messages
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.device_errors import MicrophoneMuted
from langtutor.core.ear_requests import SpeechState
from langtutor.core.errors import Cancelled, NoSpeech, UserError
from langtutor.core.sound_quality import Note, SoundQuality

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from langtutor.core.sound_meter import SoundMeter

    Samples = NDArray[np.float32]

log = logging.getLogger(__name__)

LONGEST_S = 30.0
"""Of the answer to a drill."""
MONOLOGUE_S = 600.0
"""Of free speech."""
NOTHING_SAID_S = 8.0
"""A recording in which nobody has spoken for so long ends by itself."""

MUTED_AFTER_S = 1.0
"""Some devices give zeros at first."""
TOLD_S = 4.0
"""How long it is told that another microphone is used."""
LAST_S, LAST_OF_SHORT_S = 30.0, 5.0
"""Before the end the time that is left is told."""
LOST_OFTEN = 3


@dataclass(frozen=True, slots=True)
class RecorderState:
    """level: peak of the last chunk in [0, 1]. silence_s: since the last speech, 0 before any. longest_s: when the
    recording ends by itself. note: what is to be told at once (too loud, no sound at all, another microphone …)."""

    level: float
    elapsed_s: float
    speaking: bool
    started: bool
    silence_s: float
    longest_s: float = LONGEST_S
    note: Note | None = None

    @property
    def left_s(self) -> float:
        return max(0.0, self.longest_s - self.elapsed_s)


@dataclass(frozen=True, slots=True)
class RecordingReport:
    """How a finished recording came out. notes: what is to be told of it, the most important first; often nothing."""

    quality: SoundQuality
    notes: tuple[Note, ...]

    def sentence(self, messages: Messages) -> str:
        """The most important note in words, for one line beside the verdict; empty where all is well."""
        return messages.in_words(self.notes[0].key, self.notes[0].fields) if self.notes else ""


def report_on(wav: Path, speech: Sequence[tuple[int, int]] | None = None) -> RecordingReport:
    """Of a recording made earlier. speech: in samples at 16 kHz, where it is known; empty for none.
    Raises UnreadableAudio."""
    from langtutor.content.wav import read_wav
    from langtutor.core.sound_meter import judge

    quality = judge(read_wav(wav), speech)
    return RecordingReport(quality, (quality.note,) if quality.note is not None else ())


class Source(Protocol):
    """What of `Capture` is told to the learner."""

    @property
    def name(self) -> str: ...

    @property
    def instead_of(self) -> str: ...

    @property
    def xruns(self) -> int: ...


class Recording:
    """One under way. The future gives the finished WAV; it raises NoSpeech, NoMicrophone, DiskFull, FolderReadOnly,
    Cancelled, and MicrophoneMuted (a kind of NoSpeech) where all of it is digital silence. After an error what was
    recorded stays, as an unfinished recording.

    judged_later: what is finished is offered again at the next start unless it is settled before.
    """

    def __init__(
        self,
        silence_s: float | None,
        on_state: Callable[[RecorderState], None],
        longest_s: float = LONGEST_S,
        *,
        judged_later: bool = False,
    ) -> None:
        self.future: Future[Path] = Future()
        self._silence_s = silence_s
        self._on_state = on_state
        self._longest_s = longest_s
        self._judged_later = judged_later
        self._meter: SoundMeter | None = None
        self._source: Source | None = None
        self._at_limit = False
        self._report: RecordingReport | None = None
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

    @property
    def report(self) -> RecordingReport | None:
        """Once the future has given the WAV."""
        return self._report

    def settle(self) -> None:
        """What was said has been judged: it isn't offered again."""
        if self._writer is not None:
            self._writer.settle()

    def listens_to(self, source: Source) -> None:
        self._source = source

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
        if self._meter is None:
            from langtutor.core.sound_meter import SoundMeter

            self._meter = SoundMeter()
        self._meter.add(samples)
        self._on_state(self._state(samples, elapsed_s, self._meter))
        if elapsed_s >= self._longest_s:
            self._at_limit = True
            self.stop()
        elif self._nothing_said(elapsed_s):
            self._end(lambda: self._finish(keep_silence=False))

    def _state(self, samples: Samples, elapsed_s: float, meter: SoundMeter) -> RecorderState:
        level, speech = float(abs(samples).max(initial=0.0)), self._speech
        return RecorderState(
            level,
            elapsed_s,
            speech.speaking,
            speech.started,
            speech.silence_s,
            self._longest_s,
            self._told_now(elapsed_s, meter),
        )

    def _told_now(self, elapsed_s: float, meter: SoundMeter) -> Note | None:
        left_s = self._longest_s - elapsed_s
        if meter.is_muted and elapsed_s >= MUTED_AFTER_S:
            return Note("microphone.now.no_sound")
        if (another := self._another()) and elapsed_s < TOLD_S:
            return another
        if meter.clips_now():
            return Note("microphone.now.too_loud")
        if left_s <= (LAST_S if self._longest_s > LONGEST_S else LAST_OF_SHORT_S):
            return Note("microphone.now.time_left", {"seconds": max(0, math.ceil(left_s))})
        return None

    def _another(self) -> Note | None:
        source = self._source
        if source is None or not source.instead_of:
            return None
        return Note("microphone.another_used", {"chosen": source.instead_of, "used": source.name})

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
        meter = self._meter
        if meter is not None and meter.is_muted and self._samples >= MUTED_AFTER_S * SAMPLE_RATE_HZ:
            self._fail(MicrophoneMuted(device=self._source.name if self._source else ""), keep=False)
            return
        if self._writer is None or meter is None or not keep_silence:
            self._fail(NoSpeech(), keep=False)
            return
        try:
            path = self._writer.finish(judged_later=self._judged_later)
        except UserError as error:
            self._fail(error, keep=True)
            return
        self._report = self._reported(meter)
        self._settle(lambda: self.future.set_result(path))

    def _reported(self, meter: SoundMeter) -> RecordingReport:
        quality = meter.judge(() if self._watched and not self._speech.started else None)
        lost = self._source is not None and self._source.xruns >= LOST_OFTEN
        notes = (
            self._another(),
            _limit(self._longest_s) if self._at_limit else None,
            quality.note,
            Note("microphone.samples_lost") if lost else None,
        )
        return RecordingReport(quality, tuple(note for note in notes if note is not None))

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


def _limit(longest_s: float) -> Note:
    if longest_s < 2 * 60:
        return Note("microphone.limit_seconds", {"seconds": round(longest_s)})
    return Note("microphone.limit", {"minutes": round(longest_s / 60)})
