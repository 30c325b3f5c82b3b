from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from langtutor.core.errors import EngineCrashed, FileUnwritable
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Rewrite, Rewritten, RewrittenToken
from langtutor.core.text import ErrorType
from langtutor.engines.grammar.errant_edits import Errant, TokenEdit
from langtutor.evaluation.grammar_differs import ErrantDiffer
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.remembering import RememberingHost
from langtutor.host.client import Call, Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import Paths

EN = LanguageCode("en")
REWRITTEN = Rewritten("She goes.", (RewrittenToken("She", -0.1, (("She", -0.1), ("He", -3.0))),), "fake")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "cache" / "kept.sqlite")


def test_a_value_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    first = Kept(path)
    first.put(["é", 1], 2.5, "a", "b")
    second = Kept(path)

    assert second.get("a", "b") == (["é", 1], 2.5)
    assert second.get("ab") is None
    first.close()
    second.close()


def test_a_file_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"no database at all" * 100)

    kept = Kept(path)
    kept.put(1, 0.0, "a")

    assert kept.get("a") == (1, 0.0)
    kept.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnwritable):
        Kept(tmp_path / "file" / "kept.sqlite")


class FakeErrant(Errant):
    def __init__(self) -> None:
        self.asked = 0

    def annotate_tokens(self, source: str, corrected: str) -> tuple[TokenEdit, ...]:
        self.asked += 1
        return (TokenEdit(1, 2, ("goes",), ErrorType("R:VERB:SVA")),)


def test_errant_is_asked_once(kept: Kept) -> None:
    errant = FakeErrant()
    differs = [ErrantDiffer(kept, "1", lambda: errant) for _ in range(2)]

    found = [differ.edits(["She", "go"], ["She", "goes"]) for differ in differs]

    assert found[0] == found[1] == (TokenEdit(1, 2, ("goes",), ErrorType("R:VERB:SVA")),)
    assert differs[0].edits(["She"], ["She"]) == ()
    assert errant.asked == 1
    kept.close()


def test_a_rewrite_is_asked_for_once(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def submit(self: Host, request: Any, lane: Any, on_partial: Any) -> Call[Any]:
        asked.append(request)
        future: Future[Any] = Future()
        if "crash" in request.sentence:
            future.set_exception(EngineCrashed(worker="tutor"))
        else:
            future.set_result(REWRITTEN)
        return Call(future, lambda: None)

    monkeypatch.setattr(Host, "submit", submit)
    host = RememberingHost(WorkerContext(Paths(tmp_path, tmp_path, tmp_path), True), kept, "model and prompt")

    assert [host.ask(Rewrite("She go.", EN)) for _ in range(3)] == [REWRITTEN] * 3
    assert len(asked) == 1 and host.spared_s > 0
    host.ask(Rewrite("She go.", EN, variant=1))
    for _ in range(2):
        with pytest.raises(EngineCrashed):
            host.ask(Rewrite("crash", EN))
    assert len(asked) == 4

    newer = RememberingHost(WorkerContext(Paths(tmp_path, tmp_path, tmp_path), True), kept, "another model")
    newer.ask(Rewrite("She go.", EN))
    assert len(asked) == 5
    kept.close()
