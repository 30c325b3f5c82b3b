"""`langtutor check` with a checker that knows three mistakes; the real one is in tests/e2e/test_cli.py."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from langtutor.commands import check as command
from langtutor.commands.check_report import found_in, in_words
from langtutor.commands.output import Output
from langtutor.commands.texts import Source, read_source, write_back
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages
from langtutor.core.errors import CannotFix, FileUnreadable, UnsupportedLanguage
from langtutor.core.explanation import Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked
from langtutor.core.sentences import Sentence
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.settings.paths import resources_dir

MESSAGES = Messages(resources_dir() / "messages", "en")
LANGUAGES = load_languages(resources_dir() / "languages")
KNOWN = (("go", "goes", "R:VERB:SVA", 0.95), ("the the", "the", "U:DET", 0.9), ("cat", "dog", "R:NOUN", 0.5))


def knows(sentence: Sentence) -> Future[Checked]:
    future: Future[Checked] = Future()
    future.set_result(Checked(tuple(_edits(sentence.text)), "fake"))
    return future


def _edits(text: str) -> list[Edit]:
    found = []
    for said, better, kind, confidence in KNOWN:
        start = text.find(said)
        if start >= 0:
            found.append(Edit(Span(start, start + len(said)), better, ErrorType(kind), None, confidence, "fake"))
    return found


def run(monkeypatch: pytest.MonkeyPatch, file: Path | str, **options: Any) -> int:
    monkeypatch.setattr(command, "_corrects", lambda built, language, tier: knows)
    built: Any = SimpleNamespace(languages=LANGUAGES, messages=MESSAGES)
    chosen = {"file": str(file), "language": "en", "tier": "full", "fix": False, **options}
    return command.check(built, Namespace(**chosen), Output(as_json=options.get("json", False)))


def read(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xef\xbb\xbfAll is well.\r\nShe go home with \xf0\x9f\x99\x82 a cat.\r\n")
    return path


def test_what_is_found_has_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: Path
) -> None:
    assert run(monkeypatch, text, json=True) == 1

    told = read(capsys)
    first, second = told["edits"]
    assert (told["file"], told["language"], told["tier"]) == (str(text), "en", "full")
    assert (first["line"], first["column"], first["said"], first["replacement"]) == (2, 5, "go", "goes")
    assert (first["certain"], second["certain"]) == (True, False)
    assert (second["column"], second["start"], second["end"]) == (22, 34, 37)
    assert first["what"] is None and first["explanation_id"] is None


@pytest.mark.parametrize(("language", "reached"), [("en", "thorough"), ("pt", "deep")])
def test_the_thorough_tier_is_for_languages_with_two_ways_to_rewrite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: Path, language: str, reached: str
) -> None:
    run(monkeypatch, text, language=language, tier="thorough", json=True)
    assert read(capsys)["tier"] == reached


def test_in_words_a_question_is_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: Path
) -> None:
    assert run(monkeypatch, text) == 1

    assert capsys.readouterr().out.splitlines() == [
        "2:5: “go” → “goes” [R:VERB:SVA]",
        "2:22: “cat” → “dog”? [R:NOUN]",
    ]


def test_nothing_found_is_status_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "right.txt").write_text("All is well.")

    assert run(monkeypatch, tmp_path / "right.txt") == 0
    assert capsys.readouterr().out.strip() == MESSAGES.text("check.nothing")


def test_fix_changes_what_is_certain_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: Path
) -> None:
    text.chmod(0o640)
    link = text.with_name("link.txt")
    link.symlink_to(text)

    assert run(monkeypatch, link, fix=True) == 1

    assert text.read_bytes() == b"\xef\xbb\xbfAll is well.\r\nShe goes home with \xf0\x9f\x99\x82 a cat.\r\n"
    assert text.stat().st_mode & 0o777 == 0o640 and link.is_symlink()
    assert sorted(path.name for path in text.parent.iterdir()) == ["link.txt", "text.txt"]
    out = capsys.readouterr().out
    assert "“cat” → “dog”?" in out and "goes" not in out and "Corrected: 1." in out


def test_fix_of_standard_input_gives_the_text_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("She go to the the café.\n".encode())))

    assert run(monkeypatch, "-", fix=True) == 0

    said = capsys.readouterr()
    assert said.out == "She goes to the café.\n"
    assert "Corrected: 2." in said.err


def test_markdown_is_prose_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# She go\n\n```sh\ngo run\n```\n\nUse `go test` and a [cat](cat.html).\n\nShe go.\n")

    assert run(monkeypatch, path, fix=True) == 1

    fixed = "# She goes\n\n```sh\ngo run\n```\n\nUse `go test` and a [cat](cat.html).\n\nShe goes.\n"
    assert path.read_text() == fixed
    assert "“cat” → “dog”?" in capsys.readouterr().out


def test_a_word_file_is_not_fixed_in_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from langtutor.services.documents import write_document

    path = tmp_path / "letter.docx"
    write_document(path, "She go home.")
    before = path.read_bytes()

    with pytest.raises(CannotFix):
        run(monkeypatch, path, fix=True)
    assert path.read_bytes() == before
    assert run(monkeypatch, path) == 1


def test_what_cannot_be_checked_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Olá".encode("latin-1"))
    for path in (latin, tmp_path, tmp_path / "gone.txt"):
        with pytest.raises(FileUnreadable):
            run(monkeypatch, path)
    with pytest.raises(UnsupportedLanguage):
        run(monkeypatch, text, language="ja")


def test_a_failed_write_leaves_the_file(monkeypatch: pytest.MonkeyPatch, text: Path) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(5, "no more")

    source = read_source(str(text))
    before = text.read_bytes()
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Exception, match="no more"):
        write_back(source, "x")
    assert text.read_bytes() == before
    assert [path.name for path in text.parent.iterdir()] == ["text.txt"]


def explained() -> Explanation:
    both = {"en": "A *quoted* word.", "pt": "Texto em português."}
    return Explanation("en.test", LanguageCode("en"), SkillId("en.x"), (), both, both, "a", "b", {})


def test_colours_underline_the_place_and_the_reason_follows() -> None:
    text = "Before it.\nShe go home."
    edit = Edit(Span(15, 17), "goes", ErrorType("R:VERB:SVA"), None, 0.9, "fake")
    found = [found_in(text, edit, explained())]

    coloured = in_words(found, MESSAGES, colours=True).splitlines()
    assert coloured[1] == "    She \x1b[4m\x1b[31mgo\x1b[0m home."
    assert coloured[2:] == ["    A quoted word."] * 2
    plain = in_words(found, Messages(resources_dir() / "messages", "pt"), colours=False)
    assert "\x1b" not in plain and "Texto em português." in plain


def test_missing_words_and_spaces_are_named() -> None:
    text = "I have dog ."
    edits = [
        Edit(Span(6, 6), " a", ErrorType("M:DET"), None, 0.9, "fake"),
        Edit(Span(10, 11), "", ErrorType("R:ORTH"), None, 0.4, "fake"),
        Edit(Span(0, 2), "", ErrorType("U:PRON"), None, 0.9, "fake"),
    ]
    lines = in_words([found_in(text, one, None) for one in edits], MESSAGES, colours=False).splitlines()

    assert lines == [
        "1:7: “a” is missing [M:DET]",
        "1:11: is a space wrong here? [R:ORTH]",
        "1:1: “I” is too much [U:PRON]",
    ]


def test_sentences_are_asked_ahead_but_answered_in_order() -> None:
    asked: list[str] = []

    def check(sentence: Sentence) -> Future[Checked]:
        asked.append(sentence.text)
        return knows(sentence)

    source = Source("She go. " * 10, None)
    edits = command.edits_of(source, LANGUAGES[LanguageCode("en")], check)

    assert next(edits).span == Span(4, 6)
    assert len(asked) == command.AHEAD
    assert [edit.span.start for edit in edits] == [4 + 8 * place for place in range(1, 10)]


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not Output(as_json=False).colours
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert Output(as_json=False).colours
    assert not Output(as_json=True).colours
    monkeypatch.setenv(variable, value)
    assert not Output(as_json=False).colours
