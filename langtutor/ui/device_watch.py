"""Microphones and speakers come and go: looks for them while a page that lists them is seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.services.recording import Recorder

EVERY_MS = 3000

Choices = list[tuple[str, str]]
Found = tuple[tuple[str, ...], tuple[str, ...]]


class DeviceWatch(QTimer):
    """Emits `found` (names of microphones, names of speakers) at each `look`, and then whenever they have changed;
    `failed` with what went wrong. Rests while the page isn't seen."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, recorder: Recorder, page: QWidget) -> None:
        super().__init__(page)
        self._recorder = recorder
        self._page = page
        self._known: Found | None = None
        self._looking = False
        self.setInterval(EVERY_MS)
        self.timeout.connect(self._again)

    def choices(self, devices: tuple[str, ...], chosen: str) -> Choices:
        """Names with their texts: first the system's choice; one that was chosen and isn't there is listed last."""
        listed = [("", self.tr("As the system")), *((device, device) for device in devices)]
        if chosen and chosen not in devices:
            listed.append((chosen, self.tr("{device} (not plugged in)").format(device=chosen)))
        return listed

    def look(self) -> None:
        """Now, and from now on. Returns at once."""
        self._known = None
        self.start()
        self._ask()

    def _again(self) -> None:
        if not self._page.isVisible():
            self.stop()
        elif not self._looking:
            self._ask()

    def _ask(self) -> None:
        recorder = self._recorder

        def work() -> Found:
            recorder.look_again()
            return recorder.microphones(), recorder.speakers()

        self._looking = True
        pool = ThreadPoolExecutor(1, thread_name_prefix="device-watch")
        when_done(pool.submit(work), self, self._came, self._failed)
        pool.shutdown(wait=False)

    def _came(self, now: Found) -> None:
        self._looking = False
        if now != self._known:
            self._known = now
            self.found.emit(now)

    def _failed(self, error: BaseException) -> None:
        self._looking = False
        self.stop()
        self.failed.emit(error)
