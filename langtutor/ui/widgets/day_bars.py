"""Answers of the last days as small columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from langtutor.ui.theme.tokens import SPACE_1, SPACE_2, color, roles_of

MOST_WIDE_PX = 36


@dataclass(frozen=True, slots=True)
class ShownDay:
    """name: short, beneath the column. said: the whole of it for a screen reader."""

    name: str
    answers: int
    right: int
    said: str


class DayBars(QWidget):
    """One column a day: as high as there were answers, filled as far as they were right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[ShownDay, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[ShownDay]) -> None:
        self._days = tuple(days)
        said = "\n".join(day.said for day in days)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.fontMetrics().height() * 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slot = self.width() / len(self._days)
        for index, day in enumerate(self._days):
            self._day(painter, QRectF(index * slot, 0, slot, self.height()), day)

    def _day(self, painter: QPainter, slot: QRectF, day: ShownDay) -> None:
        roles, line = roles_of(self), self.fontMetrics().height()
        painter.setPen(color(roles, "text_muted"))
        painter.drawText(slot, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), day.name)
        most = max(1, *(one.answers for one in self._days))
        room = slot.height() - 2 * line - SPACE_2
        width = min(MOST_WIDE_PX, slot.width() * 0.6)
        base = slot.height() - line - SPACE_1
        painter.setPen(Qt.PenStyle.NoPen)
        left = slot.center().x() - width / 2
        whole = max(3.0, room * day.answers / most)
        painter.setBrush(color(roles, "line"))
        painter.drawRoundedRect(QRectF(left, base - whole, width, whole), 3, 3)
        if day.right:
            filled = room * day.right / most
            painter.setBrush(color(roles, "good"))
            painter.drawRoundedRect(QRectF(left, base - filled, width, filled), 3, 3)
        if day.answers:
            painter.setPen(color(roles, "text"))
            top = QRectF(slot.left(), base - whole - line, slot.width(), line)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignCenter), str(day.answers))
