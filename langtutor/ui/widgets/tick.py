"""A box to tick with a text beside it that wraps, as large as the text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import FOCUS_WIDTH, SPACE_2, color, roles_of
from langtutor.ui.widgets.pieces import label

_GAP = FOCUS_WIDTH + 2


class Tick(QCheckBox):
    """The box alone; its name is for screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        side = max(18, round(self.fontMetrics().height() * 0.95)) + 2 * _GAP
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, on, able = roles_of(self), self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2 * _GAP
        box = QRectF(_GAP, (self.height() - side) / 2, side, side)
        filled = "accent" if able else "line"
        painter.setPen(QPen(color(roles, filled if on else "edge" if able else "line"), 1.5))
        painter.setBrush(color(roles, filled if on else "surface_raised"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            pen = QPen(color(roles, "on_accent" if able else "text_muted"), max(2.0, side / 9))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))
            painter.drawPolyline(QPolygonF([QPointF(box.x() + x * side, box.y() + y * side) for x, y in points]))
        if self.hasFocus():
            painter.setPen(QPen(color(roles, "focus"), FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)


class TickLine(QWidget):
    """Emits `toggled`. A click on the text ticks as well."""

    toggled = Signal(bool)

    def __init__(self, text: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Tick(text)
        self.box.setAccessibleDescription(detail)
        self.box.toggled.connect(self.toggled)
        self.text: QLabel = label(text)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        if detail:
            words.addWidget(label(detail, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
