"""`langtutor read` on files of all kinds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from langtutor.cli import parser
from langtutor.commands.output import Output
from langtutor.commands.read import run
from langtutor.core.reading_errors import BookDamaged
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths
from tests.support.books import page, write_epub

TEXT = "Nobody had lit a lantern here since the war. She put it on the table and looked at it for a long time."


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "home", tmp_path / "home" / "cache")


def call(paths: Paths, *arguments: str) -> None:
    options = parser().parse_args(["read", *arguments])
    assert run(options, paths, NetworkGuard(paths.network_log), Output(as_json=options.json)) == 0


def test_a_book_says_its_level_its_new_words_and_its_chapters(
    tmp_path: Path, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_epub(
        tmp_path / "a.epub", {"a.xhtml": page(f"<h1>One</h1><p>{TEXT}</p>"), "b.xhtml": page("<p>Bye.</p>")}
    )
    call(paths, str(path), "--learn", "en", "--speak", "pt", "--json", "--text")
    said = json.loads(capsys.readouterr().out)
    assert (said["title"], said["author"], said["language"]) == ("A book", "Ann Author", "en")
    assert said["chapters"] == [{"title": "One", "words": 24}, {"title": "", "words": 1}]
    assert said["text"] == [["One", TEXT], ["Bye."]]
    assert said["level"] in ("A1", "A2", "B1", "B2")
    assert 0 < said["new_share"] < 1
    assert said["new_words"] >= 1
    assert not (paths.data / "books").exists()
    call(paths, str(path), "--learn", "en", "--speak", "pt")
    words = capsys.readouterr().out
    assert "vocabulary about" in words
    assert "   2  Part 2  (1)" in words


def test_of_another_language_no_share_is_claimed(
    tmp_path: Path, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    call(paths, str(tmp_path / "a.txt"), "--learn", "pt", "--speak", "en", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["learned"], said["new_share"]) == (False, None)


def test_a_broken_book_is_an_error(tmp_path: Path, paths: Paths) -> None:
    (tmp_path / "a.epub").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BookDamaged):
        call(paths, str(tmp_path / "a.epub"))
