"""Garbage is collected in the window's thread only.

Python collects wherever the allocation falls that makes it due, so also in a worker thread. A cycle with a Qt object
in it is then destroyed there, under the hands of the window's thread: a segmentation fault, seldom and anywhere. So
`gc` is told not to, and a timer in the window's thread does what it would have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class GarbageCollection(QObject):
    """From now until `close`. To be made in the application's thread, before other threads are at work."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._started = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        if not self._started:
            self._started = True
            gc.collect()
            gc.freeze()  # what start-up made stays; looking through it each time would hold the window up
        collect_due()


def collect_due() -> None:
    """Collects the generations that are due by `gc`'s own thresholds."""
    for generation, threshold in enumerate(gc.get_threshold()):
        if gc.get_count()[generation] <= threshold:
            return
        gc.collect(generation)
