"""On or off, with the house's focus ring."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from langtutor.ui.theme.tokens import FOCUS_WIDTH, color, roles_of

_GAP = FOCUS_WIDTH + 2


class Switch(QCheckBox):
    """A knob at the right for on: its place says it besides its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        height = max(20, round(self.fontMetrics().height() * 1.1))
        return QSize(round(height * 1.8) + 2 * _GAP, height + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, on = roles_of(self), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect()).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        round_ = track.height() / 2
        painter.setPen(QPen(color(roles, "accent" if on else "edge"), 1.5))
        painter.setBrush(color(roles, "accent" if on else "surface_raised"))
        painter.drawRoundedRect(track, round_, round_)
        side = track.height() - 8
        left = track.right() - side - 4 if on else track.left() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(roles, "on_accent" if on else "edge"))
        painter.drawEllipse(QRectF(left, track.top() + 4, side, side))
        if self.hasFocus():
            painter.setPen(QPen(color(roles, "focus"), FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
