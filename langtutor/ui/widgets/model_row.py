"""One model of the list: what it is for, its figures, what is going on with it, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from langtutor.models.commands import ModelRow
from langtutor.models.store import State
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_texts import ModelTexts, size_text
from langtutor.ui.widgets.pieces import button, icon_line, label, relabel
from langtutor.ui.widgets.sides import Sides

_SIDE_BY_SIDE = 62
"""Average characters of width below which text and button stand one above the other."""


class Action(StrEnum):
    """What can be asked of a model."""

    INSTALL = "install"
    FORGET = "forget"
    USE = "use"
    MEASURE = "measure"
    EXAMINE = "examine"
    VERIFY = "verify"
    REMOVE = "remove"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Busy:
    """Something is being done with the model. fraction: None while it can't be said."""

    text: str
    fraction: float | None = None
    can_stop: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What came of it, in place. action: what helps, with the text on its button."""

    text: str
    good: bool = False
    action: Action | None = None
    action_text: str = ""


class ModelRowView(QWidget):
    """Emits `asked` with an Action and the model's id. Details open on demand and stay open."""

    asked = Signal(str, str)

    def __init__(self, row: ModelRow, texts: ModelTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._texts = texts
        self._busy: Busy | None = None
        self._notice: Notice | None = None
        self._can_download = True
        self.mark = QLabel()
        self.title = label()
        self.facts = label(look="small")
        self.status = label(look="small")
        self.status.setWordWrap(False)
        self.install = button("", "download-simple", "", partial(self._ask, Action.INSTALL))
        self.more = button("", "caret-down", "quiet", self.toggle)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.doing = label(look="small")
        self.stop = button(self.tr("Stop"), "", "quiet", partial(self._ask, Action.STOP))
        self.notice_text = label()
        self.remedy = button("", "", "", self._help)
        self.details = label(look="muted")
        self._buttons = self._make_buttons()
        self._lay_out()
        self.show_row(row)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_row(
        self,
        row: ModelRow,
        busy: Busy | None = None,
        notice: Notice | None = None,
        *,
        can_download: bool = True,
    ) -> None:
        shown = (row, busy, notice, can_download)
        if shown == (self.row, self._busy, self._notice, self._can_download) and self.title.text():
            return
        self.row, self._busy, self._notice, self._can_download = shown
        installed = row.state is not State.MISSING
        self.title.setText(row.description)
        self.facts.setText(self._texts.facts(row, installed=installed))
        self.status.setText(self._status(row))
        self.status.setVisible(installed)
        set_icon(self.mark, *self._mark(row))
        self.setAccessibleName(f"{row.description}: {self._status(row)}")
        self._show_install()
        self._show_busy()
        self._show_notice()
        self._show_details()

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def toggle(self) -> None:
        self._inside.setVisible(not self.is_open)
        self._show_more()

    def button(self, action: Action) -> QPushButton:
        return self.install if action is Action.INSTALL else self._buttons[action]

    # --- parts ---------------------------------------------------------------------------------------------------

    def _show_install(self) -> None:
        row = self.row
        wanted = row.state is not State.INSTALLED and not row.added and self._busy is None
        self.install.setVisible(wanted and self._can_download)
        size = size_text(row.download_bytes)
        if row.state is State.OUTDATED:
            text = self.tr("Update (%1)")
        elif row.begun:
            text = self.tr("Go on with the download")
        else:
            text = self.tr("Download %1")
        relabel(self.install, text.replace("%1", size))
        self.install.setAccessibleName(f"{self.install.text()}: {row.description}")

    def _show_busy(self) -> None:
        busy = self._busy
        self._at_work.setVisible(busy is not None)
        if busy is None:
            return
        self.doing.setText(busy.text)
        self.bar.setAccessibleName(busy.text)
        self.bar.setVisible(busy.fraction is not None)
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * (busy.fraction or 0.0)))
        self.stop.setVisible(busy.can_stop)
        self.stop.setAccessibleName(self.tr("Stop: %1").replace("%1", busy.text))

    def _show_notice(self) -> None:
        notice = self._notice
        self._told.setVisible(notice is not None)
        if notice is None:
            return
        self.notice_text.setText(notice.text)
        set_icon(
            self._told_mark,
            "check-circle-fill" if notice.good else "warning-circle-fill",
            "good" if notice.good else "wrong",
        )
        self.remedy.setVisible(notice.action is not None)
        relabel(self.remedy, notice.action_text)

    def _show_details(self) -> None:
        row = self.row
        installed = row.state is not State.MISSING
        able = {
            Action.USE: installed and row.outranked,
            Action.MEASURE: installed,
            Action.EXAMINE: installed and row.capability in ("chat", "scoring"),
            Action.VERIFY: installed,
            Action.REMOVE: installed,
            Action.FORGET: not installed and row.begun,
        }
        for action, made in self._buttons.items():
            made.setVisible(able[action])
            made.setEnabled(self._busy is None)
        self._actions.setVisible(any(able.values()))
        self._actions.updateGeometry()
        self.details.setText("\n".join(self._details(row)))
        self._show_more()

    def _show_more(self) -> None:
        text = self.tr("Less") if self.is_open else self.tr("More")
        relabel(self.more, text)
        self.more.setAccessibleName(f"{text}: {self.row.description}")
        set_icon(self.more, "caret-up" if self.is_open else "caret-down", "text_muted")

    def _details(self, row: ModelRow) -> list[str]:
        lines = [self._texts.gives(row.capability)]
        if row.bench is not None:
            lines.append(self._texts.measured(row.bench))
        if row.grades is not None:
            lines.append(self._texts.allowed(row.grades))
        about = self.tr("Name: %1. Licence: %2.").replace("%1", row.id).replace("%2", row.licence)
        if row.source:
            about += " " + self.tr("From: %1.").replace("%1", self._texts.source(row.source))
        return [*lines, about]

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

    def _make_buttons(self) -> dict[Action, QPushButton]:
        kinds = {
            Action.USE: (self.tr("Use this one"), "check"),
            Action.MEASURE: (self.tr("Measure speed"), "gauge"),
            Action.EXAMINE: (self.tr("Examine"), "graduation-cap"),
            Action.VERIFY: (self.tr("Check files"), "shield-check"),
            Action.REMOVE: (self.tr("Remove…"), "trash"),
            Action.FORGET: (self.tr("Delete what has arrived"), "trash"),
        }
        made = {}
        for action, (text, icon) in kinds.items():
            made[action] = button(text, icon, "", partial(self._ask, action))
            made[action].setAccessibleName(f"{text}: {self.row.description}")
        return made

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
        self._at_work = self._lay_out_busy()
        self._told = self._lay_out_notice()
        self._inside = self._lay_out_details()
        column = QVBoxLayout()
        column.setSpacing(SPACE_2)
        for part in (Sides(words, doable, _SIDE_BY_SIDE), self._at_work, self._told, self._inside):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_2, 0, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _lay_out_busy(self) -> QWidget:
        whole = QWidget()
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(SPACE_3)
        row.addWidget(self.doing, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.bar)
        column.addLayout(row)
        return whole

    def _lay_out_notice(self) -> QWidget:
        whole = QWidget()
        line = icon_line("warning-circle-fill", "wrong", self.notice_text)
        self._told_mark = line.findChildren(QLabel)[0]
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(line, 1)
        row.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _lay_out_details(self) -> QWidget:
        whole = QWidget()
        self._actions = QWidget()
        flow = FlowLayout(self._actions, SPACE_2, SPACE_1)
        for made in self._buttons.values():
            flow.addWidget(made)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, SPACE_1)
        column.setSpacing(SPACE_2)
        column.addWidget(self.details)
        column.addWidget(self._actions)
        whole.hide()
        return whole

    def _ask(self, action: Action) -> None:
        self.asked.emit(action.value, self.row.id)

    def _help(self) -> None:
        if self._notice is not None and self._notice.action is not None:
            self._ask(self._notice.action)
