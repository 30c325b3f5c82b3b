"""A few choices side by side, of which one holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from langtutor.ui.theme.style import set_look
from langtutor.ui.widgets.flow_layout import FlowLayout


class ChoiceRow(QWidget):
    """Chips; arrow keys move between them. Emits `chosen` with the value when the learner chooses."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._layout = FlowLayout(self)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """(value, text) each; the chosen one stays when it is still there."""
        before = self.value()
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for value, text in choices:
            self._buttons[value] = self._button(value, text)
        self.choose(before)

    def value(self) -> str:
        """Empty when nothing is chosen."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Without emitting; an unknown value changes nothing."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def button(self, value: str) -> QPushButton:
        return self._buttons[value]

    def values(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def _button(self, value: str, text: str) -> QPushButton:
        button = QPushButton(text)
        set_look(button, "chip")
        button.setCheckable(True)
        button.setAccessibleName(f"{self._name}: {text}")
        button.clicked.connect(lambda: self.chosen.emit(value))
        self._group.addButton(button)
        self._layout.addWidget(button)
        return button
