"""`langtutor recordings` on real files."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from langtutor.audio.recordings import RecordingStore, RecordingWriter
from langtutor.cli import parser
from langtutor.commands.output import Output
from langtutor.commands.recordings import run
from langtutor.content.wav import read_wav
from langtutor.core.errors import FileUnwritable, UnknownRecording
from langtutor.settings.paths import Paths

NOW = datetime.now(UTC)
Command = Callable[..., dict[str, Any]]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "home", tmp_path / "home" / "cache")


@pytest.fixture
def command(paths: Paths, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: str) -> dict[str, Any]:
        options = parser().parse_args(["recordings", *arguments, "--json"])
        assert run(options, paths, Output(as_json=True)) == 0
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        return said

    return call


def say(paths: Paths, asked: str, days_ago: float, seconds: float = 0.5) -> RecordingWriter:
    at = NOW - timedelta(days=days_ago)
    writer = RecordingStore(paths.recordings, now=lambda: at).begin("x/1", asked, "en")
    writer.write(np.full(round(16_000 * seconds), 0.25, np.float32))
    return writer


def said(paths: Paths, asked: str, days_ago: float, seconds: float = 0.5) -> str:
    """A finished recording."""
    writer = say(paths, asked, days_ago, seconds)
    at = (NOW - timedelta(days=days_ago)).timestamp()
    os.utime(writer.finish(), (at, at))
    return writer.id


def test_the_list_is_newest_first_and_has_only_what_is_finished(paths: Paths, command: Command) -> None:
    assert command("list") == {"recordings": [], "bytes": 0}
    old, new = said(paths, "She walks.", 9), said(paths, "Olá.", 1, seconds=1.0)
    say(paths, "Not yet.", 0).finish(judged_later=True)
    listed = command("list")
    assert [one["id"] for one in listed["recordings"]] == [new, old]
    assert [one["duration_s"] for one in listed["recordings"]] == [1.0, 0.5]
    assert listed["bytes"] == sum(one["bytes"] for one in listed["recordings"]) == 44 * 2 + 48_000


def test_export_copies_all_and_says_what_was_asked_and_when(paths: Paths, command: Command, tmp_path: Path) -> None:
    said(paths, "=Does “she” walk, or run?", 2)
    said(paths, "", 1)
    out = tmp_path / "out" / "mine"
    files = command("export", str(out))["files"]
    assert {file.name for file in out.iterdir()} == {*files, "recordings.csv"}
    assert all(len(read_wav(out / file)) == 8_000 for file in files)
    assert any("Does-she-walk-or-run" in file for file in files)
    with (out / "recordings.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = {row["file"]: row for row in csv.DictReader(table)}
    assert set(rows) == set(files)
    assert {row["asked"] for row in rows.values()} == {"'=Does “she” walk, or run?", ""}
    assert all(datetime.fromisoformat(row["recorded_at"]) < NOW for row in rows.values())


def test_a_second_export_adds_to_the_table(paths: Paths, command: Command, tmp_path: Path) -> None:
    first = said(paths, "One.", 2)
    command("export", str(tmp_path / "out"))
    command("delete", "--id", first)
    second = said(paths, "Two.", 1)
    command("export", str(tmp_path / "out"), second)
    command("export", str(tmp_path / "out"), second)
    with (tmp_path / "out" / "recordings.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["asked"] for row in csv.DictReader(table)] == ["One.", "Two."]


def test_somebody_elses_table_is_not_written_over(paths: Paths, command: Command, tmp_path: Path) -> None:
    said(paths, "One.", 2)
    table = tmp_path / "recordings.csv"
    table.write_text("artist,title\n")
    with pytest.raises(FileUnwritable):
        command("export", str(tmp_path))
    assert table.read_text() == "artist,title\n"


def test_a_folder_that_is_a_file_is_said(paths: Paths, command: Command, tmp_path: Path) -> None:
    said(paths, "One.", 2)
    (tmp_path / "file").touch()
    with pytest.raises(FileUnwritable):
        command("export", str(tmp_path / "file"))


def test_deleting_by_age_leaves_the_rest_and_what_waits(paths: Paths, command: Command) -> None:
    old, new = said(paths, "One.", 40), said(paths, "Two.", 3)
    waiting = say(paths, "Three.", 50)
    os.utime(waiting.finish(judged_later=True), (0, 0))
    assert command("delete", "--older-than", "30") == {"deleted": [old]}
    assert [one["id"] for one in command("list")["recordings"]] == [new]
    assert command("delete", "--all") == {"deleted": [new]}
    waiting.settle()
    assert [one["id"] for one in command("list")["recordings"]] == [waiting.id]


def test_an_unknown_recording_is_named_and_nothing_is_deleted(paths: Paths, command: Command) -> None:
    kept = said(paths, "One.", 1)
    with pytest.raises(UnknownRecording):
        command("delete", "--id", kept, "--id", "20200101T000000-00000000")
    assert len(command("list")["recordings"]) == 1


@pytest.mark.parametrize("wrong", [["delete"], ["delete", "--older-than", "-1"], ["delete", "--older-than", "soon"]])
def test_what_to_delete_must_be_said(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["recordings", *wrong])
    assert "usage" in capsys.readouterr().err
