"""langtutor in the desktop's tray, where there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from langtutor.ui.theme.icons import icon
from langtutor.ui.theme.tokens import roles_of


class TrayMenu(QMenu):
    """What a tray offers; `dressed` when texts or colours are others."""

    look_up = Signal()
    window_wanted = Signal()
    quit_wanted = Signal()
    dressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._named = [(QAction(self), name) for name in ("magnifying-glass", "app-window", "sign-out")]
        wanted = (self.look_up, self.window_wanted, self.quit_wanted)
        for (action, _name), signal in zip(self._named, wanted, strict=True):
            action.triggered.connect(signal)
            self.addAction(action)
        self.insertSeparator(self._named[-1][0])
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        texts = (self.tr("Look up what is selected"), self.tr("Open langtutor"), self.tr("Quit"))
        for (action, name), text in zip(self._named, texts, strict=True):
            action.setText(text)
            action.setIcon(icon(name, "text", roles_of(self)))
        self.dressed.emit()


class Tray(QObject):
    """The icon with its menu; a click looks up. Make it only where `has_tray()`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = TrayMenu()
        self._icon = QSystemTrayIcon(self)
        self._icon.setToolTip("langtutor")
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self.menu.dressed.connect(self._dress)
        self._dress()
        self._icon.show()

    def close(self) -> None:
        self._icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _dress(self) -> None:
        self._icon.setIcon(icon("translate", "accent", roles_of(self.menu)))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.menu.look_up.emit()


def has_tray() -> bool:
    return QSystemTrayIcon.isSystemTrayAvailable()
