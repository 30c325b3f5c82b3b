"""How right, doubtful and wrong look, for words and for sounds: a colour, an underline and an icon each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from langtutor.core.verdict import WordOutcome

ROLES = {WordOutcome.RIGHT: "good", WordOutcome.SLIP: "wrong", WordOutcome.UNCLEAR: "doubt"}
ICONS = {WordOutcome.RIGHT: "check-bold", WordOutcome.SLIP: "x-bold", WordOutcome.UNCLEAR: "question-bold"}
WAVE_PX = 3


def draw_underline(painter: QPainter, text: QRectF, outcome: WordOutcome, tint: QColor) -> None:
    """Beneath a text: nothing, dots or a wave."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if outcome is WordOutcome.SLIP:
        painter.setPen(QPen(tint, 1.8))
        painter.drawPath(_wave(text.left(), text.right(), text.bottom()))
    elif outcome is WordOutcome.UNCLEAR:
        pen = QPen(tint, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 2.2])
        painter.setPen(pen)
        painter.drawLine(text.bottomLeft(), text.bottomRight())


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        step = min(2 * WAVE_PX, right - x)
        path.quadTo(QPointF(x + step / 2, y - WAVE_PX if up else y + WAVE_PX), QPointF(x + step, y))
        x, up = x + step, not up
    return path
