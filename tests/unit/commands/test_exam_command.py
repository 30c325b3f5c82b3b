"""`langtutor models exam`, with a candidate that knows the answers in place of the workers."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from langtutor.commands import exam as command
from langtutor.commands.output import Output
from langtutor.content.exam import load_exam
from langtutor.core.errors import EngineFailed
from langtutor.models.entries import Format
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.services.examining import Examining
from langtutor.settings.paths import resources_dir, user_paths
from langtutor.settings.schema import SettingsFile
from tests.support.examined import Candidate, language_model, store_with

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def candidate() -> Candidate:
    return Candidate(load_exam(resources_dir() / "exam"))


@pytest.fixture
def store(home: Path) -> ModelStore:
    scorer = language_model("scorer", Format.LANGUAGE_MODEL, ("en",))
    return store_with(home / "models", language_model("tutor"), scorer)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], candidate: Candidate, store: ModelStore
) -> Run:
    def examining(*arguments: Any) -> Examining:
        return Examining(*arguments, make_host=candidate.host)

    monkeypatch.setattr(command, "open_store", lambda paths, guard: store)
    monkeypatch.setattr(command, "Examining", examining)

    def go(*ids: str, as_json: bool = False, again: bool = False, ui: str = "en") -> tuple[int, str]:
        SettingsFile(user_paths().settings).change(ui_language=ui)
        options = Namespace(ids=list(ids), again=again)
        status = command.run(options, user_paths(), NetworkGuard(None, never=True), Output(as_json=as_json))
        return status, capsys.readouterr().out

    return go


def test_results_stand_side_by_side(run: Run, candidate: Candidate) -> None:
    candidate.score = lambda request: EngineFailed(engine="scorer", detail="out of memory")
    status, out = run()
    assert status == 0
    head, row = (
        line for line in out.split("\n") if line.split() == ["tutor", "scorer"] or "English: tell right" in line
    )
    assert head.split() == ["tutor", "scorer"]
    assert row.split()[-3:] == ["24/24", "✓", "0/24"]
    assert "Portuguese: tell right from wrong" in out
    assert "tutor may in English: judge how a sentence reads, propose corrections, explain grammar, converse." in out
    assert "“judge how a sentence reads” stays off: “tell right from wrong” needs 20 of 24 right, and 0 were." in out
    assert "What people wrote" in out
    assert "scorer.answers.json" in out


def test_the_object_has_what_the_words_have(run: Run, store: ModelStore) -> None:
    status, out = run("tutor", as_json=True)
    told = json.loads(out)
    assert (status, told["failed"]) == (0, {})
    (model,) = told["models"]
    assert model["id"] == "tutor"
    assert model["may"]["pt"] == ["converse", "explain", "rewrite", "score"]
    assert model["sections"][0] == {
        "section": "judge",
        "language": "en",
        "right": 24,
        "total": 24,
        "needed": 20,
        "passed": True,
    }
    assert Path(model["answers"]).is_file()


def test_who_sat_this_edition_is_not_asked_again_unless_told_so(run: Run, candidate: Candidate) -> None:
    run("tutor")
    run("tutor")
    assert len(candidate.hosts) == 1
    run("tutor", again=True)
    assert len(candidate.hosts) == 2


def test_a_model_that_cannot_sit_it_doesnt_keep_others_from_it(run: Run) -> None:
    status, out = run("nobody", "tutor", as_json=True)
    told = json.loads(out)
    assert status == 4
    assert list(told["failed"]) == ["nobody"]
    assert [model["id"] for model in told["models"]] == ["tutor"]


def test_without_models_it_says_where_to_get_one(run: Run, store: ModelStore) -> None:
    store.remove("tutor")
    store.remove("scorer")
    status, out = run()
    assert status == 0
    assert "langtutor models install smollm2-135m" in out


def test_it_speaks_the_learners_language(run: Run) -> None:
    _, out = run(ui="pt")
    assert "inglês: distinguir o certo do errado" in out
    assert "português: manter um papel" in out
