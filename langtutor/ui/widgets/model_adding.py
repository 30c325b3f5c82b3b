"""A model on its way in from a folder or a file: how far it is, what was found, or what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from langtutor.ui.widgets.choice_row import ChoiceRow
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, empty, icon_line, label
from langtutor.ui.widgets.tick import Tick, TickLine


class AddingCard(Card):
    """Hidden until there is something to say. Emits `stop`, `another`, and `languages` with the codes chosen."""

    stop = Signal()
    another = Signal()
    languages = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label()
        line = icon_line("folder-open", "accent", self.text)
        self._mark = line.findChildren(QLabel)[0]
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of adding the model"))
        self._choices = QWidget()
        self._asked = QVBoxLayout(self._choices)
        self._asked.setContentsMargins(0, 0, 0, 0)
        self._boxes: list[Tick] = []
        self._pairs: ChoiceRow | None = None
        self.stop_button = button(self.tr("Stop"), "x", "", self.stop.emit)
        self.add_button = button(self.tr("Add it"), "check", "primary", self._add)
        self.another_button = button(self.tr("Choose another…"), "folder-open", "", self.another.emit)
        self.close_button = button(self.tr("Close"), "", "quiet", self.hide)
        actions = QWidget()
        row = FlowLayout(actions, SPACE_2, SPACE_1)
        for made in (self.stop_button, self.add_button, self.another_button, self.close_button):
            row.addWidget(made)
        for part in (line, self.bar, self._choices, actions):
            self.column.addWidget(part)
        self.hide()

    def show_busy(self, text: str, fraction: float | None) -> None:
        """fraction: None while it can't be said."""
        self._show(text, "folder-open", "accent", self.stop_button)
        self.bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self.bar.setValue(round(1000 * fraction))
        self.bar.show()

    def show_done(self, text: str) -> None:
        self._show(text, "check-circle-fill", "good", self.close_button)

    def show_trouble(self, text: str) -> None:
        self._show(text, "warning-circle-fill", "wrong", self.another_button, self.close_button)
        self.another_button.setFocus()

    def ask_pair(self, text: str, pairs: Sequence[tuple[str, str]]) -> None:
        """pairs: ("en,pt", "English → Portuguese")."""
        self._show(text, "question", "accent", self.add_button, self.close_button)
        self._pairs = ChoiceRow(self.tr("Languages"), pairs)
        self._pairs.chosen.connect(lambda _value: self._check())
        self._asked.addWidget(self._pairs)
        self._ask()

    def ask_languages(self, text: str, languages: Sequence[tuple[str, str]]) -> None:
        """languages: (code, name); at least one."""
        self._show(text, "question", "accent", self.add_button, self.close_button)
        beside = QWidget()
        flow = FlowLayout(beside, SPACE_4, SPACE_1)
        self._asked.addWidget(beside)
        for code, name in languages:
            line = TickLine(name)
            line.text.setWordWrap(False)
            line.box.setObjectName(code)
            line.toggled.connect(lambda _on: self._check())
            self._boxes.append(line.box)
            flow.addWidget(line)
        self._ask()

    def choose(self, *codes: str) -> None:
        """As the learner would."""
        if self._pairs is not None:
            self._pairs.choose(",".join(codes))
        for box in self._boxes:
            box.setChecked(box.objectName() in codes)
        self._check()

    def _ask(self) -> None:
        self._choices.show()
        self._choices.updateGeometry()
        self._check()

    def _chosen(self) -> tuple[str, ...]:
        if self._pairs is not None:
            return tuple(code for code in self._pairs.value().split(",") if code)
        return tuple(box.objectName() for box in self._boxes if box.isChecked())

    def _check(self) -> None:
        self.add_button.setEnabled(bool(self._chosen()))

    def _add(self) -> None:
        self.languages.emit(self._chosen())

    def _show(self, text: str, icon: str, role: str, *buttons: QWidget) -> None:
        empty(self._asked)
        self._boxes, self._pairs = [], None
        self._choices.hide()
        self.bar.hide()
        self.text.setText(text)
        self.setAccessibleName(text)
        set_icon(self._mark, icon, role)
        for made in (self.stop_button, self.add_button, self.another_button, self.close_button):
            made.setVisible(made in buttons)
        self.show()
