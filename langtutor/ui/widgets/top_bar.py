"""The bar above everything: menu, name, look-up, and whether the network is in use."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from langtutor.ui.theme.icons import set_icon
from langtutor.ui.theme.style import set_look
from langtutor.ui.theme.tokens import SPACE_2, SPACE_3


class _SearchButton(QPushButton):
    """Looks like a field; its key stands at the right while there is room."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self.setToolTip(key)
        self._key = QLabel(key)
        set_look(self._key, "small")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, SPACE_3, 0)
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.sizeHint().width() + self._key.sizeHint().width() + SPACE_3
        self._key.setMaximumWidth(16777215 if self.width() >= needed else 0)


class TopBar(QFrame):
    menu = Signal()
    look_up = Signal()
    network = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "bar")
        self._menu = QToolButton()
        set_look(self._menu, "quiet")
        set_icon(self._menu, "list")
        self._menu.setAccessibleName(self.tr("Show or hide the list of pages"))
        self._menu.setToolTip(self.tr("Show or hide the list of pages (Ctrl+M)"))
        self._menu.clicked.connect(self.menu)
        name = QLabel("langtutor")
        set_look(name, "heading")
        self._look_up = _SearchButton(self.tr("Look up anything"), "Ctrl+K")
        self._look_up.setAccessibleName(self.tr("Look up anything"))
        set_icon(self._look_up, "magnifying-glass", "text_muted")
        set_look(self._look_up, "search")
        self._look_up.clicked.connect(self.look_up)
        self._network = QPushButton()
        set_look(self._network, "quiet")
        self._network.setToolTip(self.tr("What the network was used for"))
        self._network.clicked.connect(self.network)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addWidget(self._menu)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(self._look_up, 2)
        row.addStretch(1)
        row.addWidget(self._network)
        self._online: bool | None = None
        self.set_online(False)

    def set_online(self, online: bool) -> None:
        if online == self._online:
            return
        self._online = online
        text = self.tr("online") if online else self.tr("offline")
        self._network.setText(text)
        said = self.tr("Online: a download is running. Opens the network log.")
        self._network.setAccessibleName(said if online else self.tr("Offline. Opens the network log."))
        set_icon(self._network, "wifi-high" if online else "circle-fill", "doubt" if online else "good")

    def network_text(self) -> str:
        return self._network.text()

    def set_asking(self, asking: bool) -> None:
        """During the first start there are no pages to go to."""
        self._menu.setVisible(not asking)
        self._look_up.setVisible(not asking)
