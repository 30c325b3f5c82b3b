"""The look-up box in a small window of its own, over whatever program the learner is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QHideEvent, QPaintEvent
from PySide6.QtWidgets import QSizeGrip, QVBoxLayout, QWidget

from langtutor.ui.theme.tokens import SPACE_4
from langtutor.ui.widgets.look_up_card import LookUpCard

if TYPE_CHECKING:
    from langtutor.wiring import Services

_WIDTH_LETTERS, _HEIGHT_LINES = 72, 26


class LookUpPopup(QWidget):
    """Built once, hidden, and only shown when it is called: then it has the keyboard, until Esc.

    Never opens by itself. Emits `appeared` when it is on the screen, `dismissed` before it goes at the learner's wish,
    `hidden` when it is gone, `window_wanted` for the whole window.
    """

    appeared = Signal()
    dismissed = Signal()
    hidden = Signal()
    window_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(self.tr("Look up anything"))
        self._services = services
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._untouched = ""
        self._awaited = False
        self._grip = QSizeGrip(self)
        self._build()

    @property
    def card(self) -> LookUpCard:
        return self._card

    def warm(self) -> None:
        """What takes time the first time is done before it counts: sizes, fonts, the window itself."""
        self.resize(self._first_size())
        self.winId()
        self.ensurePolished()
        self._column.activate()
        self.grab()

    def call(self, text: str = "") -> None:
        """Shows it at the pointer with the keyboard in its box, and looks a text up if there is one."""
        if not self.isVisible():
            self._place()
        self._awaited = True
        self.show()
        self.update()
        self.raise_()
        self.activateWindow()
        self._card.ask(text)
        self._untouched = self._card.pane.text()

    def offer(self, text: str) -> None:
        """A text that comes later (a selection takes its time), unless the learner has typed meanwhile."""
        if self.isVisible() and text.strip() and self._card.pane.text() == self._untouched:
            self._card.ask(text)
            self._untouched = self._card.pane.text()

    def rebuild(self) -> None:
        """Another language of the window or another course: the pane anew, with what was in its box."""
        self._build(self._card.pane.text())

    def dismiss(self) -> None:
        if self.isVisible():
            self.dismissed.emit()
            self.hide()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.rebuild)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The desktop's own way of closing a window; it stays built."""
        event.ignore()
        self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._awaited:
            self._awaited = False
            self.appeared.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self, text: str = "") -> None:
        old = self._column.takeAt(0)
        if old is not None and (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        keyed = QWidget()
        inside = QVBoxLayout(keyed)
        inside.setContentsMargins(0, 0, 0, 0)
        self._card = LookUpCard(self._services, keyed)
        inside.addWidget(self._card)
        self._column.addWidget(keyed)
        self._card.closing.connect(self.dismiss)
        self._card.window_wanted.connect(self._open_window)
        self._card.dragged.connect(self._drag)
        if text and self.isVisible():
            self._card.ask(text)
        self._grip.raise_()
        self.setWindowTitle(self.tr("Look up anything"))

    def _open_window(self) -> None:
        self.hide()
        self.window_wanted.emit()

    def _drag(self) -> None:
        handle = self.windowHandle()
        if handle is not None:
            handle.startSystemMove()

    def _first_size(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _WIDTH_LETTERS, metrics.lineSpacing() * _HEIGHT_LINES)

    def _place(self) -> None:
        """Beside the pointer, whole on its screen. Where windows may not place themselves the desktop decides."""
        pointer = QCursor.pos()
        screen = QGuiApplication.screenAt(pointer) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        size = self.size().boundedTo(room.size())
        self.setGeometry(QRect(_beside(pointer, size, room), size))
        self._grip.move(size.width() - self._grip.sizeHint().width(), size.height() - self._grip.sizeHint().height())


def _beside(pointer: QPoint, size: QSize, room: QRect) -> QPoint:
    """Where a window of this size begins so that what is pointed at stays free, if there is room."""
    left = min(max(room.left(), pointer.x() + SPACE_4), room.right() + 1 - size.width())
    under = pointer.y() + SPACE_4
    above = pointer.y() - SPACE_4 - size.height()
    top = under if under + size.height() <= room.bottom() + 1 or above < room.top() else above
    return QPoint(left, min(max(room.top(), top), room.bottom() + 1 - size.height()))
