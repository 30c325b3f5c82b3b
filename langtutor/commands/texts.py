"""Texts that commands read and put back: files and standard input."""

from __future__ import annotations

import codecs
import shutil
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import CannotFix, FileUnreadable, FileUnwritable
from langtutor.services.documents import WORD, open_document
from langtutor.settings.disk import disk_errors

MARKDOWN = frozenset({".md", ".markdown", ".docx"})
"""A .docx is read as Markdown."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text, its lines parted by newlines alone. path: None for standard input. mark, newline: as in its file."""

    text: str
    path: Path | None
    mark: bool = False
    newline: str = "\n"

    @property
    def markdown(self) -> bool:
        return self.path is not None and self.path.suffix.lower() in MARKDOWN


def read_source(name: str) -> Source:
    """`-` is standard input; any file that isn't .docx is text. Raises FileUnreadable and what `open_document` does."""
    if name != "-" and Path(name).suffix.lower() in WORD:
        return Source(open_document(Path(name)).text, Path(name))
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=name, detail="it is no text in UTF-8") from error
    except OSError as error:
        raise FileUnreadable(path=name, detail=str(error.strerror or error)) from error
    newline = "\r\n" if "\r\n" in text else "\n"
    path = None if name == "-" else Path(name)
    return Source(text.replace("\r\n", "\n"), path, content.startswith(codecs.BOM_UTF8), newline)


def may_write_back(source: Source) -> None:
    """Raises CannotFix for a .docx."""
    if source.path is not None and source.path.suffix.lower() in WORD:
        raise CannotFix(path=str(source.path))


def write_back(source: Source, text: str) -> None:
    """Into the file it came from, whole or not at all; a link stays one.

    Raises CannotFix, DiskFull, FolderReadOnly, FileUnwritable.
    """
    may_write_back(source)
    if source.path is None:
        raise ValueError("standard input can't be written")
    path = source.path.resolve()
    data = text.replace("\n", source.newline).encode("utf-8-sig" if source.mark else "utf-8")
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with disk_errors(path.parent, len(data)):
            try:
                part.write_bytes(data)
                shutil.copymode(path, part)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(source.path), detail=str(error.strerror or error)) from error
