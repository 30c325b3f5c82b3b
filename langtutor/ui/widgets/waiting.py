"""A calm line while something is thinking, and a card where something went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from langtutor.ui.theme.style import motion_ms
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, empty, icon_line, label


class BusyView(QWidget):
    """What is going on, how to stop it, and room for a notice."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label()
        self.notice = label(look="doubt")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = button(self.tr("Cancel (Esc)"), "x", "", self.cancelled.emit)
        self._actions = QWidget()
        self._row = FlowLayout(self._actions)
        self._row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (self.text, self.bar, self.notice, self._actions):
            column.addWidget(part)

    def show_busy(self, text: str, *, can_cancel: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(motion_ms() > 0)
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.notice.hide()
        self._actions.setVisible(can_cancel)

    def offer(self, other: QPushButton) -> None:
        """Another way out, beside Cancel."""
        self._row.addWidget(other)

    def show_notice(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.show()


class TroubleView(Card):
    """One sentence, and what helps. Emits `chosen` with the name of the action."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label()
        self.column.setSpacing(SPACE_3)
        self.column.addWidget(icon_line("warning-circle-fill", "wrong", self.text))
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, SPACE_2, SPACE_1)
        self.column.addWidget(self._actions)

    def show_trouble(self, sentence: str, actions: Sequence[tuple[str, str]]) -> None:
        """actions: (name, text on the button), the best first: Enter presses it."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        empty(self._flow)
        for index, (name, text) in enumerate(actions):
            made = button(text, look="" if index else "primary", action=partial(self.chosen.emit, name))
            made.setObjectName(name)
            self._flow.addWidget(made)
        self._actions.updateGeometry()

    def first_button(self) -> QPushButton | None:
        item = self._flow.itemAt(0)
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, QPushButton) else None
