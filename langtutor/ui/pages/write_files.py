"""A text from a file, and into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.services.tasks import Tasks

SUFFIXES = ("docx", "md", "txt")


class Files(QWidget):
    """Never shown: it asks and works for a page. Emits `came` with a Document and `written` with a file's name."""

    came = Signal(object)
    written = Signal(str)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, page: QWidget) -> None:
        super().__init__(page)
        self._tasks = tasks
        self._page = page
        self.hide()

    def ask_for_one(self) -> QFileDialog:
        dialog = QFileDialog(self._page, self.tr("Open a text"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        texts, everything = self.tr("Texts"), self.tr("All files")
        dialog.setNameFilters([f"{texts} ({patterns})", f"{everything} (*)"])
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()
        return dialog

    def ask_where(self, text: str, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page, self.tr("Save a copy of the text"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {"docx": self.tr("Word document"), "md": self.tr("Markdown"), "txt": self.tr("Plain text")}
        filters = {f"{kinds[suffix]} (*.{suffix})": suffix for suffix in SUFFIXES}
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(SUFFIXES[0])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
        dialog.selectFile(file_name(title) or self.tr("Text"))
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), text))
        dialog.open()
        return dialog

    def read(self, path: Path) -> None:
        from langtutor.services.documents import open_document

        when_done(self._tasks.run(lambda: open_document(path)), self, self.came.emit, self.failed.emit)

    def write(self, path: Path, text: str) -> None:
        from langtutor.services.documents import write_document

        future = self._tasks.run(lambda: write_document(path, text))
        when_done(future, self, lambda _done: self.written.emit(path.name), self.failed.emit)


def file_name(title: str) -> str:
    """The first words of a title, as any system takes them for a file's name."""
    words = "".join(letter for letter in title if letter.isalnum() or letter in " -_").split()
    return " ".join(words[:6])[:60]
