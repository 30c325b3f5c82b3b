"""Examines a language model in workers of its own, so that it alone answers and the learner doesn't wait."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langtutor.core.errors import Cancelled, EngineCrashed, ModelMissing, NoLanguageModel, UserError
from langtutor.core.exam import Exam, Section
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Lane, Request
from langtutor.host.client import Call, Host
from langtutor.host.process import EngineBug
from langtutor.host.specs import WorkerContext
from langtutor.models import results
from langtutor.models.entries import Model
from langtutor.models.exam import FORMATS, Answered, Question, grades, questions
from langtutor.models.exam_marks import Mark
from langtutor.models.results import Grades
from langtutor.models.store import ModelStore
from langtutor.services.tasks import Tasks
from langtutor.settings.disk import disk_errors
from langtutor.settings.paths import Paths

log = logging.getLogger(__name__)

NICE = 10
"""An exam takes minutes of both cores: the learner's own work comes first."""

CRASHES = 3
"""So many questions in a row that its worker died of, and it is no matter of the questions."""

NICE = 10
"""The learner may practise meanwhile."""


@dataclass(frozen=True, slots=True)
class ExamStep:
    """How far an exam is: questions answered, and what is asked now (of the last one, once all are answered)."""

    model: str
    done: int
    total: int
    language: LanguageCode
    section: Section


@dataclass(frozen=True, slots=True)
class Examination:
    """One under way. cancel: the future raises Cancelled within 2 s, and nothing is kept."""

    future: Future[Grades]
    cancel: Callable[[], None]


OnStep = Callable[[ExamStep], None]


class Examining:
    """`close` before the tasks are closed: an exam takes minutes."""

    def __init__(
        self,
        paths: Paths,
        store: ModelStore,
        exam: Exam,
        languages: Mapping[LanguageCode, Language],
        tasks: Tasks,
        make_host: Callable[[WorkerContext], Host] = Host,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.exam = exam
        self._paths = paths
        self._store = store
        self._languages = languages
        self._tasks = tasks
        self._make_host = make_host
        self._now = now
        self._closing = threading.Event()
        self._running: set[_Sitting] = set()

    def run(self, model_id: str, on_step: OnStep, only: Callable[[Question], bool] | None = None) -> Examination:
        """Asks everything and keeps the grades; on_step is called in a service thread, first with nothing done.

        only: for trying a part of it; grades of a part are not kept. The future raises UnknownModel, ModelMissing,
        NoLanguageModel, Cancelled, EngineCrashed (again and again), DiskFull, FolderReadOnly. Single answers that fail
        are wrong answers.
        """
        sitting = _Sitting(self._closing)

        def work() -> Grades:
            self._running.add(sitting)
            try:
                return self._examine(model_id, on_step, only, sitting)
            finally:
                self._running.discard(sitting)

        return Examination(self._tasks.run(work), sitting.cancel)

    def known(self, model_id: str) -> Grades | None:
        """What it got in this edition of the exam; None where it hasn't sat it as it is now."""
        found = results.grades_of(self._store.folder, model_id)
        return found if found is not None and found.exam == self.exam.edition else None

    def close(self) -> None:
        """Takes back what is under way."""
        self._closing.set()
        for sitting in tuple(self._running):
            sitting.cancel()

    def _examine(
        self, model_id: str, on_step: OnStep, only: Callable[[Question], bool] | None, sitting: _Sitting
    ) -> Grades:
        model = self._store.model(model_id)
        self._store.path_of(model_id)
        asked = questions(self.exam, model, self._languages) if model.format in FORMATS else ()
        if not asked:
            raise NoLanguageModel(model=model_id)
        chosen = [question for question in asked if only is None or only(question)]
        answers = self._answers(model, chosen, on_step, sitting)
        result = grades(self.exam, model_id, self._now().isoformat(timespec="seconds"), answers)
        if only is None:
            with disk_errors(self._store.folder, 0):
                results.save(self._store.folder, result)
                keep_answers(self._store.folder, result, answers)
        return result

    def _answers(self, model: Model, asked: Sequence[Question], on_step: OnStep, sitting: _Sitting) -> list[Answered]:
        pins = {Capability.CHAT: model.id, Capability.SCORING: model.id}
        host = self._make_host(WorkerContext(self._paths, never_use_network=True, pins=pins, nice=NICE))
        answers: list[Answered] = []
        crashes = 0
        try:
            for question in asked:
                on_step(ExamStep(model.id, len(answers), len(asked), question.language, question.section))
                mark, error = _marked(question, host, sitting)
                crashes = crashes + 1 if isinstance(error, EngineCrashed) else 0
                if error is not None and crashes >= CRASHES:
                    raise error
                answers.append(Answered(question.id, question.language, question.section, mark))
            on_step(ExamStep(model.id, len(answers), len(asked), asked[-1].language, asked[-1].section))
        finally:
            host.close()
        return answers


class _Sitting:
    """Lets another thread take back the request that is under way. Identity matters."""

    def __init__(self, closing: threading.Event) -> None:
        self._lock = threading.Lock()
        self._closing = closing
        self._cancelled = False
        self._call: Call[Any] | None = None

    def ask(self, host: Host, request: Request[Any]) -> Any:
        """Raises Cancelled, and what the request raises."""
        with self._lock:
            if self._cancelled or self._closing.is_set():
                raise Cancelled()
            self._call = call = host.submit(request, Lane.LATER)
        return call.future.result()

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            call = self._call
        if call is not None:
            call.cancel()


def _marked(question: Question, host: Host, sitting: _Sitting) -> tuple[Mark, Exception | None]:
    """Its mark, and the error where there was no answer to mark."""
    try:
        return question.mark([sitting.ask(host, request) for request in question.requests]), None
    except (Cancelled, ModelMissing):
        raise
    except (UserError, EngineBug) as error:
        log.warning("%s: %s", question.id, error)
        return Mark(False, "", str(error)), error


def keep_answers(models: Path, result: Grades, answers: Sequence[Answered]) -> None:
    """Beside the grades, for people who want to see why: what was answered to each question. Raises OSError."""
    path = answers_path(models, result.model)
    told = [{"id": one.id, "section": one.section, "language": one.language, **asdict(one.mark)} for one in answers]
    kept = {"model": result.model, "at": result.at, "exam": result.exam, "answers": told}
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def answers_path(models: Path, model_id: str) -> Path:
    return models / results.FOLDER / f"{model_id}.answers.json"
