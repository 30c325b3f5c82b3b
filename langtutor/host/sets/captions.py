"""Captions while somebody speaks, in a thread of their own: the end of speech is watched for beside them."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption, WatchCaptions
from langtutor.core.errors import Cancelled
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, WarmUp
from langtutor.engines.speech import Captioner
from langtutor.engines.speech.vosk import VoskCaptions
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.engines.speech.whisper_captions import WhisperCaptions
from langtutor.host.engine_set import Job
from langtutor.host.sets.common import Kept, missing
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore

log = logging.getLogger(__name__)

LONGEST_PIECE = SAMPLE_RATE_HZ // 2
"""Samples that are heard before anything new is shown."""

Samples = NDArray[np.float32]


class ChosenCaptions:
    """Captioners of whichever model is chosen for the language, and the one thread they all run in.

    Where there is none, the one that transcribes makes them.
    """

    def __init__(self, store: ModelStore, recogniser: Callable[[LanguageCode], WhisperRecogniser]) -> None:
        self._store = store
        self._otherwise = WhisperCaptions(recogniser)
        self._engines = Kept(self._make)
        self._choosing = threading.Lock()
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def warm_up(self, request: WarmUp) -> None:
        """Raises ModelMissing, UnsupportedLanguage, EngineFailed."""
        self._engine(request.language).warm_up(request.language)

    def watch(self, request: WatchCaptions, job: Job) -> CaptionSession:
        """Loads nothing yet. Raises ModelMissing, UnsupportedLanguage, EngineFailed."""
        engine = self._engine(request.language)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="captions", daemon=True)
            self._thread.start()
        return CaptionSession(lambda: engine.captioner(request.language), job, self._work.put)

    def _engine(self, language: LanguageCode) -> VoskCaptions | WhisperCaptions:
        model = self._store.choose(Capability.CAPTIONS, language)
        if model is None:
            if self._store.choose(Capability.SPEECH, language) is not None:
                return self._otherwise
            raise missing(self._store, Capability.CAPTIONS, language)
        with self._choosing:
            return self._engines.of(self._store, model)

    def _make(self, model: Model, folder: Path) -> VoskCaptions:
        languages = frozenset(LanguageCode(code) for code in model.languages)
        return VoskCaptions(self._store.installed, model.id, languages)

    def _run(self) -> None:
        while True:
            self._work.get()()


class CaptionSession:
    """One recording. `feed` and `finish` only put down what there is to do. Nothing fed is dropped; what has piled up
    meanwhile (while the model loads, say) is heard in larger pieces."""

    def __init__(self, make: Callable[[], Captioner], job: Job, later: Callable[[Callable[[], None]], None]) -> None:
        """later: has something done in the captions' thread."""
        self._make = make
        self._job = job
        self._later = later
        self._lock = threading.Lock()
        self._waiting: list[Samples] = []
        self._last: Future[Caption] = Future()
        self._captioner: Captioner | None = None
        self._shown = Caption("", "", 0.0)

    def feed(self, samples: Samples) -> None:
        with self._lock:
            self._waiting.append(samples)
            first = len(self._waiting) == 1
        if first:
            self._later(self._guarded(self._hear))

    def finish(self) -> Future[Caption]:
        self._later(self._guarded(self._end))
        return self._last

    def _guarded(self, step: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if self._last.done():
                return
            try:
                self._job.check()
                step()
            except Exception as error:  # thread boundary: told at the end of the session
                if not isinstance(error, Cancelled):
                    log.warning("captions stop: %s", error)
                self._last.set_exception(error)

        return run

    def _hear(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        samples = np.concatenate([np.zeros(0, np.float32), *waiting])
        for start in range(0, len(samples), LONGEST_PIECE):
            self._job.check()
            self._show(self._begun().feed(samples[start : start + LONGEST_PIECE]))

    def _end(self) -> None:
        self._hear()
        self._last.set_result(self._begun().finish())

    def _begun(self) -> Captioner:
        if self._captioner is None:
            self._captioner = self._make()
        return self._captioner

    def _show(self, caption: Caption) -> None:
        if (caption.settled, caption.tentative) != (self._shown.settled, self._shown.tentative):
            self._shown = caption
            self._job.emit(caption)
