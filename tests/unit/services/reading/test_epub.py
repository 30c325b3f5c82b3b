"""E-books: right ones, and those that are broken, locked or made to do harm."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from langtutor.core.errors import DocumentLocked, UserError
from langtutor.core.reading import Book, Remark
from langtutor.core.reading_errors import BookDamaged, BookLocked, BookTooLong, NothingToRead, PackedTooTight
from langtutor.services.reading import archive
from langtutor.services.reading.opening import open_book
from tests.support.books import CONTAINER, contents, package, page, write_epub

FONTS = "http://www.idpf.org/2008/embedding"
LOCK = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def encryption(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:c" xmlns:enc="urn:enc"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
    )


def shape(book: Book) -> list[tuple[str, list[str]]]:
    return [(chapter.title, [part.text for part in chapter.paragraphs]) for chapter in book.chapters]


def test_a_book_is_read_in_its_order_with_its_titles(tmp_path: Path) -> None:
    path = write_epub(
        tmp_path / "a.epub",
        {
            "text/two.xhtml": page("<h2>II</h2><p>Second.</p>"),
            "text/one.xhtml": page("<p>First.</p>"),
            "text/more.xhtml": page("<p>It goes on.</p>"),
            "nav.xhtml": contents(
                {"text/two.xhtml": "The start", "text/one.xhtml#top": "x", "text/one.xhtml": "The end"}
            ),
        },
    )
    book = open_book(path)
    assert (book.title, book.author, book.language) == ("A book", "Ann Author", "en")
    assert shape(book) == [("The start", ["II", "Second."]), ("The end", ["First.", "It goes on."])]


def test_chapters_within_a_file_are_cut_where_the_contents_point(tmp_path: Path) -> None:
    body = "<h2 id='a'>One</h2><p>1</p><div id='b'><h2>Two</h2><p>2 words</p></div>"
    places = contents({"all.xhtml#a": "One", "all.xhtml#b": "Two"})
    path = write_epub(tmp_path / "a.epub", {"all.xhtml": page(body), "nav.xhtml": places})
    assert shape(open_book(path)) == [("One", ["One", "1"]), ("Two", ["Two", "2 words"])]


def test_without_contents_each_file_is_a_chapter(tmp_path: Path) -> None:
    files = {
        "a.xhtml": page("<h1>Alpha</h1><p>x</p>"),
        "b.xhtml": page("<p>y</p>"),
        "c.xhtml": page("<img src='c.jpg'/>"),
    }
    book = open_book(write_epub(tmp_path / "a.epub", files))
    assert shape(book) == [("Alpha", ["Alpha", "x"]), ("", ["y"])]
    assert book.remarks == (Remark.PICTURES,)


def test_contents_of_epub_2(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    ncx = (
        '<ncx xmlns="urn:n"><navMap><navPoint><navLabel><text>Um</text></navLabel><content src="a%20b.html"/>'
        "</navPoint></navMap></ncx>"
    )
    more = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("META-INF/container.xml", CONTAINER)
        packed.writestr("OEBPS/content.opf", package(["a%20b.html"], more=more))
        packed.writestr("OEBPS/a b.html", page("<p>Olá.</p>"))
        packed.writestr("OEBPS/toc.ncx", ncx)
    assert shape(open_book(path)) == [("Um", ["Olá."])]


def test_what_is_missing_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("META-INF/container.xml", CONTAINER)
        packed.writestr("OEBPS/content.opf", package(["a.xhtml", "gone.xhtml", "../../etc/passwd.html"]))
        packed.writestr("OEBPS/a.xhtml", page("<p>Here.</p>"))
    book = open_book(path)
    assert shape(book) == [("", ["Here."])]
    assert book.remarks == (Remark.MISSING,)


def test_a_book_without_its_container_is_found_by_its_package(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.opf", package(["a.xhtml"]))
        packed.writestr("a.xhtml", page("<p>Here.</p>"))
    assert shape(open_book(path)) == [("", ["Here."])]


@pytest.mark.parametrize("name", ["META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl"])
def test_a_lock_of_its_seller_is_said_plainly(tmp_path: Path, name: str) -> None:
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>x</p>"), f"/{name}": "<x/>"})
    with pytest.raises(BookLocked):
        open_book(path)


def test_hidden_fonts_lock_nothing(tmp_path: Path) -> None:
    files = {"a.xhtml": page("<p>Here.</p>")}
    fonts = write_epub(tmp_path / "a.epub", {**files, "/META-INF/encryption.xml": encryption(FONTS)})
    assert shape(open_book(fonts)) == [("", ["Here."])]
    locked = write_epub(tmp_path / "b.epub", {**files, "/META-INF/encryption.xml": encryption(LOCK)})
    with pytest.raises(BookLocked):
        open_book(locked)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = write_epub(tmp_path / "a.epub", {"a.xhtml": b"<p>" + b" " * 15_000_000})
    with pytest.raises(PackedTooTight):
        open_book(bomb)


def test_a_header_that_lies_about_its_size_does_not_help(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": b"<p>" + b"a b" * 400_000})
    data, real = path.read_bytes(), (3 + 3 * 400_000).to_bytes(4, "little")
    path.write_bytes(data.replace(real, (900).to_bytes(4, "little")))
    with pytest.raises(BookDamaged):
        open_book(path)


def test_all_pages_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_TEXT_MB", 0.001)
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>word</p>" * 400)})
    with pytest.raises(BookTooLong):
        open_book(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    with pytest.raises(PackedTooTight):
        open_book(write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>x</p>")}))


def test_a_password_is_said(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>x</p>")})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    path.write_bytes(bytes(data))
    with pytest.raises(DocumentLocked):
        open_book(path)


def test_broken_archives_are_damaged(tmp_path: Path) -> None:
    whole = write_epub(tmp_path / "whole.epub", {"a.xhtml": page("<p>" + "some words here " * 300)}).read_bytes()
    path = tmp_path / "a.epub"
    empty = b"PK\x05\x06" + bytes(18)
    for data in (b"", b"no zip", empty, whole[: len(whole) // 2], b"\0" * 5000):
        path.write_bytes(data)
        with pytest.raises(BookDamaged):
            open_book(path)


def test_no_bit_that_flips_does_more_than_an_error_with_a_sentence(tmp_path: Path) -> None:
    whole = write_epub(tmp_path / "whole.epub", {"a.xhtml": page("<p>Some words.</p>")}).read_bytes()
    path = tmp_path / "a.epub"
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with suppress(UserError):
            open_book(path)


def test_pictures_of_pages_are_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        open_book(write_epub(tmp_path / "a.epub", {"a.xhtml": page("<img src='1.png' alt='page one'/>")}))
