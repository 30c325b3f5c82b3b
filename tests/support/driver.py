"""The real window, driven from outside: `python -m tests.support.driver` is `langtutor` that also obeys its stdin.

Each line is a command in JSON and gets one line in JSON back. What a learner does arrives as key presses and mouse
clicks at the window's edge, where the platform's own would; what a learner sees goes out as the texts on the screen.
"""

from __future__ import annotations

from langtutor.network.guard import NetworkGuard, install  # isort: skip  (first: nothing may connect before)

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QTextDocumentFragment, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from langtutor.settings.paths import user_paths
from langtutor.settings.schema import Theme
from langtutor.ui.widgets.caption_view import CaptionView
from langtutor.ui.widgets.word_text import WordText

if TYPE_CHECKING:
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class Driver(QObject):
    """Does what the lines say, one after the other, in the main thread."""

    _line_came = Signal(str)

    def __init__(self, services: Services, window: MainWindow) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._commands: dict[str, Callable[..., Any]] = {
            "look": self._look,
            "click": self._click,
            "key": self._key,
            "type": self._type,
            "set": self._set,
            "resize": self._resize,
            "grab": self._grab,
            "workers": services.host.pids,
            "close": window.close,
        }
        self._line_came.connect(self._do, Qt.ConnectionType.QueuedConnection)
        window.activateWindow()
        threading.Thread(target=self._read, name="driver", daemon=True).start()
        _say(shown=True)

    def _read(self) -> None:
        for line in sys.stdin:
            self._line_came.emit(line)

    def _do(self, line: str) -> None:
        command = json.loads(line)
        name = command.pop("do")
        try:
            _say(done=self._commands[name](**command))
        except Exception as error:  # process boundary: who asked is told
            logging.exception("%s failed", line.strip())
            _say(failed=f"{type(error).__name__}: {error}")

    # --- seeing --------------------------------------------------------------------------------------------------

    def _look(self) -> list[dict[str, Any]]:
        """Everything with a text or a name that is on the screen."""
        focused = QApplication.focusWidget()
        return [
            {
                "kind": type(widget).__name__,
                "text": text,
                "name": widget.accessibleName(),
                "enabled": widget.isEnabled(),
                "focused": widget is focused,
                "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
                "box": [*widget.mapTo(widget.window(), QPoint(0, 0)).toTuple(), widget.width(), widget.height()],
            }
            for widget in _on_screen()
            if (text := _text_of(widget)) or widget.accessibleName() or widget is focused
        ]

    def _grab(self, path: str) -> None:
        QApplication.processEvents()
        if not self._front().grab().save(path, "PNG", 0):
            raise OSError(f"{path} can't be written")

    # --- doing ---------------------------------------------------------------------------------------------------

    def _click(self, name: str) -> None:
        """The one button of this text or name; what stands in brackets behind it may be left out."""
        found = [
            widget
            for widget in _on_screen()
            if isinstance(widget, QAbstractButton) and name in {_bare(widget.text()), _bare(widget.accessibleName())}
        ]
        if len(found) != 1 or not found[0].isEnabled():
            raise LookupError(f"{len(found)} buttons {name!r}, enabled: {[one.isEnabled() for one in found]}")
        button = found[0]
        _bring_into_view(button)
        window = button.window()
        at = button.mapTo(window, button.rect().center())
        QTest.mouseClick(_handle(window), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _key(self, key: str, hold: str = "") -> None:
        """hold: `down` or `up` for half of it."""
        *names, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in names:
            modifiers |= _MODIFIERS[name]
        press = {"": QTest.keyClick, "down": QTest.keyPress, "up": QTest.keyRelease}[hold]
        press(_handle(self._front()), Qt.Key[f"Key_{last}"], modifiers)

    def _type(self, text: str) -> None:
        window = _handle(self._front())
        for character in text:
            key = QTest.asciiToKey(ord(character)) if ord(character) < 128 else Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, window, Qt.Key(key), character, Qt.KeyboardModifier.NoModifier)

    def _set(self, **values: Any) -> None:
        """Settings, as if changed on their page."""
        if "theme" in values:
            values["theme"] = Theme(values["theme"])
        self._services.settings.change(**values)

    def _resize(self, width: int, height: int) -> None:
        self._window.resize(width, height)

    def _front(self) -> QWidget:
        """The window in front, which a window manager would have given the keyboard to; there is none here."""
        front = QApplication.activeModalWidget() or self._window
        if not front.isActiveWindow():
            front.activateWindow()
            QTest.qWaitForWindowActive(front)
        return front


def _on_screen() -> Iterator[QWidget]:
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            yield from (widget for widget in (top, *top.findChildren(QWidget)) if widget.isVisible())


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        rich = widget.textFormat() is Qt.TextFormat.RichText
        return QTextDocumentFragment.fromHtml(widget.text()).toPlainText() if rich else widget.text()
    if isinstance(widget, QAbstractButton | QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, CaptionView | WordText):
        return widget.text()
    return ""


def _bare(text: str) -> str:
    return text.split(" (")[0]


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
            QApplication.processEvents()
        parent = parent.parentWidget()


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    if handle is None:
        raise LookupError(f"{widget} has no window on the screen")
    return handle


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def main() -> int:
    """As `langtutor.cli` starts the window."""
    from langtutor.app import run
    from langtutor.wiring import Services

    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)d %(name)s %(message)s")
    paths = user_paths()
    guard = NetworkGuard(paths.network_log)
    install(guard)
    services = Services(paths, guard)
    return run(services, [], on_shown=lambda window: Driver(services, window))


if __name__ == "__main__":
    sys.exit(main())
