"""How loud it is right now, and how loud it was."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from langtutor.ui.theme.tokens import color, roles_of

QUIETEST_DB = -54.0
_GOOD_FROM_DB, _LOUD_FROM_DB = -28.0, -1.0
_FALLS = 0.86
"""A step down, so that syllables don't flicker."""


class LevelMeter(QWidget):
    """A bar on a scale of decibels. Two marks stand where good begins and ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = self._most = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sound level"))

    def sizeHint(self) -> QSize:
        return QSize(240, max(20, self.fontMetrics().height()))

    def clear(self) -> None:
        self._now = self._most = 0.0
        self.update()

    def show_level(self, peak: float) -> None:
        """peak: of what came last, of full scale."""
        place = _place(peak)
        self._now = max(place, self._now * _FALLS)
        self._most = max(self._most, place)
        self.update()

    def rest(self) -> None:
        """Nothing comes any more; the mark of the loudest moment stays."""
        self._now = 0.0
        self.update()

    def level(self) -> float:
        """What is shown, in [0, 1]."""
        return self._now

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, painter = roles_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() / 2
        track = QRectF(0.5, (self.height() - height) / 2, self.width() - 1, height)
        painter.setPen(QPen(color(roles, "edge"), 1))
        painter.setBrush(color(roles, "hover"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        if self._now > 0:
            filled = QRectF(track)
            filled.setWidth(max(height, track.width() * self._now))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(roles, "accent"))
            painter.drawRoundedRect(filled, height / 2, height / 2)
        painter.setPen(QPen(color(roles, "text_muted"), 1))
        for decibels in (_GOOD_FROM_DB, _LOUD_FROM_DB):
            self._mark(painter, track, 1 - decibels / QUIETEST_DB)
        if self._most > 0:
            painter.setPen(QPen(color(roles, "text"), 2))
            self._mark(painter, track, self._most)

    def _mark(self, painter: QPainter, track: QRectF, place: float) -> None:
        x = round(track.left() + min(0.995, place) * track.width())
        painter.drawLine(x, 1, x, self.height() - 1)


def _place(peak: float) -> float:
    """0 for the quietest that is shown, 1 for full scale."""
    if peak <= 0:
        return 0.0
    return min(1.0, max(0.0, 1 - 20 * math.log10(peak) / QUIETEST_DB))
