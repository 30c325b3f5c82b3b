"""What a model's row shows only at times: what is being done, what came of it, details with what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from langtutor.models.commands import ModelRow
from langtutor.models.store import State
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.model_texts import ModelTexts
from langtutor.ui.widgets.pieces import button, icon_line, label, relabel


class Action(StrEnum):
    """What can be asked of a model."""

    INSTALL = "install"
    FORGET = "forget"
    USE = "use"
    USE_OWN = "use own"
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


class BusyLine(QWidget):
    """Emits `stopped`."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.doing = label(look="small")
        self.stop = button(self.tr("Stop"), "", "quiet", self.stopped.emit)
        row = QHBoxLayout()
        row.setSpacing(SPACE_3)
        row.addWidget(self.doing, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.bar)
        column.addLayout(row)

    def show_busy(self, busy: Busy, description: str) -> None:
        self.doing.setText(busy.text)
        self.bar.setAccessibleName(busy.text)
        self.bar.setVisible(busy.fraction is not None)
        self.bar.setValue(round(1000 * (busy.fraction or 0.0)))
        self.stop.setVisible(busy.can_stop)
        self.stop.setAccessibleName(f"{self.tr('Stop')}: {description}")


class NoticeLine(QWidget):
    """Emits `wanted` with the action that helps."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: Action | None = None
        self.text = label()
        self.remedy = button("", "", "", self._help)
        line = icon_line("warning-circle-fill", "wrong", self.text)
        self._mark = line.findChildren(QLabel)[0]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(line, 1)
        row.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignTop)

    def show_notice(self, notice: Notice) -> None:
        self._action = notice.action
        self.text.setText(notice.text)
        icon = "check-circle-fill" if notice.good else "warning-circle-fill"
        set_icon(self._mark, icon, "good" if notice.good else "wrong")
        relabel(self.remedy, notice.action_text)
        self.remedy.setVisible(notice.action is not None)

    def _help(self) -> None:
        if self._action is not None:
            self.wanted.emit(self._action.value)


class DetailsView(QWidget):
    """Emits `asked` with an Action."""

    asked = Signal(str)

    def __init__(self, texts: ModelTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.text = label(look="muted")
        self.buttons = self._make_buttons()
        self._actions = QWidget()
        flow = FlowLayout(self._actions, SPACE_2, SPACE_1)
        for made in self.buttons.values():
            flow.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_1)
        column.setSpacing(SPACE_2)
        column.addWidget(self.text)
        column.addWidget(self._actions)

    def show_row(self, row: ModelRow, *, busy: bool) -> None:
        installed = row.state is not State.MISSING
        able = {
            Action.USE: installed and row.outranked,
            Action.USE_OWN: installed and bool(row.instead_of),
            Action.MEASURE: installed,
            Action.EXAMINE: installed and row.capability in ("chat", "scoring"),
            Action.VERIFY: installed,
            Action.REMOVE: installed,
            Action.FORGET: not installed and row.begun,
        }
        for action, made in self.buttons.items():
            made.setVisible(able[action])
            made.setEnabled(not busy)
            made.setAccessibleName(f"{made.text()}: {row.description}")
        self._actions.setVisible(any(able.values()))
        self._actions.updateGeometry()
        self.text.setText("\n".join(self._lines(row)))

    def has_focus(self) -> bool:
        return any(made.hasFocus() for made in self.buttons.values())

    def _lines(self, row: ModelRow) -> list[str]:
        lines = [self._texts.gives(row.capability)]
        if row.bench is not None:
            lines.append(self._texts.measured(row.bench))
        if row.grades is not None:
            lines.append(self._texts.allowed(row.grades))
        about = self.tr("Name: %1. Licence: %2.").replace("%1", row.id).replace("%2", row.licence)
        if row.source:
            about += " " + self.tr("From: %1.").replace("%1", self._texts.source(row.source))
        return [*lines, about]

    def _make_buttons(self) -> dict[Action, QPushButton]:
        kinds = {
            Action.USE: (self.tr("Use this one"), "check"),
            Action.USE_OWN: (self.tr("Use langtutor’s own"), "arrow-counter-clockwise"),
            Action.MEASURE: (self.tr("Measure speed"), "gauge"),
            Action.EXAMINE: (self.tr("Examine"), "graduation-cap"),
            Action.VERIFY: (self.tr("Check files"), "shield-check"),
            Action.REMOVE: (self.tr("Remove…"), "trash"),
            Action.FORGET: (self.tr("Delete what has arrived"), "trash"),
        }
        return {
            action: button(text, icon, "", partial(self.asked.emit, action.value))
            for action, (text, icon) in kinds.items()
        }
