"""Who has the keyboard, before, while and after the popup is there; on X11 and on Wayland."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from langtutor.ui.desktop.x11_focus import X11Focus

_WAYLAND_TOKEN = "XDG_ACTIVATION_TOKEN"


class Focus:
    """Where it can do nothing (no X11, no permission of the desktop) Qt's own way is all there is."""

    def __init__(self) -> None:
        self._x11 = X11Focus() if QGuiApplication.platformName() == "xcb" else None
        self._at = 0

    def remember(self) -> None:
        """Before the popup comes."""
        if self._x11 is not None:
            self._x11.remember()

    def permit(self, token: str, at: int) -> None:
        """For the next window that is activated: Wayland's permission, which Qt reads where it stands; X11's time."""
        self._at = at
        if token and QGuiApplication.platformName() == "wayland":
            os.environ[_WAYLAND_TOKEN] = token

    def give(self, popup: QWidget) -> None:
        """Once it is on the screen."""
        if self._x11 is not None and not popup.isActiveWindow():
            self._x11.give(int(popup.winId()), self._at)

    def give_back(self, popup: QWidget) -> None:
        """Before it goes."""
        if self._x11 is not None:
            self._x11.give_back(int(popup.winId()))

    def close(self) -> None:
        if self._x11 is not None:
            self._x11.close()
