"""A screen of our own (Xvfb), and fingers on its keyboard (XTest)."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_LIBRARIES = ("libX11.so.6", "libXtst.so.6")


def why_not() -> str:
    """Why there can be no such screen here; empty where there can."""
    if shutil.which("Xvfb") is None:
        return "no Xvfb here"
    try:
        for name in _LIBRARIES:
            ctypes.CDLL(name)
    except OSError as error:
        return str(error)
    return ""


@contextmanager
def x_server() -> Iterator[str]:
    """The value of DISPLAY. Its screen is 1280 × 800."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        try:
            yield display
        finally:
            server.terminate()


class Fingers:
    """Types as a person does: the screen can't tell."""

    def __init__(self, display: str) -> None:
        self._x11, self._test = (ctypes.CDLL(name) for name in _LIBRARIES)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))

    def press(self, *keysyms: str) -> None:
        """X's names of keys (`Control_L`, `w`), held down one after the other and let go together."""
        codes = [self._code(name) for name in keysyms]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x11.XFlush(self._display)

    def type(self, text: str) -> None:
        for letter in text:
            self.press("space" if letter == " " else letter)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def _code(self, name: str) -> int:
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        keysym = ctypes.c_ulong(self._x11.XStringToKeysym(name.encode()))
        return int(self._x11.XKeysymToKeycode(self._display, keysym))
