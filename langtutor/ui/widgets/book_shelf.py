"""What was opened to read, and ways to open more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_3, SPACE_4
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label
from langtutor.ui.widgets.waiting import BusyView

if TYPE_CHECKING:
    from langtutor.core.reading import Shelved

_ID = Qt.ItemDataRole.UserRole


class BookShelf(QWidget):
    """Emits `open_file`, `paste`, `open_book` and `remove` with a book's id, `undo_remove`, `cancel`."""

    open_file = Signal()
    paste = Signal()
    open_book = Signal(str)
    remove = Signal(str)
    undo_remove = Signal()
    cancel = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = button(self.tr("Open a file…"), "folder-open", "primary", self.open_file.emit)
        self.paste_button = button(self.tr("Paste a text"), "clipboard-text", "", self.paste.emit)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Texts you opened"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * 8)
        self._actions = QWidget()
        self.list.itemActivated.connect(lambda item: self.open_book.emit(item.data(_ID)))
        self.list.currentItemChanged.connect(lambda item, _before: self._actions.setEnabled(item is not None))
        self.busy = BusyView()
        self.busy.cancelled.connect(self.cancel)
        self._lay_out()
        self.show_busy("")
        self.show_removed("")
        self.show_books((), {})

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(label(self.tr("Read"), "title"))
        about = self.tr(
            "Open a text in the language you learn: a book (.epub), a page (.html), subtitles (.srt), .txt or .md. New"
            " words are marked, and any word can be looked up."
        )
        column.addWidget(label(about, "muted"))
        self._ways = QWidget()
        ways = FlowLayout(self._ways, across=SPACE_3)
        for one in (self.open_button, self.paste_button):
            ways.addWidget(one)
        column.addWidget(self._ways)
        column.addWidget(self.busy)
        self._undo, self._undo_text = QWidget(), label()
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._undo_text, 1)
        row.addWidget(button(self.tr("Undo"), "arrow-counter-clockwise", "", self.undo_remove.emit))
        column.addWidget(self._undo)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        column.addWidget(self.list, 1)
        actions = FlowLayout(self._actions, across=SPACE_3)
        actions.addWidget(button(self.tr("Read on"), "book-open", "", lambda: self._tell(self.open_book.emit)))
        actions.addWidget(button(self.tr("Take off the list"), "trash", "", lambda: self._tell(self.remove.emit)))
        column.addWidget(self._actions)

    def show_books(self, books: Sequence[Shelved], languages: dict[str, str]) -> None:
        """The one read last first. languages: their names by code."""
        chosen, numbers = self.current(), QLocale()
        self.list.clear()
        for book in books:
            words = self.tr("%n word(s)", "", book.words).replace(str(book.words), numbers.toString(book.words))
            read = self.tr("{percent} % read").format(percent=round(100 * book.done))
            by = [book.author] if book.author else []
            about = " · ".join([*by, languages.get(book.language, book.language), words, read])
            item = QListWidgetItem(f"{book.title}\n{about}")
            item.setData(_ID, book.id)
            self.list.addItem(item)
        rows = [at for at, book in enumerate(books) if book.id == chosen]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.list.setVisible(bool(books))
        self._actions.setVisible(bool(books))
        self._filler.setVisible(not books)

    def show_busy(self, text: str) -> None:
        """What is being opened; empty where nothing is."""
        self.busy.setVisible(bool(text))
        self._ways.setEnabled(not text)
        self.list.setEnabled(not text)
        if text:
            self.busy.show_busy(text, can_cancel=True)

    def show_removed(self, title: str) -> None:
        """A text went, and can be had back; empty: nothing did."""
        self._undo_text.setText(self.tr("“{title}” was taken off the list.").format(title=title))
        self._undo.setVisible(bool(title))

    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def title_of(self, book: str) -> str:
        items = (self.list.item(at) for at in range(self.list.count()))
        return next((item.text().split("\n")[0] for item in items if item.data(_ID) == book), "")

    def _tell(self, tell: Callable[[str], None]) -> None:
        if self.current():
            tell(self.current())
