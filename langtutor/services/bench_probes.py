"""What a model is asked to be measured: the same that a learner asks of it, in workers of its own."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from langtutor.content.wav import read_wav, write_wav
from langtutor.core import ear_requests as e
from langtutor.core import look_up_requests as look
from langtutor.core import requests as r
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import BrokenSounds, Cancelled, EngineCrashed, UnsupportedLanguage
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import Capability
from langtutor.core.resampling import resample
from langtutor.host.client import Host
from langtutor.host.process import WorkerChange, WorkerEvent
from langtutor.host.specs import SPECS
from langtutor.models.entries import Model
from langtutor.models.results import Unit

R = TypeVar("R")

CHUNK_S = 0.1
_TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class Speed:
    """first_s: from a worker without a model to its first answer. memory_bytes: what that added."""

    first_s: float
    memory_bytes: int
    speed: float
    unit: Unit
    details: dict[str, float]


class Probe:
    """One model in workers of its own."""

    def __init__(
        self,
        host: Host,
        model: Model,
        capability: Capability,
        texts: tuple[str, ...],
        language: LanguageCode,
        cancelled: threading.Event,
    ) -> None:
        self._host = host
        self._model = model
        self._capability = capability
        self._worker = next(spec.name for spec in SPECS if capability in spec.capabilities)
        self._texts = texts
        self._cancelled = cancelled
        self._language = language

    def run(self) -> Speed:
        return PROBES[self._capability](self)

    # --- one for each capability ---------------------------------------------------------------------------------

    def _speech(self) -> Speed:
        with self._recording() as recording:
            seconds = len(read_wav(recording)) / SAMPLE_RATE_HZ
            first, memory, times = self._timed([e.Hear(recording, self._language)] * 4)
        return Speed(first, memory, seconds / statistics.median(times), Unit.TIMES_REAL_TIME, {})

    def _sounds(self) -> Speed:
        """Of a sentence that the ear has found the words of already, so that this is the model's own work."""
        text = self._texts[0]
        with _Recording(self._ask(r.Say(text, self._language))) as recording:
            seconds = len(read_wav(recording)) / SAMPLE_RATE_HZ
            self._ask(e.Hear(recording, self._language))
            asked = e.Pronounce(recording, text, self._language)
            first, memory, times = self._timed([asked] * 3)
            if not self._ask(asked).phones_known:
                raise BrokenSounds(model=self._model.id)
        return Speed(first, memory, seconds / statistics.median(times), Unit.TIMES_REAL_TIME, {})

    def _captions(self) -> Speed:
        with self._recording() as recording:
            samples = read_wav(recording)
        size = int(CHUNK_S * SAMPLE_RATE_HZ)
        chunks = [samples[start : start + size] for start in range(0, len(samples), size)]
        seconds = len(samples) / SAMPLE_RATE_HZ
        before = self._start()

        def follow() -> float:
            begin = time.perf_counter()
            session = self._host.open(e.WatchCaptions(self._language), lambda caption: None)
            for chunk in chunks:
                session.feed(chunk)
            session.finish()
            self._wait(session.future, session.cancel)
            return time.perf_counter() - begin

        first = follow()
        memory = self._resident() - before
        speed = seconds / statistics.median([follow() for _ in range(2)])
        return Speed(first, memory, speed, Unit.TIMES_REAL_TIME, {})

    def _translation(self) -> Speed:
        pair = sorted(self._model.pairs, key=lambda pair: (pair.source != self._language, str(pair)))[0]
        first, memory, times = self._timed([look.Translate(text, pair) for text in self._texts])
        words = sum(len(text.split()) for text in self._texts[1:])
        return Speed(first, memory, words / sum(times), Unit.WORDS_PER_S, _per(times))

    def _dictionary(self) -> Speed:
        pair = next(iter(self._model.pairs or {Pair(self._language, self._language)}))
        words = list(dict.fromkeys(word.strip(".,!?").lower() for text in self._texts for word in text.split()))
        first, memory, times = self._timed([look.LookUpWord(word, pair.source, pair.target) for word in words])
        return Speed(first, memory, 1000 * statistics.median(times), Unit.MS_PER_WORD, {})

    def _grammar(self) -> Speed:
        """Each language of the model that langtutor knows is warmed; the slowest counts, the others are details."""
        first, memory, slowest = 0.0, 0, 0.0
        details: dict[str, float] = {}
        before = self._start()
        for code in map(LanguageCode, self._model.languages):
            begin = time.perf_counter()
            try:
                self._ask(r.WarmUp(self._capability, code))
                self._ask(r.CheckGrammar(self._texts[0], code))
            except UnsupportedLanguage:
                continue
            first += time.perf_counter() - begin
            times = [self._seconds(r.CheckGrammar(text, code)) for text in self._texts * 2]
            details[f"ms {code}"] = 1000 * statistics.median(times)
            slowest = max(slowest, details[f"ms {code}"])
            memory = self._resident() - before
        if not details:
            raise UnsupportedLanguage(language=self._language, capability=self._capability)
        return Speed(first, memory, slowest, Unit.MS_PER_SENTENCE, details)

    def _voice(self) -> Speed:
        before = self._start()
        begin = time.perf_counter()
        self._ask(r.Say(self._texts[0], self._language))
        first = time.perf_counter() - begin
        memory = self._resident() - before
        begin = time.perf_counter()
        said_s = sum(self._ask(r.Say(text, self._language)).sound.duration_s for text in self._texts[:6])
        return Speed(first, memory, said_s / (time.perf_counter() - begin), Unit.TIMES_REAL_TIME, {})

    def _scoring(self) -> Speed:
        before = self._start()
        begin = time.perf_counter()
        self._ask(r.Score(self._texts[:1], self._language))
        first = time.perf_counter() - begin
        memory = self._resident() - before
        begin = time.perf_counter()
        tokens = sum(self._ask(r.Score(self._texts * 2, self._language)).token_counts)
        return Speed(first, memory, tokens / (time.perf_counter() - begin), Unit.TOKENS_PER_S, {})

    def _parsing(self) -> Speed:
        """As part of correcting: with whatever else is installed and ready."""
        before = self._start()
        begin = time.perf_counter()
        self._ask(r.WarmUp(self._capability, self._language))
        first = time.perf_counter() - begin
        memory = self._resident() - before
        times = [self._seconds(r.Correct(text, self._language, r.Tier.FULL)) for text in self._texts]
        return Speed(first, memory, 1000 * statistics.median(times), Unit.MS_PER_SENTENCE, {})

    def _chat(self) -> Speed:
        """A base model has no chat template, so texts are completed."""
        before = self._start()
        begin = time.perf_counter()
        self._ask(r.Complete(self._texts[0], r.Sampling(max_tokens=1)))
        first = time.perf_counter() - begin
        memory = self._resident() - before
        written = self._ask(r.Complete("\n".join(self._texts), r.Sampling(max_tokens=64)))
        read = (written.prompt_tokens - written.cached_tokens) / max(written.prompt_s, 1e-6)
        speed = max(0, written.tokens - 1) / max(written.generation_s, 1e-6)
        return Speed(first, memory, speed, Unit.TOKENS_PER_S, {"prompt tokens/s": read})

    # --- asking and measuring -------------------------------------------------------------------------------------

    def _timed(self, asked: Sequence[r.Request[R]]) -> tuple[float, int, list[float]]:
        """Seconds to the first answer, bytes that it took, seconds of each following answer."""
        before = self._start()
        first = self._seconds(asked[0])
        memory = self._resident() - before
        return first, memory, [self._seconds(request) for request in asked[1:] or asked]

    def _seconds(self, request: r.Request[R]) -> float:
        begin = time.perf_counter()
        self._ask(request)
        return time.perf_counter() - begin

    def _ask(self, request: r.Request[R]) -> R:
        call = self._host.submit(request)
        return self._wait(call.future, call.cancel)

    def _wait(self, future: Future[R], cancel: Callable[[], None]) -> R:
        while True:
            if self._cancelled.is_set():
                cancel()
                raise Cancelled()
            try:
                return future.result(_TICK_S)
            except NotYet:
                if future.done():
                    raise

    def _start(self) -> int:
        """Starts the worker; the bytes it takes before it has loaded any model."""
        ready: Future[None] = Future()

        def listen(event: WorkerEvent) -> None:
            if event.worker != self._worker or ready.done():
                return
            if event.change is WorkerChange.STARTED:
                ready.set_result(None)
            else:
                ready.set_exception(EngineCrashed(worker=self._worker))

        self._host.on_event(listen)
        if self._worker not in self._host.pids():
            self._host.start(self._capability)
            self._wait(ready, lambda: None)
        return self._resident()

    def _resident(self) -> int:
        """Of the worker and what it started, the JVM included."""
        import psutil

        pid = self._host.pids().get(self._worker)
        if pid is None:
            raise EngineCrashed(worker=self._worker)
        worker = psutil.Process(pid)
        total = 0
        for process in (worker, *worker.children(recursive=True)):
            try:
                total += int(process.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        return total

    def _recording(self) -> _Recording:
        """The first sentences, spoken by whichever voice is at hand: speed doesn't depend on what is said."""
        return _Recording(self._ask(r.Say(" ".join(self._texts[:2]), self._language)))


PROBES: Mapping[Capability, Callable[[Probe], Speed]] = {
    Capability.SPEECH: Probe._speech,
    Capability.SOUNDS: Probe._sounds,
    Capability.CAPTIONS: Probe._captions,
    Capability.TRANSLATION: Probe._translation,
    Capability.DICTIONARY: Probe._dictionary,
    Capability.GRAMMAR: Probe._grammar,
    Capability.VOICE: Probe._voice,
    Capability.SCORING: Probe._scoring,
    Capability.PARSING: Probe._parsing,
    Capability.CHAT: Probe._chat,
}
"""How a model for each capability is measured."""


class _Recording:
    """A WAV for as long as it is needed."""

    def __init__(self, spoken: r.Spoken) -> None:
        self._spoken = spoken
        self._folder = tempfile.TemporaryDirectory(prefix="langtutor-")

    def __enter__(self) -> Path:
        import numpy as np

        sound = self._spoken.sound
        samples = np.frombuffer(sound.samples, dtype=np.float32)
        path = Path(self._folder.name) / "probe.wav"
        write_wav(path, resample(samples, sound.rate_hz, SAMPLE_RATE_HZ))
        return path

    def __exit__(self, *args: object) -> None:
        self._folder.cleanup()


def _per(times: Sequence[float]) -> dict[str, float]:
    return {"ms/sentence": 1000 * statistics.median(times)}
