"""Being asked to end (SIGTERM, Ctrl+C) closes the window in good order.

Qt's event loop is native: a Python signal handler would run only with the next slot, and what it raised would end
that slot instead of the program. The pipe that Python writes to at every signal wakes the loop.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Termination(QObject):
    """Calls `end` in the main thread, where it must be made. `restore` gives signals back to who had them before."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._reader, self._writer = socket.socketpair()
        for one in (self._reader, self._writer):
            one.setblocking(False)
        self._before = {number: signal.signal(number, self._asked) for number in SIGNALS}
        self._fd_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._drain)

    def restore(self) -> None:
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _drain(self) -> None:
        """By the time this slot runs, Python has called the handler."""
        self._reader.recv(4096)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._end()
