"""The look-up pane with a head and a scroll bar, as it is laid over something else: in the popup, over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from langtutor.ui.keys import PageKeys
from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, color, roles_of
from langtutor.ui.widgets.look_up_box import LookUpPane

if TYPE_CHECKING:
    from langtutor.wiring import Services


class LookUpCard(QFrame):
    """Emits `closing` when it is to go, `window_wanted` for the whole window, `dragged` when its head is taken.

    keyed: the widget in which the pane's keys act, which is visible only while this is.
    """

    closing = Signal()
    window_wanted = Signal()
    dragged = Signal()

    def __init__(self, services: Services, keyed: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = LookUpPane(services)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.hide()
        set_look(self._message, "wrong")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(self._build_head())
        column.addWidget(self._message)
        column.addWidget(self._build_scroll(), 1)
        self.pane.show_message.connect(self._tell)
        self.pane.answered.connect(self._message.hide)
        keys = PageKeys(keyed)
        self.pane.bind_keys(keys)
        keys.key("Esc", self.tr("Close"), self.closing.emit)

    def ask(self, text: str) -> None:
        """Looks a text up; an empty one leaves what is there, ready to be typed over."""
        self._message.hide()
        if text.strip():
            self.pane.look_up(text)
        self.pane.take_focus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a page: cards and fields in it stand out as they do there."""
        roles = roles_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(roles, "surface"))
        painter.setPen(color(roles, "edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit()
        return super().eventFilter(watched, event)

    def _build_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        title = QLabel(self.tr("Look up anything"))
        set_look(title, "heading")
        self.open_window = _head_button("arrow-square-out", self.tr("Open langtutor"))
        self.open_window.clicked.connect(self.window_wanted)
        self.close_button = _head_button("x", self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.closing)
        row.addWidget(title, 1)
        row.addWidget(self.open_window)
        row.addWidget(self.close_button)
        head.installEventFilter(self)
        return head

    def _build_scroll(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.addWidget(self.pane)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("lookUpCard")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _tell(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()


def _head_button(icon: str, name: str) -> QToolButton:
    button = QToolButton()
    set_look(button, "quiet")
    set_icon(button, icon, "text_muted")
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
