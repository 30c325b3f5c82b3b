"""Ctrl+K: the look-up box over the page that is shown, which stays as it is beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from langtutor.ui.theme.tokens import COLUMN_WIDTH, SPACE_5
from langtutor.ui.widgets.look_up_card import LookUpCard

if TYPE_CHECKING:
    from langtutor.wiring import Services

_SHADE = QColor(0, 0, 0, 110)


class LookUpOverlay(QWidget):
    """Covers `over`. While it is open, `over` is out of use: its keys and fields are not to be hit by mistake.

    Closing gives the keyboard back to who had it; what was looked up is there the next time.
    """

    closed = Signal()

    def __init__(self, services: Services, over: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = over
        self._before: QWidget | None = None
        self.card = LookUpCard(services, self, self)
        self.card.open_window.hide()
        self.card.closing.connect(self.close_up)
        over.installEventFilter(self)
        self.hide()

    def open_up(self, text: str = "") -> None:
        """Shows it with the keyboard in its box; again: only that."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
            self._fit()
            self.show()
            self.raise_()
        self.card.ask(text)
        self._over.setEnabled(False)

    def close_up(self) -> None:
        if not self.isVisible():
            return
        self._over.setEnabled(True)
        self.hide()
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self.closed.emit()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the card: away with it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _SHADE)
        painter.end()

    def _fit(self) -> None:
        self.setGeometry(self._over.geometry())
        width = min(max(COLUMN_WIDTH, self.fontMetrics().averageCharWidth() * 90), self.width() - 2 * SPACE_5)
        height = min(self.fontMetrics().lineSpacing() * 36, self.height() - 2 * SPACE_5)
        self.card.setGeometry((self.width() - width) // 2, SPACE_5, width, height)
