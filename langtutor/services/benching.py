"""How fast each model is on this machine: loaded alone in workers of its own, asked what a learner would ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from langtutor.content.courses import course_pairs, load_course
from langtutor.core.errors import Cancelled, UserError
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models import results
from langtutor.models.entries import Model
from langtutor.models.results import BenchResult
from langtutor.models.store import ModelStore
from langtutor.services.tasks import Tasks

SENTENCES = 12


@dataclass(frozen=True, slots=True)
class BenchStep:
    """done of total models are measured; model is the one at hand."""

    model: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BenchOutcome:
    """failed: models that couldn't be measured, with the error to show."""

    results: tuple[BenchResult, ...]
    failed: tuple[tuple[str, UserError], ...]


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One under way. The future raises Cancelled, and what concerns all models."""

    future: Future[BenchOutcome]
    cancel: Callable[[], None]


class Benching:
    """courses: the folder whose sentences are the probes. new_host: makes the workers for one model."""

    def __init__(
        self,
        store: ModelStore,
        context: WorkerContext,
        courses: Path,
        tasks: Tasks,
        new_host: Callable[[WorkerContext], Host] = Host,
    ) -> None:
        self._store = store
        self._context = context
        self._courses = courses
        self._tasks = tasks
        self._new_host = new_host
        self._running: set[threading.Event] = set()

    def run(self, ids: Sequence[str], on_step: Callable[[BenchStep], None] = lambda step: None) -> BenchRun:
        """Measures installed models one after another and keeps what it finds. on_step is called in its thread."""
        cancelled = threading.Event()
        self._running.add(cancelled)
        run = BenchRun(self._tasks.run(lambda: self._run(ids, on_step, cancelled)), cancelled.set)
        run.future.add_done_callback(lambda _done: self._running.discard(cancelled))
        return run

    def close(self) -> None:
        """Takes back what is under way."""
        for cancelled in tuple(self._running):
            cancelled.set()

    def _run(
        self, ids: Sequence[str], on_step: Callable[[BenchStep], None], cancelled: threading.Event
    ) -> BenchOutcome:
        """Raises Cancelled, UnknownModel, ModelMissing."""
        models = [self._store.model(model_id) for model_id in ids]
        for model in models:
            self._store.path_of(model.id)
        found: list[BenchResult] = []
        failed: list[tuple[str, UserError]] = []
        for done, model in enumerate(models):
            on_step(BenchStep(model.id, done, len(models)))
            try:
                result = self._measure(model, cancelled)
            except Cancelled:
                raise
            except UserError as error:
                failed.append((model.id, error))
                continue
            results.save(self._store.folder, result)
            found.append(result)
        on_step(BenchStep("", len(models), len(models)))
        return BenchOutcome(tuple(found), tuple(failed))

    def _measure(self, model: Model, cancelled: threading.Event) -> BenchResult:
        from langtutor.services.bench_probes import Probe  # brings numpy, which the window needn't wait for

        capability = Capability(model.capability)
        context = WorkerContext(self._context.paths, self._context.never_use_network, {capability: model.id})
        host = self._new_host(context)
        try:
            language, texts = self._texts(model)
            speed = Probe(host, model, capability, texts, language, cancelled).run()
        finally:
            host.close()
        return BenchResult(
            model=model.id,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            load_s=speed.first_s,
            memory_bytes=speed.memory_bytes,
            speed=speed.speed,
            unit=speed.unit,
            details=speed.details,
        )

    def _texts(self, model: Model) -> tuple[LanguageCode, tuple[str, ...]]:
        """In the model's first language that a course teaches; else in the first course's, for what it is worth."""
        pairs = course_pairs(self._courses)
        own = [pair for code in model.languages for pair in pairs if pair[0] == code]
        learned, spoken = (own or list(pairs))[0]
        course = load_course(self._courses, learned, spoken)
        texts = [sentence.text for skill in course.skills for sentence in skill.sentences[:1]]
        return learned, tuple(texts[:SENTENCES])
