"""A key that calls us wherever the keyboard is, on X11."""

from __future__ import annotations

import logging
import struct
from itertools import product

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from langtutor.ui.desktop.keys import GlobalKey
from langtutor.ui.desktop.xcb import KEY_PRESS, MAPPING_NOTIFY, Xcb

log = logging.getLogger(__name__)

_CAPS, _NUM = 2, 16
_LOCKS = tuple(caps | num for caps, num in product((0, _CAPS), (0, _NUM)))
"""A grab is for exactly these modifiers: locked ones count."""

_REPEATS_MS = 700
"""A key that is held comes again and again; the first wait of a keyboard is seldom longer."""


class X11Shortcut(QObject):
    """Emits `pressed` with the server's time of the key. Raises NoDisplay."""

    pressed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = Xcb()
        self._wanted: GlobalKey | None = None
        self._grabbed: list[tuple[int, int]] = []
        self._last = -_REPEATS_MS
        self._notifier = QSocketNotifier(self._server.fd, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def grab(self, key: GlobalKey) -> bool:
        """Listens to this key instead of the one before. False when another program has it, or no keyboard does."""
        self._wanted = key
        return self._grab_wanted()

    def release(self) -> None:
        self._wanted = None
        self._ungrab()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._server.close()

    def _ungrab(self) -> None:
        for code, modifiers in self._grabbed:
            self._server.ungrab_key(code, modifiers)
        self._grabbed = []
        self._server.flush()

    def _grab_wanted(self) -> bool:
        self._ungrab()
        if self._wanted is None:
            return False
        for code, locks in product(self._server.keycodes(self._wanted.keysym), _LOCKS):
            held = self._wanted.modifiers | locks
            if not self._server.grab_key(code, held):
                self._ungrab()
                return False
            self._grabbed.append((code, held))
        self._read()  # what came with the answers
        return bool(self._grabbed)

    def _read(self) -> None:
        while (event := self._server.event()) is not None:
            kind = event[0] & 0x7F
            if kind == KEY_PRESS:
                self._pressed(*struct.unpack_from("=I", event, 4))
            elif kind == MAPPING_NOTIFY and self._wanted is not None:
                self._grab_wanted()  # another layout: the character is on another key
        if self._server.broken:
            log.info("the X server has gone")
            self._notifier.setEnabled(False)

    def _pressed(self, at: int) -> None:
        self._server.ungrab_keyboard()
        self._server.flush()
        repeated = 0 <= at - self._last < _REPEATS_MS
        self._last = at
        if not repeated:
            self.pressed.emit(at)
