"""The learner's texts, and what each was like before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimeZone, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListWidget, QListWidgetItem, QTextEdit, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.finding_texts import short
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from langtutor.core.writing import Draft, DraftId, Version

_SIDE_BY_SIDE_FROM = 84
"""Average characters of width from which the list stands beside the text."""
_TITLE = 44
"""Letters of a text's first line that the list shows."""
_ID = Qt.ItemDataRole.UserRole


class DraftsView(QWidget):
    """Emits `chosen` with the draft whose versions are wanted, `open_draft`, `restore` with the draft and the number of
    a version, `delete`, `undo_delete`, `new_text` and `back`."""

    chosen = Signal(str)
    open_draft = Signal(str)
    restore = Signal(str, int)
    delete = Signal(str)
    undo_delete = Signal()
    new_text = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts: dict[str, Draft] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Your texts"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.list.itemActivated.connect(lambda item: self.open_draft.emit(item.data(_ID)))
        self.versions = Combo()
        self.versions.setAccessibleName(self.tr("Version of the text"))
        self.versions.currentIndexChanged.connect(lambda _at: self._show_version())
        self.preview = QTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("The chosen text"))
        self.empty = label(self.tr("Texts you write are kept here."), "muted")
        self._lay_out()
        self.show_deleted("")

    def show_drafts(self, drafts: Sequence[Draft], current: DraftId | None) -> None:
        """Newest first. current: the one that is being written."""
        self._drafts = {draft.id: draft for draft in drafts}
        self.list.clear()
        for draft in drafts:
            name = short(draft.title, _TITLE) or self.tr("Without words")
            when = time_text(draft.changed)
            if draft.id == current:
                when = self.tr("{when}, open now").format(when=when)
            item = QListWidgetItem(f"{name}\n{when}")
            item.setData(_ID, draft.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty.setVisible(not drafts)
        self._sides.setVisible(bool(drafts))
        if not drafts:
            self._new.setFocus()

    def show_versions(self, draft: DraftId, versions: Sequence[Version]) -> None:
        """Newest first."""
        if draft != self.current() or draft not in self._drafts:
            return
        self.versions.clear()
        now = self._drafts[draft]
        self.versions.addItem(self.tr("Now"), (None, now.text))
        for one in versions:
            words = self.tr("%n word(s)", "", len(one.text.split()))
            self.versions.addItem(f"{time_text(one.at)} · {words}", (one.number, one.text))

    def show_deleted(self, title: str) -> None:
        """A text went; it can be had back until another goes or the list is left. Empty: nothing did."""
        self._undo_text.setText(self.tr("“{title}” was deleted.").format(title=title))
        self._undo.setVisible(bool(title))

    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def title_of(self, draft: str) -> str:
        found = self._drafts.get(draft)
        return short(found.title if found else "", _TITLE) or self.tr("Without words")

    # --- inside ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._sides = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._sides)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_4)
        self._row.addWidget(self.list, 2)
        right = QVBoxLayout()
        right.setSpacing(SPACE_2)
        right.addWidget(self.versions)
        right.addWidget(self.preview, 1)
        right.addWidget(self._actions())
        self._row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Your texts"), "heading"), 1)
        self._new = button(self.tr("New text"), "plus", "", self.new_text.emit)
        head.addWidget(self._new)
        head.addWidget(button(self.tr("Back"), "arrow-left", "", self.back.emit))
        column.addLayout(head)
        column.addWidget(self._build_undo())
        column.addWidget(self.empty)
        column.addWidget(self._sides, 1)
        column.addStretch(0)

    def _build_undo(self) -> QWidget:
        self._undo, self._undo_text = QWidget(), label()
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._undo_text, 1)
        row.addWidget(button(self.tr("Undo"), "arrow-counter-clockwise", "", self.undo_delete.emit))
        return self._undo

    def _actions(self) -> QWidget:
        self.open_button = button(self.tr("Open"), "", "primary", lambda: self.open_draft.emit(self.current()))
        self.restore_button = button(self.tr("Restore this version"), "clock-counter-clockwise", "", self._restore)
        self.delete_button = button(self.tr("Delete"), "trash", "quiet", lambda: self.delete.emit(self.current()))
        actions = QWidget()
        row = FlowLayout(actions, SPACE_2, SPACE_2)
        for one in (self.open_button, self.restore_button, self.delete_button):
            row.addWidget(one)
        return actions

    def _choose(self, item: QListWidgetItem | None) -> None:
        self.versions.clear()
        if item is not None:
            self.versions.addItem(self.tr("Now"), (None, self._drafts[item.data(_ID)].text))
            self.chosen.emit(item.data(_ID))

    def _version(self) -> tuple[int | None, str]:
        number, text = self.versions.currentData() or (None, "")
        return number, text

    def _show_version(self) -> None:
        number, text = self._version()
        self.preview.setPlainText(text)
        self.open_button.setVisible(number is None)
        self.restore_button.setVisible(number is not None)

    def _restore(self) -> None:
        number, _text = self._version()
        if number is not None:
            self.restore.emit(self.current(), number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _SIDE_BY_SIDE_FROM
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def time_text(at: datetime) -> str:
    """In the learner's own time, as the window's language writes it."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()), QTimeZone.systemTimeZone())
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
