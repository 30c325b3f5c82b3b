"""A skill's estimate as a bar: how likely to be right next time, and how sure that is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from langtutor.core.skill import SkillEstimate
from langtutor.ui.theme.tokens import SPACE_1, SPACE_3, color, roles_of


class EstimateBar(QWidget):
    """The filled part is the probability, the whisker its 80 % interval."""

    def __init__(self, estimate: SkillEstimate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate = estimate
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, max(12, round(self.fontMetrics().height() * 0.75)))

    def paintEvent(self, event: QPaintEvent) -> None:
        roles, painter = roles_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(roles, "hover"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setBrush(color(roles, "accent"))
        filled = QRectF(track)
        filled.setWidth(max(track.height(), track.width() * self._estimate.p))
        painter.drawRoundedRect(filled, track.height() / 2, track.height() / 2)
        self._whisker(painter, track)

    def _track(self) -> QRectF:
        height = self.height() / 2
        return QRectF(0, (self.height() - height) / 2, self.width(), height)

    def _whisker(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(QPen(color(roles_of(self), "text"), 1.5))
        low, high = (1 + bound * (track.width() - 2) for bound in (self._estimate.low, self._estimate.high))
        middle = track.center().y()
        painter.drawLine(round(low), round(middle), round(high), round(middle))
        for x in (low, high):
            painter.drawLine(round(x), 1, round(x), self.height() - 1)


class SkillBar(QWidget):
    """Title, numbers in words, bar. The accessible name says all of it."""

    def __init__(self, title: str, estimate: SkillEstimate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        percents = {"p": round(100 * estimate.p), "low": round(100 * estimate.low), "high": round(100 * estimate.high)}
        name = QLabel(title)
        name.setWordWrap(True)
        numbers = QLabel(self.tr("{p} % (between {low} and {high} %)").format(**percents))
        numbers.setProperty("look", "small")
        texts = QHBoxLayout()
        texts.setSpacing(SPACE_3)
        texts.addWidget(name, 1)
        texts.addWidget(numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(texts)
        column.addWidget(EstimateBar(estimate))
        self.setAccessibleName(
            self.tr("{title}: {p} % likely to be right next time, between {low} and {high} %").format(
                title=title, **percents
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
