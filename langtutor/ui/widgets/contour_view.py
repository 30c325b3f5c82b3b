"""The melody of what was said beside the model's, each from its own beginning to its own end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from langtutor.core.intonation import ENOUGH_VOICE_S, contour, end_movement_st, speaking_s
from langtutor.core.sounds import Prosody
from langtutor.ui.theme.tokens import RADIUS, SPACE_1, SPACE_2, SPACE_3, SPACE_5, color, roles_of

LEAST_SPAN_ST = 8.0
"""So much of an octave is always shown: a flat voice looks flat."""
BROKEN, LEAP_ST = 0.03, 3.0
"""A line breaks where there is no voice for so much of the speech, or where it would leap so far at once."""
PEN_PX = 2.5
SMOOTHED, SHORTEST = 5, 6
"""Measured points: a mean of so many, and the least that make a line."""
SAME_PACE = 0.15
SURE_ST = 2.0
"""The end rises or falls, in words, from here on."""

Points = tuple[tuple[float, float], ...]


class ContourView(QWidget):
    """Two lines in semitones around each speaker's own middle. Hidden where there is too little voice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: Points = ()
        self._model: Points = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Melody of your voice and of the model’s"))
        self.hide()

    def show_prosody(self, learner: Prosody, model: Prosody) -> None:
        self._own, self._model = _smoothed(contour(learner)), _smoothed(contour(model))
        enough = all(
            len(points) * prosody.step_s >= ENOUGH_VOICE_S
            for points, prosody in ((self._own, learner), (self._model, model))
        )
        said = self._said(learner, model) if enough else ""
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.setVisible(enough)
        self.update()

    def clear(self) -> None:
        self._own = self._model = ()
        self.setAccessibleDescription("")
        self.setToolTip("")
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().height() * 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, painter = roles_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self._field()
        painter.setPen(QPen(color(roles, "line"), 1))
        painter.setBrush(color(roles, "surface_raised"))
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        inner = field.adjusted(SPACE_3, SPACE_2, -SPACE_3, -SPACE_2)
        painter.setPen(QPen(color(roles, "line"), 1, Qt.PenStyle.DotLine))
        middle = self._place((0.0, 0.0), inner).y()
        painter.drawLine(QLineF(inner.left(), middle, inner.right(), middle))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for points, pen in ((self._model, self._model_pen()), (self._own, self._own_pen())):
            painter.setPen(pen)
            painter.drawPath(self._path(points, inner))
        self._legend(painter, color(roles, "text_muted"))

    def _field(self) -> QRectF:
        legend = self.fontMetrics().height() + SPACE_1
        return QRectF(0, 0, self.width(), self.height() - legend)

    def _legend(self, painter: QPainter, ink: QColor) -> None:
        line, x = self.fontMetrics().height(), float(SPACE_3)
        y = self.height() - line / 2
        for name, pen in ((self.tr("You"), self._own_pen()), (self.tr("Model"), self._model_pen())):
            painter.setPen(pen)
            painter.drawLine(QLineF(x, y, x + SPACE_5, y))
            x += SPACE_5 + SPACE_2
            painter.setPen(ink)
            width = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x, y - line / 2, width + 1, line), Qt.AlignmentFlag.AlignVCenter, name)
            x += width + SPACE_5

    def _own_pen(self) -> QPen:
        pen = QPen(color(roles_of(self), "accent"), PEN_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _model_pen(self) -> QPen:
        pen = QPen(color(roles_of(self), "doubt"), PEN_PX * 0.8)
        pen.setDashPattern([2.5, 2.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _path(self, points: Points, inner: QRectF) -> QPainterPath:
        path = QPainterPath()
        for index, point in enumerate(points):
            if index and _goes_on(points[index - 1], point):
                path.lineTo(self._place(point, inner))
            else:
                path.moveTo(self._place(point, inner))
        return path

    def _place(self, point: tuple[float, float], inner: QRectF) -> QPointF:
        low, high = self._bounds()
        time, height = min(max(point[0], 0.0), 1.0), min(max(point[1], low), high)
        return QPointF(
            inner.left() + time * inner.width(), inner.bottom() - (height - low) / (high - low) * inner.height()
        )

    def _bounds(self) -> tuple[float, float]:
        """Semitones at the lower and the upper edge: the middle of the voice stays in sight."""
        heights = sorted(height for _, height in (*self._own, *self._model)) or [0.0]
        low, high = heights[len(heights) // 100], heights[-1 - len(heights) // 100]
        more = max(0.0, LEAST_SPAN_ST - (high - low)) / 2
        return min(low - more, -1.0) - 0.5, max(high + more, 1.0) + 0.5

    def _said(self, learner: Prosody, model: Prosody) -> str:
        """What the lines show to those who see them, and the pace."""
        lines = [self._in_words(self.tr("You"), learner), self._in_words(self.tr("Model"), model)]
        times = speaking_s(learner) / max(speaking_s(model), model.step_s)
        if abs(times - 1) >= SAME_PACE:
            lines.append(self.tr("You took {times} times as long as the model.").format(times=self._number(times)))
        return "\n".join(lines)

    def _number(self, value: float) -> str:
        return QLocale().toString(float(value), "f", 1)

    def _in_words(self, who: str, prosody: Prosody) -> str:
        """Length, pauses and the end."""
        parts = [
            self.tr("{seconds} seconds of speech").format(seconds=self._number(speaking_s(prosody))),
            self.tr("%n pause(s)", "", len(prosody.pauses)) if prosody.pauses else self.tr("no pauses"),
        ]
        end = end_movement_st(prosody)
        if end is not None and abs(end) >= SURE_ST:
            parts.append(self.tr("the voice rises at the end") if end > 0 else self.tr("the voice falls at the end"))
        return self.tr("{who}: {what}.").format(who=who, what=", ".join(parts))


def _goes_on(before: tuple[float, float], point: tuple[float, float]) -> bool:
    return point[0] - before[0] <= BROKEN and abs(point[1] - before[1]) <= LEAP_ST


def _smoothed(points: Sequence[tuple[float, float]]) -> Points:
    """A running mean within each stretch: what the ear follows, without the flutter of single periods."""
    stretches: list[list[tuple[float, float]]] = [list(points[:1])] if points else []
    for before, point in pairwise(points):
        if _goes_on(before, point):
            stretches[-1].append(point)
        else:
            stretches.append([point])
    smooth: list[tuple[float, float]] = []
    for stretch in stretches:
        if len(stretch) < SHORTEST:
            continue  # a creak, or the edge of a consonant
        for index, (time, _) in enumerate(stretch):
            near = stretch[max(0, index - SMOOTHED // 2) : index + SMOOTHED // 2 + 1]
            smooth.append((time, sum(height for _, height in near) / len(near)))
    return tuple(smooth)
