"""A combo box in the house's look, that doesn't change when the page is scrolled over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox

from langtutor.ui.theme.tokens import SPACE_4, color, roles_of

_ARROW_PX = 4.0


class Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet leaves room for an arrow but can draw none without a picture file."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color(roles_of(self), "text_muted" if self.isEnabled() else "line"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y, arm = self.width() - SPACE_4, self.height() / 2 - _ARROW_PX / 2, _ARROW_PX
        painter.drawPolyline(QPolygonF([QPointF(x - arm, y), QPointF(x, y + arm), QPointF(x + arm, y)]))
