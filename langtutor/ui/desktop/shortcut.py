"""The learner's key everywhere, by whatever way this desktop has, and how that went."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from langtutor.ui.bridge import on_main_thread
from langtutor.ui.desktop.keys import GlobalKey, global_key
from langtutor.ui.desktop.portal_shortcut import PortalShortcut, PortalState
from langtutor.ui.desktop.x11_shortcut import X11Shortcut
from langtutor.ui.desktop.xcb import NoDisplay


class KeyState(StrEnum):
    OFF = "off"
    UNFIT = "unfit"  # a plain letter, or a key that has no number
    WORKS = "works"
    TAKEN = "taken"
    ASKING = "asking"  # the desktop asks its user
    BOUND = "bound"  # through the desktop, which may have chosen another key
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"  # this desktop lets programs have no such key


class GlobalShortcut(QObject):
    """Emits `pressed` with the X server's time and the desktop's permission to take the keyboard, 0 and nothing where
    there are none; `changed` when its state is another."""

    pressed = Signal(int, str)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = KeyState.OFF
        self.name = ""
        """What the desktop calls the key, where it said so."""
        self._x11: X11Shortcut | None = None
        self._portal: PortalShortcut | None = None

    def use(self, written: str) -> None:
        """written: in Qt's portable form; empty for none. Ends the key before."""
        self._end()
        key = global_key(written)
        if key is None:
            self._show(KeyState.UNFIT if written else KeyState.OFF)
        elif QGuiApplication.platformName() not in ("xcb", "wayland"):
            self._show(KeyState.IMPOSSIBLE)
        elif is_wayland():
            self._ask_portal(key)
        else:
            self._grab(key)

    def close(self) -> None:
        self._end()
        if self._x11 is not None:
            self._x11.close()
            self._x11 = None

    def _end(self) -> None:
        if self._portal is not None:
            self._portal.close()
            self._portal = None
        if self._x11 is not None:
            self._x11.release()

    def _grab(self, key: GlobalKey) -> None:
        if self._x11 is None:
            try:
                self._x11 = X11Shortcut(self)
            except NoDisplay:
                self._show(KeyState.IMPOSSIBLE)
                return
            self._x11.pressed.connect(lambda at: self.pressed.emit(at, ""))
        self._show(KeyState.WORKS if self._x11.grab(key) else KeyState.TAKEN)

    def _ask_portal(self, key: GlobalKey) -> None:
        self._show(KeyState.ASKING)
        self._portal = PortalShortcut(
            key,
            QGuiApplication.desktopFileName(),
            self.tr("Look up what is selected"),
            on_main_thread(self, self._portal_says),
            on_main_thread(self, lambda token: self.pressed.emit(0, token)),
        )

    def _portal_says(self, state: PortalState, name: str) -> None:
        states = {
            PortalState.ASKING: KeyState.ASKING,
            PortalState.BOUND: KeyState.BOUND,
            PortalState.REFUSED: KeyState.REFUSED,
            PortalState.MISSING: KeyState.IMPOSSIBLE,
        }
        self._show(states[state], name)

    def _show(self, state: KeyState, name: str = "") -> None:
        self.state, self.name = state, name
        self.changed.emit()


def is_wayland(environment: Mapping[str, str] = os.environ) -> bool:
    """Also for an X11 program in a Wayland session: there a grab works only while X11 programs have the keyboard."""
    return bool(environment.get("WAYLAND_DISPLAY")) or environment.get("XDG_SESSION_TYPE") == "wayland"
