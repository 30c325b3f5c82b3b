"""Offers a recording that was cut off the last time, or whose verdict never came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from langtutor.ui.theme.tokens import SPACE_1, SPACE_2
from langtutor.ui.widgets.flow_layout import FlowLayout
from langtutor.ui.widgets.pieces import Card, button, icon_line, label

if TYPE_CHECKING:
    from langtutor.services.recording import UnfinishedRecording


class UnfinishedCard(Card):
    """Listen to it, have it judged, or discard it."""

    listen = Signal()
    judge = Signal()
    discard = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = label(look="heading")
        self.asked = label()
        self.listen_button = button(self.tr("Listen to it"), "play", "", self.listen.emit)
        self.judge_button = button(self.tr("Judge it"), "check-circle", "", self.judge.emit)
        self.discard_button = button(self.tr("Discard it"), "trash", "quiet", self.discard.emit)
        actions = QWidget()
        row = FlowLayout(actions, SPACE_2, SPACE_1)
        for one in (self.listen_button, self.judge_button, self.discard_button):
            row.addWidget(one)
        self.column.addWidget(icon_line("microphone", "accent", self.headline))
        self.column.addWidget(self.asked)
        self.column.addWidget(actions)

    def show_recording(self, recording: UnfinishedRecording, *, can_judge: bool) -> None:
        """can_judge: its sentence is still in the course."""
        if recording.complete:
            self.headline.setText(self.tr("Your last recording wasn’t judged yet"))
        else:
            self.headline.setText(self.tr("Your last recording was interrupted"))
        seconds = f"{recording.duration_s:.1f}"
        if recording.asked:
            text = self.tr("“{sentence}”, {seconds} seconds. It is safe on your disk.")
        else:
            text = self.tr("{seconds} seconds, safe on your disk.")
        self.asked.setText(text.format(sentence=recording.asked, seconds=seconds))
        self.judge_button.setVisible(can_judge)
