"""Whether somebody speaks; and at each pause what was said is heard already, in a thread of its own, in case that was
all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from langtutor.content.wav import from_pcm, to_pcm
from langtutor.core import ear_requests as e
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import Cancelled
from langtutor.engines.speech.vad import SileroWatcher
from langtutor.host.engine_set import Job

log = logging.getLogger(__name__)

PAUSE_S = 0.65
"""A little more than the silence that is heard with what was said: else other samples would be heard later."""
LONGEST_S = 600.0
SELDOM = 20
"""After a pause was used, a twentieth of the recording passes before the next: looking for speech takes longer then."""

Samples = NDArray[np.float32]
Check = Callable[[], None]
Hear = Callable[[Samples, Check], None]
"""Hears ahead; check raises Cancelled when it isn't wanted any more."""


class Ahead:
    """One thread for all recordings. What is asked for last is done next; what was waiting is dropped."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._next: Callable[[], None] | None = None
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], None]) -> None:
        with self._changed:
            self._next = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="hearing-ahead", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._next is None:
                    self._changed.wait()
                work, self._next = self._next, None
            try:
                work()
            except Cancelled:
                log.debug("speech goes on")
            except Exception as error:  # thread boundary: whoever wants the transcript is told then
                log.debug("nothing was heard ahead: %s", error)


class WatchSession:
    """Tells after every chunk whether somebody speaks. hear None: nothing is heard ahead."""

    def __init__(self, watcher: SileroWatcher, job: Job, ahead: Ahead, hear: Hear | None) -> None:
        self._watcher = watcher
        self._job = job
        self._ahead = ahead
        self._hear = hear
        self._state = e.SpeechState(started=False, speaking=False, silence_s=0.0)
        self._recorded: list[bytes] = []
        self._samples = 0
        self._used = 0
        self._going_on = threading.Event()

    def feed(self, samples: Samples) -> None:
        before, self._state = self._state, self._watcher.feed(samples)
        self._job.emit(self._state)
        if self._hear is not None:
            self._keep(samples)
            if self._state.speaking:
                self._going_on.set()
            elif before.silence_s < PAUSE_S <= self._state.silence_s and self._worth_it():
                self._use_pause(self._hear)

    def finish(self) -> e.SpeechState:
        return self._state

    def _keep(self, samples: Samples) -> None:
        """As the recording will have them: other samples would be heard again."""
        self._recorded.append(to_pcm(samples))
        self._samples += len(samples)
        if self._samples > LONGEST_S * SAMPLE_RATE_HZ:
            self._hear, self._recorded = None, []

    def _worth_it(self) -> bool:
        return self._samples - self._used >= self._samples / SELDOM

    def _use_pause(self, hear: Hear) -> None:
        self._used = self._samples
        self._recorded = [b"".join(self._recorded)]
        pcm = self._recorded[0]
        self._going_on = going_on = threading.Event()

        def check() -> None:
            self._job.check()
            if going_on.is_set():
                raise Cancelled()

        def work() -> None:
            check()
            hear(from_pcm(pcm), check)

        self._ahead.do(work)
