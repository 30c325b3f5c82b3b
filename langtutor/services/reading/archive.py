"""The zip that an e-book is, unpacked in memory and never by more than a book can be."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from langtutor.core.errors import DocumentLocked, FileUnreadable
from langtutor.core.reading_errors import BookDamaged, BookTooLong, PackedTooTight

MOST_ENTRIES = 10_000
MOST_TEXT_MB = 60
"""Of all markup that is read; a Bible has 5."""
_LARGEST_ENTRY = 20 * 1024 * 1024
_TIGHTEST = 150
"""Text packs 3 to 10 times, what is packed tighter was made to be."""
_SMALL = 1024 * 1024
"""An entry of this size may be as tight as it likes."""

_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, KeyError, OverflowError)


class Archive:
    """Reads entries by name. Raises FileUnreadable, BookDamaged, DocumentLocked, PackedTooTight."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._left = MOST_TEXT_MB * 1024 * 1024
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise FileUnreadable(path=str(path), detail=error.strerror or str(error)) from error
        except _BROKEN as error:
            raise self.damaged() from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._folded = {name.casefold(): name for name in self._entries}
        if len(self._zip.infolist()) > MOST_ENTRIES:
            self.close()
            raise PackedTooTight(path=self._name)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def damaged(self) -> BookDamaged:
        return BookDamaged(path=self._name, kind=".epub")

    def names(self) -> list[str]:
        return list(self._entries)

    def find(self, name: str) -> str | None:
        """The entry of this name, however it is written in capitals."""
        return name if name in self._entries else self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """Raises BookDamaged, DocumentLocked, PackedTooTight, BookTooLong."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise DocumentLocked(path=self._name)
        tight = entry.file_size > _SMALL and entry.file_size > _TIGHTEST * max(1, entry.compress_size)
        if tight or entry.file_size > _LARGEST_ENTRY:
            raise PackedTooTight(path=self._name)
        try:
            with self._zip.open(entry) as file:
                data = file.read(_LARGEST_ENTRY + 1)
        except (*_BROKEN, OSError, RuntimeError) as error:
            raise self.damaged() from error
        self._left -= len(data)
        if len(data) > _LARGEST_ENTRY:
            raise PackedTooTight(path=self._name)
        if self._left < 0:
            raise BookTooLong(path=self._name, limit=MOST_TEXT_MB)
        return data
