"""Files of all kinds as plain chapters, and those that are refused."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from langtutor.content.messages import Messages
from langtutor.core.errors import Cancelled, FileUnreadable, NotText, UserError
from langtutor.core.reading import ParagraphKind, Remark
from langtutor.core.reading_errors import BookTooLarge, NothingToRead, UnreadableKind
from langtutor.services.reading import opening
from langtutor.services.reading.opening import LARGEST_MB, book_of, open_book
from langtutor.settings.paths import resources_dir
from tests.support.books import page, write_epub


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def texts(path: Path) -> list[list[str]]:
    return [[paragraph.text for paragraph in chapter.paragraphs] for chapter in open_book(path).chapters]


def test_plain_text_in_paragraphs(tmp_path: Path) -> None:
    path = written(tmp_path, "story.txt", "One line.\r\n\r\nAnother.\r\n\r\n\r\nThird.")
    assert texts(path) == [["One line.", "Another.", "Third."]]
    assert open_book(path).title == "story"


def test_markdown_without_its_marks(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "n.md",
        "---\na: b\n---\n# Day\n\nA *very* [good](http://x.y) day.\n\n- tea\n- milk\n\n```\nx = 1\n```\n",
    )
    book = open_book(path)
    assert book.title == "Day"
    parts = [(part.text, part.kind) for part in book.chapters[0].paragraphs]
    assert parts == [
        ("Day", ParagraphKind.HEADING),
        ("A very good day.", ParagraphKind.TEXT),
        ("tea", ParagraphKind.ITEM),
        ("milk", ParagraphKind.ITEM),
        ("x = 1", ParagraphKind.CODE),
    ]
    assert book.remarks == ()


def test_headings_make_chapters(tmp_path: Path) -> None:
    path = written(tmp_path, "n.md", "# Book\n\n## One\n\nText.\n\n### Deep\n\nMore.\n\n## Two\n\nEnd.")
    assert [chapter.title for chapter in open_book(path).chapters] == ["One", "Two"]


def test_html_is_cleaned_and_says_so(tmp_path: Path) -> None:
    body = (
        "<nav>Menu</nav><h1>Rain</h1><p onclick='x()'>It&nbsp;rained<br>all day.<script>write('no')</script></p>"
        "<img src='https://example.invalid/a.png'><style>p{}</style><p hidden>unseen</p>"
        "<p>Um p&atilde;o &#233; s&oacute;.<sup><a href='#1'>12</a></sup></p>"
        "<iframe src='//example.invalid'></iframe><form>Search</form>"
    )
    path = written(tmp_path, "a.html", f"<html lang=pt><head><title>Rain – a site</title></head><body>{body}")
    book = open_book(path)
    assert (book.title, book.language) == ("Rain – a site", "pt")
    assert [part.text for part in book.chapters[0].paragraphs] == ["Rain", "It rained\nall day.", "Um pão é só."]
    assert set(book.remarks) == {Remark.SCRIPTS, Remark.REMOTE, Remark.PICTURES}


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bombs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    secret = written(tmp_path, "secret", "the password")
    text = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{bombs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<html><body><p title="&l9;">Hello &l9;&x;you</p></body></html>'
    )
    assert texts(written(tmp_path, "a.xhtml", text)) == [["Hello you"]]


@pytest.mark.parametrize("start", ["", "<html><body>"])
def test_html_nested_without_end_says_something(tmp_path: Path, start: str) -> None:
    path = written(tmp_path, "deep.html", start + "<div><b>" * 100_000 + "deep")
    with suppress(NothingToRead):
        assert open_book(path).chapters


def test_a_page_with_a_very_large_picture_in_it_is_read_whole(tmp_path: Path) -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 11_000_000}'>"
    path = written(tmp_path, "a.html", f"<html><body><p>Before it.</p>{picture}<p>Behind it.")
    assert texts(path) == [["Before it.", "Behind it."]]


def test_broken_html_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "a.htm", "<p>One <b>two<p>three</i></table> four")) == [["One two", "three four"]]


def test_an_empty_title_swallows_nothing(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "a.xhtml", page("<p>Here.</p>", "<title/><script/>"))) == [["Here."]]


def test_windows_letters_are_guessed_and_said(tmp_path: Path) -> None:
    text = "Não há nada que você possa fazer, disse a avó, com o coração apertado. É tarde, irmão.\n"
    for encoding in ("cp1252", "mac_roman"):
        book = open_book(written(tmp_path, f"{encoding}.txt", text.encode(encoding)))
        assert book.chapters[0].paragraphs[0].text == text.strip()
        assert book.remarks == (Remark.GUESSED,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_letters_are_not_guessed(tmp_path: Path, encoding: str) -> None:
    book = open_book(written(tmp_path, "a.txt", "A avó e o avô.".encode(encoding)))
    assert (book.chapters[0].text, book.remarks) == ("A avó e o avô.", ())


def test_html_says_its_encoding_itself(tmp_path: Path) -> None:
    text = '<meta charset="iso-8859-1"><p>A avó “disse” não.'
    assert texts(written(tmp_path, "a.html", text.encode("cp1252"))) == [["A avó “disse” não."]]
    wrong = '<meta charset="us-ascii"><p>A avó.'
    assert texts(written(tmp_path, "b.html", wrong.encode())) == [["A avó."]]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", b"%PDF-1.4", UnreadableKind),
        ("a", b"text", UnreadableKind),
        ("a.txt", b"", NothingToRead),
        ("b.txt", b" \n\n 12 \n", NothingToRead),
        ("c.html", b"<script>1</script>", NothingToRead),
        ("d.txt", bytes(range(256)) * 50, NotText),
        ("e.txt", b"\x7fELF" + b"\0\1\2\3" * 500, NotText),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, error: type[UserError]
) -> None:
    path = written(tmp_path, name, data)
    with pytest.raises(error) as caught:
        open_book(path)
    for language in ("en", "pt"):
        sentence = Messages(resources_dir() / "messages", language).error(caught.value)
        assert name in sentence
        assert "…" not in sentence


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.epub", "a.srt", "a.md"])
def test_fifty_megabytes_are_refused_unread(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    os.truncate(path, 50_000_000)
    with pytest.raises(BookTooLarge) as caught:
        open_book(path)
    assert caught.value.fields["limit"] == LARGEST_MB


def test_what_is_no_file_or_gone_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt", "gone.epub"):
        with pytest.raises(FileUnreadable):
            open_book(tmp_path / name)


def test_opening_can_be_cancelled(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>One.</p>")})

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_book(path, stop)


def test_pasted_text_is_named_by_its_first_words() -> None:
    book = book_of("\n  The old man and the sea was a book that many people read at school, long ago.\r\n\r\nYes.")
    assert book.title == "The old man and the sea was a book that many people read at…"
    assert [part.text for part in book.chapters[0].paragraphs][1] == "Yes."
    with pytest.raises(NothingToRead):
        book_of("  \n ")


def test_pasted_subtitles_are_known_for_what_they_are() -> None:
    book = book_of("1\n00:00:01,000 --> 00:00:02,000\nHello,\n\n2\n00:00:02,100 --> 00:00:03,000\nyou.\n")
    assert book.chapters[0].text == "Hello, you."


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_TEXT", 100)
    with pytest.raises(UserError) as caught:
        open_book(written(tmp_path, "a.txt", "word " * 50))
    assert caught.value.key == "error.book_too_long"
