"""Rows of the settings page: what it is at the left, the control at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_3
from langtutor.ui.widgets.combo import Combo
from langtutor.ui.widgets.switch import Switch

_SIDE_BY_SIDE = 60
"""Average characters of width below which label and control stand one above the other."""


class SettingRow(QWidget):
    """Emits `changed` with the new value when the learner changes it; `show_value` doesn't emit."""

    changed = Signal(object)

    def __init__(self, label: str, hint: str, control: QWidget) -> None:
        super().__init__()
        self._label = label
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        name = QLabel(label)
        name.setWordWrap(True)
        name.setBuddy(control)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_1)
        texts.addWidget(name)
        if hint:
            small = QLabel(hint)
            small.setWordWrap(True)
            set_look(small, "small")
            texts.addWidget(small)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_3)
        self._row.addLayout(texts, 3)
        self._row.addWidget(control, 2)

    @property
    def label(self) -> str:
        return self._label

    def show_value(self, value: object) -> None:
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text in a small window: the control goes beneath."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _SIDE_BY_SIDE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)


class ChoiceSetting(SettingRow):
    def __init__(self, label: str, hint: str, choices: Iterable[tuple[object, str]]) -> None:
        self.box = Combo()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(16)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(label, hint, self.box)
        self.set_choices(choices)
        self.box.activated.connect(lambda at: self.changed.emit(self.box.itemData(at)))

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        before = self.box.currentData()
        with QSignalBlocker(self.box):
            self.box.clear()
            for value, text in choices:
                self.box.addItem(text, value)
        self.show_value(before)

    def show_value(self, value: object) -> None:
        """A value that isn't among the choices (a microphone that is unplugged) is listed as it is."""
        at = next((at for at in range(self.box.count()) if self.box.itemData(at) == value), -1)
        if at < 0 and isinstance(value, str) and value:
            self.box.addItem(value, value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)


class SwitchSetting(SettingRow):
    def __init__(self, label: str, hint: str, *, inverted: bool = False) -> None:
        self.switch = Switch()
        self._inverted = inverted
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.switch)
        super().__init__(label, hint, place)
        self.switch.setAccessibleName(label)
        self.switch.setAccessibleDescription(hint)
        self.switch.clicked.connect(lambda on: self.changed.emit(on != self._inverted))

    def show_value(self, value: object) -> None:
        self.switch.setChecked(bool(value) != self._inverted)


class SliderSetting(SettingRow):
    """Whole steps; value = step * unit. The value is written beside it, and applied when the handle is let go."""

    def __init__(
        self, label: str, hint: str, steps: tuple[int, int], unit: float, text_of: Callable[[float], str]
    ) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(*steps)
        self.slider.setPageStep(1)
        self.slider.setTracking(False)
        self.slider.setMinimumWidth(140)
        self._unit = unit
        self._text_of = text_of
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        both = QWidget()
        both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(self.slider, 1)
        row.addWidget(self._text)
        super().__init__(label, hint, both)
        self.slider.setAccessibleName(label)
        self.slider.sliderMoved.connect(self._write)
        self.slider.valueChanged.connect(self._moved)

    def show_value(self, value: object) -> None:
        if isinstance(value, int | float):
            with QSignalBlocker(self.slider):
                self.slider.setValue(round(value / self._unit))
            self._write(self.slider.value())

    def _moved(self, step: int) -> None:
        self._write(step)
        self.changed.emit(step * self._unit)

    def _write(self, step: int) -> None:
        self._text.setText(self._text_of(step * self._unit))
