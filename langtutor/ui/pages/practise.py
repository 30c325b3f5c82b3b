"""One exercise after the other: prompt, answer, verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from langtutor.services.drilling import Next
    from langtutor.services.recording import UnfinishedRecording
    from langtutor.wiring import Services


class PractisePage(QWidget):
    """Speak or type, and see how it came out. `begin` and `judge` emit open_page("practise") themselves."""

    open_page = Signal(str)
    show_message = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def keys(self) -> list[tuple[str, str]]:
        return []

    def activate(self) -> None:
        """Called when the page is shown."""

    def begin(self, upcoming: Next) -> None:
        """Starts with this exercise."""

    def judge(self, unfinished: UnfinishedRecording) -> None:
        """Judges a recording that was interrupted the last time."""
