"""`langtutor vocabulary` with a real ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from langtutor.cli import parser
from langtutor.commands.output import Output
from langtutor.commands.vocabulary import run
from langtutor.core.errors import BadSearch, NoCourse, NotATable
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths

Command = Callable[..., dict[str, Any]]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "home", tmp_path / "home" / "cache")


@pytest.fixture
def command(paths: Paths, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: str, status: int = 0) -> dict[str, Any]:
        options = parser().parse_args(["vocabulary", *arguments, "--learn", "en", "--json"])
        assert run(options, paths, NetworkGuard(paths.network_log), Output(as_json=True)) == status
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        return said

    return call


def test_keep_list_suspend_and_remove(command: Command) -> None:
    assert command("list")["cards"] == []
    kept = command("keep", "ship", "navio", "--sentence", "The ship left.", "--tag", "sea")
    assert (kept["new"], kept["changed"]) == (True, False)
    assert command("keep", "Ship", "navio")["new"] is False
    command("keep", "sun", "sol")
    listed = command("list", "tag:sea")
    assert [card["front"] for card in listed["cards"]] == ["ship"]
    assert (listed["total"], listed["new"], listed["due"]) == (2, 2, 0)
    assert command("suspend", "tag:sea")["changed"] == 1
    assert [card["front"] for card in command("list", "is:suspended")["cards"]] == ["ship"]
    assert command("resume", "tag:sea")["changed"] == 1
    assert command("remove", "front:sun")["changed"] == 1
    assert command("remove", "front:sun")["changed"] == 0
    assert command("weak") == {"words": []}


def test_out_and_in(command: Command, tmp_path: Path) -> None:
    command("keep", "ship", "navio")
    path = tmp_path / "words.csv"
    assert command("export", str(path))["cards"] == 1
    path.write_text(path.read_text(encoding="utf-8-sig") + "sea,mar\nalone\n", encoding="utf-8")
    tried = command("import", str(path), "--dry-run", status=1)
    assert (tried["new"], tried["there"], tried["wrong"]) == (1, 1, 1)
    assert command("list")["total"] == 1
    taken = command("import", str(path), "--tag", "lesson", status=1)
    assert taken["problems"] == [{"line": 4, "problem": "columns", "text": "alone"}]
    assert [card["front"] for card in command("list", "tag:lesson")["cards"]] == ["sea", "ship"]


def test_what_cannot_be_done_is_told(command: Command, paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(BadSearch):
        command("list", "is:hungry")
    prose = tmp_path / "prose.txt"
    prose.write_text("No table here\n")
    with pytest.raises(NotATable):
        command("import", str(prose))
    options = parser().parse_args(["vocabulary", "list", "--learn", "xx"])
    with pytest.raises(NoCourse):
        run(options, paths, NetworkGuard(paths.network_log), Output(as_json=False))


def test_in_words(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["keep", "ship", "navio", "--tag", "sea"], ["list"]):
        options = parser().parse_args(["vocabulary", *arguments, "--learn", "en"])
        assert run(options, paths, NetworkGuard(paths.network_log), Output(as_json=False)) == 0
    said = capsys.readouterr().out
    assert "ship — navio" in said
    assert "[sea]" in said
