"""What was opened to read: one folder each with the text as it was read, and the place where the learner is.

`books/<id>/book.json` is the text, `about.json` what the list shows of it, `place.json` changes while one reads. The
file it came from may go.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langtutor.core.language import LanguageCode
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.reading import Book, BookId, Place, Shelved, count_words
from langtutor.core.reading_errors import NoSuchBook
from langtutor.settings.disk import disk_errors

log = logging.getLogger(__name__)

_BOOK, _ABOUT, _PLACE = "book.json", "about.json", "place.json"
_GONE = ".gone-"


@dataclass(frozen=True, slots=True)
class _Reached:
    """opened: when it was last read."""

    place: Place
    done: float
    opened: datetime


class Library:
    """Thread-safe. folder is made when something is added. now: the clock, for tests.

    Writing raises DiskFull, FolderReadOnly; what isn't there or can't be read raises NoSuchBook.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._now = now
        self._lock = threading.RLock()

    def add(self, book: Book, language: LanguageCode) -> Shelved:
        """Puts a book on the list, or finds it there, with its place."""
        content = json.dumps(to_plain(book), ensure_ascii=False)
        name = BookId(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24])
        with self._lock:
            self._put_back(name)
            if (known := self._readable(name)) is not None:
                self._write(name, _PLACE, to_plain(_Reached(known.place, known.done, self._now())))
                return replace(known, opened=self._now())
            about = Shelved(name, book.title, book.author, language, count_words(book), self._now())
            self._write_text(name, _BOOK, content)
            self._write(name, _ABOUT, to_plain(about))
            return about

    def all(self) -> tuple[Shelved, ...]:
        """The one that was read last first."""
        with self._lock:
            found = [about for name in self._names() if (about := self._readable(name)) is not None]
        return tuple(sorted(found, key=lambda about: (about.opened, about.id), reverse=True))

    def open(self, book: BookId) -> tuple[Shelved, Book]:
        """From now on it is the one that was read last."""
        with self._lock:
            about = self._about(book)
            text = self._read(book, _BOOK)
            try:
                found = from_plain(Book, text)
            except (TypeError, ValueError) as error:
                raise NoSuchBook from error
            self.set_place(book, about.place, about.done)
            return about, found

    def set_place(self, book: BookId, place: Place, done: float) -> None:
        """done: share of the text before the place. A book that is gone is left alone."""
        with self._lock:
            if (self._folder / book / _ABOUT).exists():
                self._write(book, _PLACE, to_plain(_Reached(place, done, self._now())))

    def set_language(self, book: BookId, language: LanguageCode) -> Shelved:
        """What the text is in, where the guess was wrong."""
        with self._lock:
            about = replace(self._about(book), language=language)
            self._write(book, _ABOUT, to_plain(about))
            return about

    def remove(self, book: BookId) -> None:
        """Off the list; until the next start it can be put back."""
        with self._lock, disk_errors(self._folder, 0), suppress(FileNotFoundError):
            gone = self._folder / f"{_GONE}{book}"
            shutil.rmtree(gone, ignore_errors=True)
            (self._folder / book).rename(gone)

    def put_back(self, book: BookId) -> Shelved:
        with self._lock:
            self._put_back(book)
            return self._about(book)

    def tidy(self) -> None:
        """What was removed in an earlier start goes for good."""
        with self._lock, suppress(OSError):
            for path in self._folder.glob(f"{_GONE}*"):
                shutil.rmtree(path, ignore_errors=True)

    def _put_back(self, book: BookId) -> None:
        with suppress(OSError):
            (self._folder / f"{_GONE}{book}").rename(self._folder / book)

    def _about(self, book: BookId) -> Shelved:
        try:
            about = from_plain(Shelved, self._read(book, _ABOUT))
        except (TypeError, ValueError) as error:
            raise NoSuchBook from error
        try:
            reached = from_plain(_Reached, self._read(book, _PLACE))
        except (NoSuchBook, TypeError, ValueError):
            return about
        return replace(about, place=reached.place, done=reached.done, opened=reached.opened)

    def _readable(self, book: BookId) -> Shelved | None:
        try:
            return self._about(book)
        except NoSuchBook as error:
            if (self._folder / book).exists():
                log.error("a book is left out: %s", error.__cause__)
            return None

    def _read(self, book: BookId, name: str) -> Any:
        try:
            return json.loads((self._folder / book / name).read_bytes().decode("utf-8", "surrogatepass"))
        except (OSError, ValueError) as error:
            raise NoSuchBook from error

    def _write(self, book: BookId, name: str, plain: Any) -> None:
        self._write_text(book, name, json.dumps(plain, ensure_ascii=False))

    def _write_text(self, book: BookId, name: str, content: str) -> None:
        path, data = self._folder / book / name, content.encode("utf-8", "surrogatepass")
        with disk_errors(self._folder, len(data)):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{name}.part")
            try:
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def _names(self) -> Iterator[BookId]:
        with suppress(FileNotFoundError, NotADirectoryError):
            yield from (BookId(one.name) for one in self._folder.iterdir() if one.is_dir() and one.name[0] != ".")
