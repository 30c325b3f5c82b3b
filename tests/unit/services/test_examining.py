from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from langtutor.content.exam import load_exam
from langtutor.core.errors import Cancelled, EngineCrashed, EngineFailed, ModelMissing, NoLanguageModel, UnknownModel
from langtutor.core.exam import Exam, Section
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Choose, Lane, Request
from langtutor.host.client import Call, Host
from langtutor.host.process import EngineBug
from langtutor.host.specs import WorkerContext
from langtutor.models import results
from langtutor.models.entries import Format
from langtutor.models.exam import Question
from langtutor.models.results import Use
from langtutor.models.store import ModelStore
from langtutor.services.examining import CRASHES, Examination, Examining, ExamStep, answers_path
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import Paths, resources_dir
from tests.support.examined import Candidate, language_model, store_with, written
from tests.support.fake_host import FakeHost

R = TypeVar("R")
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SOON_S = 30.0


@pytest.fixture(scope="module")
def exam() -> Exam:
    return load_exam(resources_dir() / "exam")


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return store_with(
        tmp_path / "models",
        language_model("tutor"),
        language_model("scorer", Format.LANGUAGE_MODEL, ("en",)),
        language_model("voice", Format.PIPER),
        language_model("french", languages=("fr",)),
    )


@pytest.fixture
def candidate(exam: Exam) -> Candidate:
    return Candidate(exam)


Make = Callable[..., Examining]


@pytest.fixture
def make(
    tmp_path: Path, store: ModelStore, exam: Exam, languages: Mapping[LanguageCode, Language], tasks: Tasks
) -> Iterator[Make]:
    made: list[Examining] = []

    def examining(make_host: Callable[[WorkerContext], Host], paths: Paths | None = None) -> Examining:
        here = paths or Paths(tmp_path, tmp_path, tmp_path)
        made.append(Examining(here, store, exam, languages, tasks, make_host, now=lambda: NOW))
        return made[-1]

    yield examining
    for one in made:
        one.close()


def silent(step: ExamStep) -> None:
    """Who doesn't want to know how far it is."""


def some(section: Section, count: int = 3) -> Callable[[Question], bool]:
    """The first questions of a section, in English."""
    wanted = {f"en.{section}.{number}" for number in range(1, count + 1)}
    return lambda question: question.id in wanted


def test_who_knows_everything_may_do_everything(
    make: Make, candidate: Candidate, store: ModelStore, exam: Exam
) -> None:
    steps: list[ExamStep] = []
    examining = make(candidate.host)
    result = examining.run("tutor", steps.append).future.result(SOON_S)

    assert result.may == {"en": frozenset(Use), "pt": frozenset(Use)}
    assert all(one.right == one.total for one in result.sections)
    assert (result.at, result.exam) == ("2026-11-22T10:00:00+00:00", exam.edition)
    assert results.grades_of(store.folder, "tutor") == result == examining.known("tutor")

    total = steps[0].total
    assert [step.done for step in steps] == list(range(total + 1))
    assert (steps[0].language, steps[0].section) == ("en", Section.JUDGE)
    assert (steps[-1].language, steps[-1].section) == ("pt", Section.JSON)


def test_each_answer_is_kept_with_its_reason(make: Make, candidate: Candidate, store: ModelStore) -> None:
    candidate.chat = lambda request: written("I don't know.")
    make(candidate.host).run("tutor", silent).future.result(SOON_S)
    kept = json.loads(answers_path(store.folder, "tutor").read_text(encoding="utf-8"))
    assert (kept["model"], kept["at"]) == ("tutor", "2026-11-22T10:00:00+00:00")
    by_id = {one["id"]: one for one in kept["answers"]}
    assert len(by_id) == len(kept["answers"])
    assert by_id["en.correct.1"] == {
        "id": "en.correct.1",
        "section": "correct",
        "language": "en",
        "right": False,
        "answer": "I don't know.",
        "why": "not an accepted correction",
    }
    assert by_id["en.judge.1"]["right"] is True


def test_only_this_model_answers_and_in_workers_that_end(make: Make, candidate: Candidate) -> None:
    make(candidate.host).run("tutor", silent).future.result(SOON_S)
    (context,), (host,) = candidate.contexts, candidate.hosts
    assert context.pins == {Capability.CHAT: "tutor", Capability.SCORING: "tutor"}
    assert context.never_use_network
    assert set(host.lanes) == {Lane.LATER}
    assert host._closed


def test_a_scoring_model_is_examined_in_its_languages(make: Make, candidate: Candidate) -> None:
    result = make(candidate.host).run("scorer", silent).future.result(SOON_S)
    assert result.may == {"en": frozenset(Use)}
    assert {type(request).__name__ for request in candidate.hosts[0].asked} == {"Score", "Choose", "Chat"}


def test_an_answer_that_fails_is_wrong_and_says_why(make: Make, candidate: Candidate, store: ModelStore) -> None:
    right = candidate.choose
    failures = iter([EngineFailed(engine="tutor", detail="no chat template"), EngineBug("trace")])

    def choose(request: Choose) -> object:
        error = next(failures, None)
        if error is not None:
            raise error
        return right(request)

    candidate.choose = choose
    result = make(candidate.host).run("tutor", silent).future.result(SOON_S)
    judge = next(one for one in result.sections if (one.section, one.language) == ("judge", "en"))
    assert judge.right == judge.total - 2
    kept = json.loads(answers_path(store.folder, "tutor").read_text(encoding="utf-8"))["answers"]
    assert [one["right"] for one in kept[:3]] == [False, False, True]
    assert "no chat template" in kept[0]["why"]
    assert "trace" in kept[1]["why"]


def test_a_worker_that_dies_again_and_again_is_no_fault_of_the_answers(
    make: Make, candidate: Candidate, store: ModelStore
) -> None:
    candidate.choose = lambda request: EngineCrashed(worker="tutor")
    with pytest.raises(EngineCrashed):
        make(candidate.host).run("tutor", silent).future.result(SOON_S)
    assert len(candidate.hosts[0].asked) == CRASHES
    assert candidate.hosts[0]._closed
    assert results.grades_of(store.folder, "tutor") is None


def test_a_worker_that_dies_now_and_then_only_loses_those_answers(make: Make, candidate: Candidate) -> None:
    right, numbers = candidate.choose, iter(range(10_000))

    def choose(request: Choose) -> object:
        return EngineCrashed(worker="tutor") if next(numbers) < CRASHES - 1 else right(request)

    candidate.choose = choose
    result = make(candidate.host).run("tutor", silent).future.result(SOON_S)
    assert sum(one.total - one.right for one in result.sections) == CRASHES - 1


def test_part_of_it_can_be_tried_and_leaves_nothing(make: Make, candidate: Candidate, store: ModelStore) -> None:
    examining = make(candidate.host)
    result = examining.run("tutor", silent, only=some(Section.RULE)).future.result(SOON_S)
    assert [(one.section, one.total) for one in result.sections] == [("rule", 3)]
    assert examining.known("tutor") is None
    assert not answers_path(store.folder, "tutor").exists()


@pytest.mark.parametrize(
    ("model_id", "error"),
    [("voice", NoLanguageModel), ("french", NoLanguageModel), ("nobody", UnknownModel), ("tutor", ModelMissing)],
)
def test_what_cannot_sit_the_exam_is_told(
    make: Make, candidate: Candidate, store: ModelStore, model_id: str, error: type[Exception]
) -> None:
    store.remove("tutor")
    with pytest.raises(error):
        make(candidate.host).run(model_id, silent).future.result(SOON_S)
    assert candidate.hosts == []


def test_grades_of_another_edition_are_not_known(make: Make, candidate: Candidate, store: ModelStore) -> None:
    results.save(store.folder, results.Grades("tutor", "long ago", "0", (), {}))
    assert make(candidate.host).known("tutor") is None


class SlowHost(FakeHost):
    """Answers nothing until it is cancelled."""

    def __init__(self, begun: threading.Event) -> None:
        super().__init__()
        self._begun = begun

    def submit(
        self, request: Request[R], lane: Lane = Lane.NOW, on_partial: Callable[[Any], None] | None = None
    ) -> Call[R]:
        future: Future[R] = Future()
        self._begun.set()
        return Call(future, lambda: None if future.done() else future.set_exception(Cancelled()))


@pytest.mark.parametrize("by", ["cancel", "close"])
def test_it_is_taken_back_at_once(make: Make, store: ModelStore, by: str) -> None:
    begun = threading.Event()
    examining = make(lambda context: SlowHost(begun))
    under_way: Examination = examining.run("tutor", silent)
    assert begun.wait(SOON_S)
    (under_way.cancel if by == "cancel" else examining.close)()
    with pytest.raises(Cancelled):
        under_way.future.result(SOON_S)
    assert results.grades_of(store.folder, "tutor") is None


def test_a_cancel_between_questions_counts_too(make: Make, candidate: Candidate) -> None:
    examining = make(candidate.host)
    holding = threading.Event()
    under_way: list[Examination] = []

    def on_step(step: ExamStep) -> None:
        holding.wait(SOON_S)
        if step.done == 5:
            under_way[0].cancel()

    under_way.append(examining.run("tutor", on_step))
    holding.set()
    with pytest.raises(Cancelled):
        under_way[0].future.result(SOON_S)
    assert candidate.hosts[0]._closed
