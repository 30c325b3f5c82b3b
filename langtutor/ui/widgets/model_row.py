"""One model of the list: what it is for, its figures, what is going on with it, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from langtutor.models.commands import ModelRow
from langtutor.models.store import State
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.model_row_parts import Action, Busy, BusyLine, DetailsView, Notice, NoticeLine
from langtutor.ui.widgets.model_texts import ModelTexts, size_text
from langtutor.ui.widgets.pieces import button, label, relabel
from langtutor.ui.widgets.sides import Sides

__all__ = ["Action", "Busy", "ModelRowView", "Notice"]

_SIDE_BY_SIDE = 62
"""Average characters of width below which text and button stand one above the other."""


class ModelRowView(QWidget):
    """Emits `asked` with an Action and the model's id. Details open on demand and stay open.

    What is rarely seen is made when it is first shown: a list may be long.
    """

    asked = Signal(str, str)

    def __init__(self, row: ModelRow, texts: ModelTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._texts = texts
        self._shown: tuple[object, ...] = ()
        self._busy: Busy | None = None
        self.busy_line: BusyLine | None = None
        self.notice_line: NoticeLine | None = None
        self.details: DetailsView | None = None
        self.mark = QLabel()
        self.title = label()
        self.facts = label(look="small")
        self.status = label(look="small")
        self.status.setWordWrap(False)
        self.install = button("", "", "", partial(self._ask, Action.INSTALL))
        self.more = button("", "", "quiet", self.toggle)
        self._lay_out()
        self.show_row(row)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_row(
        self, row: ModelRow, busy: Busy | None = None, notice: Notice | None = None, *, can_download: bool = True
    ) -> None:
        """Does nothing where nothing differs: it is called several times a second while something is downloaded."""
        shown = (row, busy, notice, can_download)
        if shown == self._shown:
            return
        self._shown, self.row, self._busy = shown, row, busy
        installed = row.state is not State.MISSING
        self.title.setText(row.description)
        self.facts.setText(self._texts.facts(row, installed=installed))
        self.status.setText(self._status(row))
        self.status.setVisible(installed)
        set_icon(self.mark, *self._mark(row))
        self.setAccessibleName(f"{row.description}: {self._status(row)}")
        self._show_install(can_download=can_download)
        self._show_busy(busy)
        self._show_notice(notice)
        if self.details is not None:
            if self.details.has_focus():
                self.more.setFocus()  # a button that goes would hand the focus to some other part of the window
            self.details.show_row(row, busy=busy is not None)
        self._show_more()

    @property
    def is_open(self) -> bool:
        return self.details is not None and not self.details.isHidden()

    def toggle(self) -> None:
        if self.details is None:
            self.details = DetailsView(self._texts)
            self.details.asked.connect(lambda action: self._ask(Action(action)))
            self.details.show_row(self.row, busy=self._busy is not None)
            self._column.addWidget(self.details)
            self.details.show()
        else:
            self.details.setVisible(self.details.isHidden())
        self._show_more()

    def button(self, action: Action) -> QPushButton:
        """Details must have been opened for all but the installation."""
        if action is Action.INSTALL:
            return self.install
        assert self.details is not None
        return self.details.buttons[action]

    # --- parts ---------------------------------------------------------------------------------------------------

    def _show_install(self, *, can_download: bool) -> None:
        row = self.row
        wanted = can_download and row.state is not State.INSTALLED and not row.added and self._busy is None
        self.install.setVisible(wanted)
        if not wanted:
            return
        size = size_text(row.download_bytes)
        if row.state is State.OUTDATED:
            text = self.tr("Update (%1)")
        elif row.begun:
            text = self.tr("Go on with the download")
        else:
            text = self.tr("Download %1")
        set_icon(self.install, "download-simple")
        relabel(self.install, text.replace("%1", size))
        self.install.setAccessibleName(f"{self.install.text()}: {row.description}")

    def _show_busy(self, busy: Busy | None) -> None:
        if busy is not None and self.busy_line is None:
            self.busy_line = BusyLine()
            self.busy_line.stopped.connect(partial(self._ask, Action.STOP))
            self._column.insertWidget(1, self.busy_line)
        if self.busy_line is not None:
            self.busy_line.setVisible(busy is not None)
            if busy is not None:
                self.busy_line.show_busy(busy, self.row.description)

    def _show_notice(self, notice: Notice | None) -> None:
        if notice is not None and self.notice_line is None:
            self.notice_line = NoticeLine()
            self.notice_line.wanted.connect(lambda action: self._ask(Action(action)))
            self._column.insertWidget(2 if self.busy_line is not None else 1, self.notice_line)
        if self.notice_line is not None:
            self.notice_line.setVisible(notice is not None)
            if notice is not None:
                self.notice_line.show_notice(notice)

    def _show_more(self) -> None:
        text = self.tr("Less") if self.is_open else self.tr("More")
        self.more.setText(text)
        self.more.setAccessibleName(f"{text}: {self.row.description}")
        set_icon(self.more, "caret-up" if self.is_open else "caret-down", "text_muted")

    def _status(self, row: ModelRow) -> str:
        if row.state is State.MISSING:
            return self.tr("partly downloaded") if row.begun else self.tr("not installed")
        if row.state is State.OUTDATED:
            return self.tr("there is a newer edition")
        return self.tr("in use") if row.chosen else self.tr("installed, not in use")

    @staticmethod
    def _mark(row: ModelRow) -> tuple[str, str]:
        if row.state is State.MISSING:
            return "circle-dashed", "text_muted"
        return ("check-circle-fill", "good") if row.chosen else ("check-circle", "text_muted")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        doable = QWidget()
        beside = QHBoxLayout(doable)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE_2)
        for widget in (self.status, self.install, self.more):
            beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_2)
        self._column.addWidget(Sides(words, doable, _SIDE_BY_SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_2, 0, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    def _ask(self, action: Action) -> None:
        self.asked.emit(action.value, self.row.id)
