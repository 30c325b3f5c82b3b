"""The sound of one's own voice, as it comes in."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.ui.theme.tokens import SPACE_6, color, roles_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BAR_PX = 4
BAR_S = 0.04
MOST_BARS = 1024
LOUDEST = 0.6
"""Speech near a microphone peaks about here; it fills the height."""


class Waveform(QWidget):
    """One bar for every 40 ms, the newest at the right. Painting costs one call, whatever the length."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peaks: deque[float] = deque(maxlen=MOST_BARS)
        self._rest = 0.0
        self._rest_samples = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sound level"))

    def sizeHint(self) -> QSize:
        return QSize(240, max(SPACE_6 * 2, self.fontMetrics().height() * 3))

    def clear(self) -> None:
        self._peaks.clear()
        self._rest, self._rest_samples = 0.0, 0
        self.update()

    def peaks(self) -> tuple[float, ...]:
        return tuple(self._peaks)

    def add(self, samples: NDArray[np.float32]) -> None:
        """samples: mono, 16 kHz, in [-1, 1], any number of them."""
        size = int(BAR_S * SAMPLE_RATE_HZ)
        start = 0
        while start < len(samples):
            piece = samples[start : start + size - self._rest_samples]
            self._rest = max(self._rest, float(abs(piece).max()))
            self._rest_samples += len(piece)
            start += len(piece)
            if self._rest_samples >= size:
                self._peaks.append(min(1.0, self._rest))
                self._rest, self._rest_samples = 0.0, 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color(roles_of(self), "accent"), BAR_PX / 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(self._lines())

    def _lines(self) -> list[QLineF]:
        middle, room = self.height() / 2, self.height() / 2 - BAR_PX
        shown = min(len(self._peaks), self.width() // BAR_PX)
        lines = []
        for back in range(self.width() // BAR_PX):
            peak = self._peaks[-1 - back] if back < shown else 0.0
            half = max(0.5, min(1.0, peak / LOUDEST) * room)
            x = self.width() - BAR_PX * (back + 0.5)
            lines.append(QLineF(x, middle - half, x, middle + half))
        return lines
