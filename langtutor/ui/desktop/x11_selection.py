"""What is selected in another program, asked for without waiting for it in the window's thread.

Qt itself would ask, too, but stand still for seconds when the other program doesn't answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future

from langtutor.ui.desktop.xcb import PROPERTY_NOTIFY, SELECTION_NOTIFY, NoDisplay, Xcb

PRIMARY, CLIPBOARD = "PRIMARY", "CLIPBOARD"

_PATIENCE_S = 1.0
SECRET = "x-kde-passwordManagerHint"
"""What password managers add to what they copy. We keep what is looked up, so that isn't looked up."""


def selected_text(names: Sequence[str], limit: int) -> Future[str]:
    """The first of these selections that has a text, at most `limit` characters of it; empty when none has one."""
    future: Future[str] = Future()

    def read() -> None:
        try:
            future.set_result(_read(names, limit))
        except Exception as error:  # thread boundary
            future.set_exception(error)

    threading.Thread(target=read, name="selection", daemon=True).start()
    return future


def _read(names: Sequence[str], limit: int) -> str:
    try:
        server = Xcb()
    except NoDisplay:
        return ""
    try:
        window = server.new_window()
        for name in names:
            text = _Reading(server, window, server.atom(name)).text()
            if text.strip():
                return text[:limit]
        return ""
    finally:
        server.close()


class _Reading:
    """One selection, asked for in one form after the other, until a second has gone."""

    def __init__(self, server: Xcb, window: int, selection: int) -> None:
        self._server = server
        self._window = window
        self._selection = selection
        self._into = server.atom("LANGTUTOR_SELECTION")
        self._until = time.monotonic() + _PATIENCE_S

    def text(self) -> str:
        server = self._server
        if not server.owner(self._selection):
            return ""
        if self._as(SECRET) == b"secret":
            return ""
        text = self._as("UTF8_STRING")
        if text is not None:
            return text.decode("utf-8", "replace").rstrip("\0")
        return (self._as("STRING") or b"").decode("latin-1").rstrip("\0")

    def _as(self, form: str) -> bytes | None:
        """None where its owner has no such form, or doesn't answer."""
        server = self._server
        server.convert(self._window, self._selection, server.atom(form), self._into)
        while (event := server.wait(self._until)) is not None:
            if event[0] & 0x7F == SELECTION_NOTIFY:
                if int.from_bytes(event[20:24], "little") == 0:
                    return None
                found = server.read(self._window, self._into, delete=True)
                if found is not None and found.type == server.atom("INCR"):
                    return self._in_parts()
                return found.data if found is not None else None
        return None

    def _in_parts(self) -> bytes:
        """A long text comes a part at a time, each when the one before was taken away; an empty one is the last."""
        parts: list[bytes] = []
        while (event := self._server.wait(self._until)) is not None:
            new = event[0] & 0x7F == PROPERTY_NOTIFY and event[16] == 0
            if not new or int.from_bytes(event[8:12], "little") != self._into:
                continue
            found = self._server.read(self._window, self._into, delete=True)
            if found is None or not found.data:
                break
            parts.append(found.data)
        return b"".join(parts)
