"""The learner's recordings: to hear, to copy elsewhere, to delete."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from langtutor.ui.bridge import on_main_thread, when_done
from langtutor.ui.errors import sentence_for
from langtutor.ui.playing import Playing
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_5
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label, relabel

if TYPE_CHECKING:
    from langtutor.services.kept_recordings import StoredRecording
    from langtutor.wiring import Services

_WIDTH, _HEIGHT = 96, 30
"""Average characters and lines."""


class RecordingsDialog(QDialog):
    """What is selected is meant; with nothing selected, all. Emits `changed` when recordings were deleted."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._kept: tuple[StoredRecording, ...] = ()
        self._stop_copying = threading.Event()
        self._playing = Playing(services.saying, self)
        self._playing.failed.connect(self._tell)
        self.setWindowTitle(self.tr("My recordings"))
        self.about = label(look="muted")
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("My recordings"))
        self.list.setUniformItemSizes(True)
        self.list.itemSelectionChanged.connect(self._render)
        self.list.itemActivated.connect(lambda _item: self.listen())
        self.told = label()
        self.listen_button = button(self.tr("Listen to it (Enter)"), "play", "", self.listen)
        self.copy_button = button("", "folder-open", "", self.ask_where)
        self.delete_button = button("", "trash", "", self.ask_to_delete)
        self._lay_out(parent.window().size())
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.ask_to_delete)
        self.finished.connect(lambda _code: self._leave())
        self.load()

    # --- intents -------------------------------------------------------------------------------------------------

    def load(self) -> None:
        when_done(self._services.recordings.all(), self, self._show, self._tell)

    def listen(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._playing.file(chosen[0].path)

    def ask_where(self) -> QFileDialog:
        dialog = QFileDialog(self, self.tr("Where to copy the recordings"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.copy_to(Path(folder)))
        dialog.open()
        return dialog

    def copy_to(self, folder: Path) -> None:
        """Copies, and shows how far it is; closing the dialog stops it after the file it is at."""
        meant = self._meant()
        self._stop_copying.clear()

        def moved(done: int) -> None:
            text = self.tr("Copying: {done} of {total}")
            self.told.setText(text.format(done=QLocale().toString(done), total=QLocale().toString(len(meant))))

        def copied(made: Sequence[Path]) -> None:
            text = self.tr("Copied to {folder}: {count}. What was asked, and when, is in recordings.csv there.")
            self.told.setText(text.format(folder=folder, count=QLocale().toString(len(made))))
            self._render()

        def failed(error: BaseException) -> None:
            self._tell(error)
            self._render()

        ids = [recording.id for recording in meant]
        self.copy_button.setEnabled(False)
        self.delete_button.setEnabled(False)
        copying = self._services.recordings.export(folder, ids, on_main_thread(self, moved), self._stop_copying.is_set)
        when_done(copying, self, copied, failed)

    def ask_to_delete(self) -> QMessageBox | None:
        """Says what stays. Cancel is the default."""
        meant = self._meant()
        if not meant or not self.delete_button.isEnabled():
            return None
        text = self.tr("Delete {count} recordings from this computer?") if len(meant) > 1 else self.tr("Delete it?")
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete recordings"))
        box.setText(text.format(count=QLocale().toString(len(meant))))
        box.setInformativeText(
            self.tr(
                "They can’t be heard again afterwards. What was found in them stays: your answers, mistakes and "
                "progress."
            )
        )
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        yes.clicked.connect(lambda: self.delete([recording.id for recording in meant]))
        box.open()
        return box

    def delete(self, ids: Sequence[str]) -> None:
        def gone(deleted: Sequence[str]) -> None:
            self.told.setText(self.tr("Recordings deleted: {count}.").format(count=QLocale().toString(len(deleted))))
            self.changed.emit()
            self.load()

        def failed(error: BaseException) -> None:
            self._tell(error)
            self.load()

        self._playing.stop()
        when_done(self._services.recordings.delete(ids), self, gone, failed)

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, kept: Sequence[StoredRecording]) -> None:
        self._kept = tuple(kept)
        self.list.clear()
        for recording in self._kept:
            self.list.addItem(QListWidgetItem(_line(recording)))
        size = self._services.messages.size(sum(recording.size_bytes for recording in self._kept))
        text = self.tr("Recordings on this computer: {count}, {size} together.") if kept else self.tr("None is kept.")
        self.about.setText(text.format(count=QLocale().toString(len(self._kept)), size=size))
        self._render()

    def _render(self) -> None:
        chosen, some = self._chosen(), bool(self._kept)
        self.listen_button.setEnabled(len(chosen) == 1)
        self.copy_button.setEnabled(some)
        self.delete_button.setEnabled(some)
        relabel(self.copy_button, self.tr("Copy to a folder…") if chosen else self.tr("Copy all to a folder…"))
        relabel(self.delete_button, self.tr("Delete…") if chosen else self.tr("Delete all…"))

    def _chosen(self) -> list[StoredRecording]:
        return [self._kept[at] for at in sorted(index.row() for index in self.list.selectedIndexes())]

    def _meant(self) -> list[StoredRecording]:
        return self._chosen() or list(self._kept)

    def _tell(self, error: BaseException) -> None:
        self.told.setText(sentence_for(error, self._services.messages))

    def _leave(self) -> None:
        self._stop_copying.set()
        self._playing.stop()

    def _lay_out(self, room: QSize) -> None:
        actions = QWidget()
        row = FlowLayout(actions, SPACE_2, SPACE_1)
        for one in (self.listen_button, self.copy_button, self.delete_button):
            row.addWidget(one)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_4)
        for part in (label(self.tr("My recordings"), "heading"), self.about, self.list, actions, self.told, close):
            column.addWidget(part, 1 if part is self.list else 0)
        metrics = self.fontMetrics()
        wide, high = metrics.averageCharWidth() * _WIDTH, metrics.height() * _HEIGHT
        self.resize(min(wide, room.width()), min(high, room.height()))


def _line(recording: StoredRecording) -> str:
    info = recording.info
    began = QDateTime.fromSecsSinceEpoch(int(info.started_at.timestamp()))
    at = QLocale().toString(began, QLocale.FormatType.ShortFormat)
    seconds = QLocale().toString(info.duration_s, "f", 1)
    return f"{at} · {seconds} s · {info.asked}".removesuffix(" · ")
