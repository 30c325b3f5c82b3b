"""What to do now, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from langtutor.wiring import Services


class TodayPage(QWidget):
    """The next drill with its reason, and how things stand.

    Emits `start_drill` with the Next that the learner starts and `judge_recording` with the UnfinishedRecording that
    is to be judged: the window connects them to `PractisePage.begin` and `PractisePage.judge`, which open the page.
    """

    open_page = Signal(str)
    show_message = Signal(str)
    start_drill = Signal(object)
    judge_recording = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def keys(self) -> list[tuple[str, str]]:
        return []

    def activate(self) -> None:
        """Called when the page is shown."""
