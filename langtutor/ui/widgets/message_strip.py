"""One line above the page for what the learner should know now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3, SPACE_4


class MessageStrip(QFrame):
    """Shows the last message until it is dismissed or replaced; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: Callable[[], None] | None = None
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        close = QToolButton()
        set_look(close, "quiet")
        set_icon(close, "x")
        close.setAccessibleName(self.tr("Dismiss the message"))
        close.setToolTip(self.tr("Dismiss the message"))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_2, SPACE_2, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def show_info(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        self._show("info", "info", "accent", text, action_text, action)

    def show_error(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        self._show("error", "warning", "wrong", text, action_text, action)

    def dismiss(self) -> None:
        self._action = None
        self.hide()

    def _show(
        self, look: str, icon: str, role: str, text: str, action_text: str, action: Callable[[], None] | None
    ) -> None:
        set_look(self, look)
        set_icon(self._icon, icon, role)
        self._text.setText(text)
        self._action = action
        self._button.setText(action_text)
        self._button.setVisible(action is not None)
        self.show()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()
