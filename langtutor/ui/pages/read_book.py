"""The book that is being read: opened, its words told, its place kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.core.language import LanguageCode
from langtutor.core.reading import Book, BookId, Place
from langtutor.ui.bridge import on_main_thread, when_done

if TYPE_CHECKING:
    from langtutor.services.reading.reader import Opened, Reading

T = TypeVar("T")

SAVE_MS = 1000
REFRESH_MS = 300
"""After a word may stand otherwise: several change at once."""


class Reader(QObject):
    """Emits `opened` with an Opened, `listed` with all Shelved, `standing_came` with Familiarity by word,
    `measured` with Measures or None, `language_changed` when the text counts as in another one, `words_changed` when
    words may stand otherwise, `failed` with an error."""

    opened = Signal(object)
    listed = Signal(object)
    standing_came = Signal(object)
    measured = Signal(object)
    language_changed = Signal()
    words_changed = Signal()
    failed = Signal(object)

    def __init__(self, reading: Reading, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = reading
        self.book: Opened | None = None
        self._turn = 0
        self._asked = 0
        self._cancel: Callable[[], None] | None = None
        self._place: tuple[Place, float] | None = None
        self._saving, self._refreshing = QTimer(self), QTimer(self)
        for timer, pause, act in (
            (self._saving, SAVE_MS, self.save_place),
            (self._refreshing, REFRESH_MS, self.words_changed.emit),
        ):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        stop = reading.on_change(on_main_thread(self, self._refreshing.start))
        self.destroyed.connect(lambda: stop())

    @property
    def opening(self) -> bool:
        return self._cancel is not None

    # --- opening -------------------------------------------------------------------------------------------------

    def list(self) -> None:
        when_done(self._reading.shelf(), self, self.listed.emit, self.failed.emit)

    def open_file(self, path: Path) -> None:
        opening = self._reading.open_file(path)
        self._wait_for(opening.future, opening.cancel)

    def paste(self, text: str) -> None:
        self._wait_for(self._reading.paste(text), lambda: None)

    def open(self, book: str) -> None:
        self._wait_for(self._reading.open(BookId(book)), lambda: None)

    def cancel(self) -> None:
        """What is being opened isn't wanted any more."""
        self._turn += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def close(self) -> None:
        self.save_place()
        self.book = None
        self._asked += 1

    def remove(self, book: str) -> None:
        when_done(self._reading.remove(BookId(book)), self, lambda _done: self.list(), self.failed.emit)

    def put_back(self, book: str) -> None:
        when_done(self._reading.put_back(BookId(book)), self, lambda _done: self.list(), self.failed.emit)

    # --- reading -------------------------------------------------------------------------------------------------

    def tell_words(self, words: Iterable[str]) -> None:
        """How these stand. What was asked before isn't wanted any more."""
        if self.book is None:
            return
        self._asked += 1
        asked = self._asked

        def came(states: object) -> None:
            if asked == self._asked:
                self.standing_came.emit(states)

        when_done(self._reading.standing(self.book, sorted(words)), self, came, self.failed.emit)

    def measure(self) -> None:
        book = self.book
        if book is None:
            return

        def came(measures: object) -> None:
            if self.book is book:
                self.measured.emit(measures)

        when_done(self._reading.measures(book), self, came, self.failed.emit)

    def set_language(self, language: str) -> None:
        book = self.book
        if book is None or book.about.language == language:
            return

        def changed(now: Opened) -> None:
            if self.book is book:
                self.book = now
                self.language_changed.emit()

        when_done(self._reading.set_language(book, LanguageCode(language)), self, changed, self.failed.emit)

    def at(self, place: Place, share: float) -> None:
        """Where the learner is; kept at the next pause. share: of the chapter that lies before, in [0, 1]."""
        if self.book is not None:
            self._place = place, done(self.book.book, place.chapter, share)
            self._saving.start()

    def save_place(self) -> None:
        """Now."""
        self._saving.stop()
        if self.book is not None and self._place is not None:
            kept = self._reading.set_place(self.book.about.id, *self._place)
            self._place = None
            when_done(kept, self, lambda _done: None, self.failed.emit)

    def _wait_for(self, future: Future[Opened], cancel: Callable[[], None]) -> None:
        self.cancel()
        self._cancel = cancel
        turn = self._turn

        def came(opened: Opened) -> None:
            if turn == self._turn:
                self._cancel = None
                self.close()
                self.book = opened
                self.opened.emit(opened)

        def failed(error: BaseException) -> None:
            if turn == self._turn:
                self._cancel = None
                self.failed.emit(error)

        when_done(future, self, came, failed)


def done(book: Book, chapter: int, share: float) -> float:
    """How much of a book lies before a place, by characters, in [0, 1]."""
    lengths = [sum(len(part.text) for part in one.paragraphs) for one in book.chapters]
    return (sum(lengths[:chapter]) + share * lengths[chapter]) / max(1, sum(lengths))
