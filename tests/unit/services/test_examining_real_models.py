"""A handful of the exam's questions with real models in real workers; skipped where they aren't installed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from langtutor.content.exam import load_exam
from langtutor.core.errors import Cancelled
from langtutor.core.language import Language, LanguageCode
from langtutor.models.commands import open_store
from langtutor.models.exam import Question
from langtutor.network.guard import NetworkGuard
from langtutor.services.examining import Examining, ExamStep
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir, user_paths
from tests.support.models import home_with_models

SLOW_S = 240.0


@pytest.fixture
def make(
    languages: Mapping[LanguageCode, Language], tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Examining]]:
    """Examining on a home that has a model."""
    made: list[Examining] = []

    def examining(model_id: str) -> Examining:
        home = home_with_models(tmp_path / "home", model_id)
        monkeypatch.setenv("LANGTUTOR_HOME", str(home))
        paths = user_paths()
        store = open_store(paths, NetworkGuard(None, never=True))
        made.append(Examining(paths, store, load_exam(resources_dir() / "exam"), languages, tasks))
        return made[-1]

    yield examining
    for one in made:
        one.close()


def only(*ids: str) -> Callable[[Question], bool]:
    return lambda question: question.id in ids


def silent(step: ExamStep) -> None:
    """Who doesn't want to know how far it is."""


@pytest.mark.timeout(SLOW_S)
def test_a_chat_model_answers_questions_of_every_kind(make: Callable[[str], Examining]) -> None:
    asked = ("en.judge.1", "en.rule.1", "en.correct.1", "en.correct.11", "en.role.2", "en.json.1", "pt.role.5")
    steps: list[ExamStep] = []
    result = make("qwen2.5-coder-0.5b").run("qwen2.5-coder-0.5b", steps.append, only(*asked)).future.result(SLOW_S)
    assert [step.done for step in steps] == list(range(len(asked) + 1))
    right = {(one.language, one.section): one.right for one in result.sections}
    assert right["en", "correct"] == 2, "“don't” mended, “news was” kept"
    assert right["en", "json"] == 1
    assert right["en", "role"] == right["pt", "role"] == 1


@pytest.mark.timeout(SLOW_S)
def test_a_scoring_model_tells_right_from_wrong(make: Callable[[str], Examining]) -> None:
    asked = only(*(f"en.judge.{number}" for number in range(1, 7)), "en.cloze.1", "en.cloze.2")
    result = make("smollm2-135m").run("smollm2-135m", silent, asked).future.result(SLOW_S)
    assert {one.section: (one.right, one.total) for one in result.sections} == {"judge": (6, 6), "cloze": (2, 2)}


@pytest.mark.timeout(SLOW_S)
def test_a_real_one_is_taken_back_in_the_middle(make: Callable[[str], Examining]) -> None:
    answering = threading.Event()
    steps: list[ExamStep] = []

    def on_step(step: ExamStep) -> None:
        steps.append(step)
        if step.done == 1:
            answering.set()

    section = only(*(f"en.correct.{number}" for number in range(1, 17)))
    under_way = make("qwen2.5-coder-0.5b").run("qwen2.5-coder-0.5b", on_step, section)
    assert answering.wait(SLOW_S)
    under_way.cancel()
    with pytest.raises(Cancelled):
        under_way.future.result(SLOW_S)
    assert steps[-1].done < 16, "it did not go on to the end"
