"""Where the learner answers: by voice, by typing, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import button, label, letter, relabel
from langtutor.ui.widgets.waveform import Waveform

if TYPE_CHECKING:
    from langtutor.services.recording import RecorderState


class AnswerView(QWidget):
    """Shows only what fits the exercise. Emits intents; the page decides."""

    speak_pressed = Signal()
    speak_released = Signal()
    check = Signal(str)
    give_up = Signal()
    can_speak_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_speak = self._can_type = True
        self.speak_button = button("", "microphone-fill", "primary")
        self.speak_button.pressed.connect(self.speak_pressed)
        self.speak_button.released.connect(self.speak_released)
        self.waveform = Waveform()
        self.elapsed = label(look="muted")
        self.state = label(look="muted")
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Your answer"))
        self.field.setPlaceholderText(self.tr("Type your answer"))
        self.check_button = button(self.tr("Check (Enter)"), "check", "primary", self._check)
        self.give_up_button = button("", "question", "link", self.give_up.emit)
        self.silent_button = button("", "microphone-slash", "link", self._toggle_speaking)
        self._lay_out()
        self.show_exercise(speak=True, typing=False, can_speak=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        self._speaking = QWidget()
        speaking = QVBoxLayout(self._speaking)
        speaking.setContentsMargins(0, 0, 0, 0)
        speaking.setSpacing(SPACE_2)
        speaking.addWidget(self.speak_button)
        speaking.addWidget(self.waveform)
        below = QHBoxLayout()
        below.addWidget(self.state, 1)
        self.elapsed.setWordWrap(False)
        below.addWidget(self.elapsed)
        speaking.addLayout(below)
        self._typing = QWidget()
        typing = QHBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(SPACE_2)
        typing.addWidget(self.field, 1)
        typing.addWidget(self.check_button)
        self._ways_out = QWidget()
        ways_out = FlowLayout(self._ways_out, SPACE_2, SPACE_1)
        ways_out.addWidget(self.give_up_button)
        ways_out.addWidget(self.silent_button)
        for part in (self._speaking, self._typing, self._ways_out):
            column.addWidget(part)
        column.setSpacing(SPACE_4)

    def show_exercise(self, *, speak: bool, typing: bool, can_speak: bool) -> None:
        """speak, typing: the ways this exercise may be answered. can_speak: speaking is possible at all now."""
        self._can_speak, self._can_type = can_speak, typing
        self._speaking.setVisible(speak)
        self._typing.setVisible(typing)
        relabel(self.give_up_button, self.tr("I don’t know ({key})").format(key=letter("K", alt=typing)))
        set_look(self.check_button, "" if speak else "primary")
        set_icon(self.check_button, "check", "text" if speak else "on_accent")
        silent = self.tr("I can’t speak now") if can_speak else self.tr("I can speak again")
        relabel(self.silent_button, silent)
        set_icon(self.silent_button, "microphone-slash" if can_speak else "microphone")
        self.set_recording(False)

    def set_recording(self, recording: bool) -> None:
        """The hint stands beneath the button: a button's text can't wrap."""
        relabel(self.speak_button, self.tr("Stop (Space)") if recording else self.tr("Speak (Space)"))
        set_icon(self.speak_button, "stop-fill" if recording else "microphone-fill", "on_accent")
        if recording:
            self.waveform.clear()
            self.show_level(None)
        else:
            spoken, both = self.tr("Hold Space or click to speak"), self.tr("Hold Space or click to speak, or type it")
            self.state.setText(both if self._can_type else spoken)
        self.waveform.setVisible(recording)
        self.elapsed.setVisible(recording)
        self._typing.setEnabled(not recording)
        self._ways_out.setVisible(not recording)

    def show_level(self, state: RecorderState | None, trouble: str = "") -> None:
        """trouble: what is wrong with the sound, in place of what to do."""
        started = state is not None and state.started
        text = trouble or (self.tr("Listening. It stops when you pause.") if started else self.tr("Speak now."))
        if self.state.text() != text:
            self.state.setText(text)
        self.elapsed.setText(self.tr("{seconds} s").format(seconds=f"{state.elapsed_s if state else 0:.1f}"))

    def _check(self) -> None:
        self.check.emit(self.field.text())

    def _toggle_speaking(self) -> None:
        self.can_speak_changed.emit(not self._can_speak)
