"""Texts out of files and into them."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from langtutor.core.errors import (
    DiskFull,
    DocumentDamaged,
    DocumentLocked,
    DocumentTooLarge,
    FileUnreadable,
    FileUnwritable,
    FolderReadOnly,
    NotText,
    UnknownDocument,
    UserError,
)
from langtutor.services.documents import LARGEST_MB, open_document, read_document, write_document

TEXT = """# My weekend

On Saturday I went to the beach with my friends.
It was “sunny”, and the água was cold — 20 °C.

## What we took

- bread
- cheese
  - old one

Then we played:

1. football
2. cards

The second list counts again:

1. one

The end."""


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("ending", [".txt", ".md", ".docx", ".DOCX"])
def test_what_is_written_comes_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"text{ending}"
    write_document(path, TEXT)
    assert read_document(path) == TEXT
    write_document(path, "Another text.")
    assert read_document(path) == "Another text."
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "😀 naïve \t tab", "a\x00b\x1bc\ud800", "1. not a list, one line\nand a second"]
)
def test_odd_texts_can_be_written(tmp_path: Path, text: str) -> None:
    for ending in (".txt", ".docx"):
        write_document(tmp_path / f"text{ending}", text)
    word = read_document(tmp_path / "text.docx")
    assert word == text.replace("\x00", "").replace("\x1b", "").replace("\ud800", "").strip("\n")


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        ("Você já foi?\r\nSim.\rNão.".encode(), "Você já foi?\nSim.\nNão.", False),
        ("Você".encode("utf-8-sig"), "Você", False),
        (b"\xff\xfe" + "Você".encode("utf-16-le"), "Você", False),
        (b"\xfe\xff" + "Você".encode("utf-16-be"), "Você", False),
        ("Você disse “olá”".encode("cp1252"), "Você disse “olá”", True),
        (b"", "", False),
    ],
)
def test_letters_are_read_as_they_were_written(tmp_path: Path, data: bytes, text: str, guessed: bool) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    document = open_document(path)
    assert (document.text, document.guessed) == (text, guessed)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xfe\x00",
        b"caf\xe9 \x81 \x8d",
        b"%PDF\x01\x02\x03\x04",
        b"PK\x03\x04\x14\x00",
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(data)
    with pytest.raises(NotText):
        read_document(path)


@pytest.mark.parametrize("name", ["letter.doc", "letter.pdf", "letter.odt", "letter", "letter.docm"])
def test_other_kinds_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownDocument):
        read_document(tmp_path / name)
    with pytest.raises(UnknownDocument):
        write_document(tmp_path / name, "text")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt", "missing.txt"):
        with pytest.raises(FileUnreadable):
            read_document(tmp_path / name)


def test_a_huge_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_MB * 1024 * 1024 + 1)
    with pytest.raises(DocumentTooLarge):
        read_document(path)


def with_entries(path: Path, **changed: bytes) -> Path:
    """A .docx whose parts are replaced; "word/document.xml" goes as word_document_xml."""
    write_document(path, "Some text.")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts |= {name.replace("_", "/", 1).replace("_", "."): data for name, data in changed.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", b"PK\x03\x04broken", b"PK\x05\x06" + bytes(18)],
    ids=["empty", "no zip", "cut off", "empty zip"],
)
def test_a_broken_word_file_is_called_that(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentDamaged):
        read_document(path)


@pytest.mark.parametrize("xml", [b"", b"<w:document", b"<html/>", W.replace(b"body", b"nobody") % b""])
def test_broken_parts_of_a_word_file_are_damage(tmp_path: Path, xml: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        read_document(with_entries(tmp_path / "broken.docx", word_document_xml=xml))


def test_every_cut_of_a_word_file_ends_in_a_sentence(tmp_path: Path) -> None:
    write_document(tmp_path / "whole.docx", TEXT)
    whole = (tmp_path / "whole.docx").read_bytes()
    path = tmp_path / "cut.docx"
    for length in range(0, len(whole), len(whole) // 15):
        path.write_bytes(whole[:length])
        with pytest.raises(UserError):
            read_document(path)


def test_bytes_turned_over_end_in_a_sentence_or_a_text(tmp_path: Path) -> None:
    write_document(tmp_path / "whole.docx", TEXT)
    whole = (tmp_path / "whole.docx").read_bytes()
    path = tmp_path / "turned.docx"
    for place in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(DocumentDamaged, DocumentLocked, DocumentTooLarge):
            assert isinstance(read_document(path), str)


def test_a_password_is_said(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(DocumentLocked):
        read_document(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(41):
            part.write(bytes(1024 * 1024))
    assert path.stat().st_size < 100_000
    with pytest.raises(DocumentTooLarge):
        read_document(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Neither a bomb of them nor a file that one names."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    opening = f'<!DOCTYPE d [<!ENTITY a "hahaha"><!ENTITY b SYSTEM "file://{secret}">]>'.encode()
    xml = opening + W % b"<w:p><w:r><w:t>Text &a; &b;</w:t></w:r></w:p>"
    path = with_entries(tmp_path / "entities.docx", word_document_xml=xml)
    with suppress(DocumentDamaged):
        assert "haha" not in read_document(path) and "secret" not in read_document(path)


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    body = (
        b"<w:p><w:r><w:t xml:space='preserve'>I </w:t></w:r><w:del><w:r><w:delText>goed</w:delText></w:r></w:del>"
        b"<w:ins><w:r><w:t>went</w:t></w:r></w:ins><w:r><w:tab/><w:t>home.</w:t></w:r></w:p>"
        b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    path = with_entries(tmp_path / "tracked.docx", word_document_xml=W % body)
    assert read_document(path) == "I went\thome.\n\nA cell."


def test_written_word_files_say_nothing_of_the_program(tmp_path: Path) -> None:
    import docx

    write_document(tmp_path / "text.docx", TEXT)
    properties = docx.Document(io.BytesIO((tmp_path / "text.docx").read_bytes())).core_properties
    assert (properties.author, properties.comments, properties.title) == ("", "", "")


def test_a_text_stays_when_a_new_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "text.txt"
    write_document(path, "The old text.")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("langtutor.services.documents.os.fsync", full)
    with pytest.raises(DiskFull):
        write_document(path, "The new text.")
    assert read_document(path) == "The old text."
    assert names(tmp_path) == ["text.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "text.txt")
    write_document(tmp_path / "link.txt", "A text.")
    assert (tmp_path / "link.txt").is_symlink() and read_document(tmp_path / "text.txt") == "A text."


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        write_document(tmp_path / "missing" / "text.txt", "text")
    (tmp_path / "taken.txt").mkdir()
    with pytest.raises((FileUnwritable, FolderReadOnly)):
        write_document(tmp_path / "taken.txt", "text")
    assert names(tmp_path) == ["taken.txt"]
