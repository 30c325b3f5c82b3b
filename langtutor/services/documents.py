"""Texts out of files and into them: plain text, Markdown and Word's .docx."""

from __future__ import annotations

import codecs
import os
import stat
import uuid
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import DocumentTooLarge, FileUnreadable, FileUnwritable, NotText, UnknownDocument
from langtutor.services.word_documents import from_word, to_word
from langtutor.settings.disk import disk_errors

PLAIN = frozenset({".txt", ".md", ".markdown", ".text"})
WORD = frozenset({".docx"})
KNOWN = ".txt, .md, .docx"

LARGEST_MB = 5
"""Of text. A novel has one."""
_LARGEST = LARGEST_MB * 1024 * 1024
_LARGEST_FILE_MB = 50
"""Of a .docx: pictures in it don't count as text, but are read."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESS = "cp1252"
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\f\x1b")
_FEW = 0.001
"""Share of control characters up to which it is still a text."""


@dataclass(frozen=True, slots=True)
class Document:
    """guessed: the text says nowhere how its letters are written, and they were read as Windows-1252; a reader should
    look whether the accents are right."""

    text: str
    guessed: bool = False


def read_document(path: Path) -> str:
    """The text of a file, lines parted by newlines alone; what `open_document` raises."""
    return open_document(path).text


def open_document(path: Path) -> Document:
    """Reads .txt, .md and .docx (0.3 s for a megabyte; writing one takes 3 s): never on the window’s thread.

    Headings, lists and paragraphs of a .docx come as in Markdown; no macro is run and nothing is fetched.
    Raises UnknownDocument, DocumentTooLarge, DocumentLocked, DocumentDamaged, NotText, FileUnreadable.
    """
    kind = path.suffix.lower()
    if kind not in PLAIN | WORD:
        raise UnknownDocument(path=path.name, known=KNOWN)
    data = _bytes_of(path, _LARGEST_FILE_MB if kind in WORD else LARGEST_MB)
    document = Document(from_word(data, path.name, _LARGEST)) if kind in WORD else _decoded(data, path.name)
    if len(document.text) > _LARGEST:
        raise DocumentTooLarge(path=path.name, limit=LARGEST_MB)
    return document


def write_document(path: Path, text: str) -> None:
    """Writes the kind of file that its name says, whole or not at all. Plain text is UTF-8.

    Raises UnknownDocument, DiskFull, FolderReadOnly, FileUnwritable.
    """
    kind = path.suffix.lower()
    if kind not in PLAIN | WORD:
        raise UnknownDocument(path=path.name, known=KNOWN)
    data = to_word(text) if kind in WORD else text.encode("utf-8", errors="replace")
    try:
        path = path.resolve()
        part = path.with_name(f".{path.name[:50]}.{uuid.uuid4().hex[:8]}.part")
        with disk_errors(path.parent, needed=len(data)):
            try:
                with part.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # a loop of links is the latter
        raise FileUnwritable(path=str(path), detail=getattr(error, "strerror", None) or str(error)) from error


def _bytes_of(path: Path, limit_mb: int) -> bytes:
    limit = limit_mb * 1024 * 1024
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileUnreadable(path=str(path), detail="not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FileUnreadable(path=str(path), detail=error.strerror or str(error)) from error
    if len(data) > limit:
        raise DocumentTooLarge(path=path.name, limit=limit_mb)
    return data


def _decoded(data: bytes, name: str) -> Document:
    """By its mark, else UTF-8, else as Windows wrote texts before."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    guessed = False
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked is not None:
            raise NotText(path=name) from error
        text, guessed = _as_windows(data, name), True
    if "\0" in text or sum(text.count(control) for control in _CONTROLS - {"\r"}) > _FEW * len(text):
        raise NotText(path=name)
    return Document(text.replace("\r\n", "\n").replace("\r", "\n"), guessed)


def _as_windows(data: bytes, name: str) -> str:
    try:
        return data.decode(_GUESS)
    except UnicodeDecodeError as error:
        raise NotText(path=name) from error
