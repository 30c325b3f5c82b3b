"""Taking the keyboard for the popup, and giving it back to the window that had it."""

from __future__ import annotations

import re

from langtutor.ui.desktop.xcb import CURRENT_TIME, NoDisplay, Xcb

_ACTIVE = "_NET_ACTIVE_WINDOW"
_AS_PAGER = 2
"""Managers keep programs from taking the keyboard; what the user asked for in so many words, they let through."""


class X11Focus:
    """Does nothing where no X server answers."""

    def __init__(self) -> None:
        try:
            self._server: Xcb | None = Xcb()
        except NoDisplay:
            self._server = None
        self._before = 0

    def remember(self) -> None:
        """Before the popup comes: who has the keyboard."""
        self._before = self._active()

    def give(self, window: int, at: int = CURRENT_TIME) -> None:
        """The keyboard to a window that is on the screen. at: the server's time of the key, where it is known."""
        server = self._server
        if server is None or server.broken:
            return
        if self._managed(server):
            server.ask_manager(window, _ACTIVE, (_AS_PAGER, at, self._before, 0, 0))
        else:
            server.set_focus(window, at)

    def give_back(self, popup: int) -> None:
        """When the popup goes: to who had it before. Not when somebody else has it by now."""
        if self._before > 1 and self._before != popup and self._active() == popup:
            self.give(self._before)
        self._before = 0

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def _active(self) -> int:
        server = self._server
        if server is None or server.broken:
            return 0
        if not self._managed(server):
            return server.focus()
        found = server.read(server.root, server.atom(_ACTIVE))
        return next(iter(found.words()), 0) if found is not None else 0

    @staticmethod
    def _managed(server: Xcb) -> bool:
        """A window manager is there which knows about active windows."""
        found = server.read(server.root, server.atom("_NET_SUPPORTED"))
        return found is not None and server.atom(_ACTIVE) in found.words()


def time_of(token: str) -> int:
    """The server's time in what a desktop gives a program that it starts (`…_TIME123`); 0 where none is said."""
    found = re.search(r"_TIME(\d+)$", token)
    return int(found[1]) & 0xFFFFFFFF if found else CURRENT_TIME
