"""What is selected or was copied, as the popup's question."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

from langtutor.settings.schema import Taking
from langtutor.ui.bridge import when_done
from langtutor.ui.desktop.x11_selection import CLIPBOARD, PRIMARY, SECRET, selected_text

log = logging.getLogger(__name__)

LIMIT = 200_000
"""Characters. Whoever selected a whole book didn't mean to look it up."""

_LOOKS = 20
_LOOK_EVERY_MS = 50


class Selection:
    def ask(self, taking: Taking, window: QWidget, on_text: Callable[[str], None]) -> None:
        """Calls on_text on the main thread when there is a text; call this before the window is shown."""
        if taking is Taking.NOTHING:
            return
        if QGuiApplication.platformName() == "xcb":
            names = (PRIMARY, CLIPBOARD) if taking is Taking.SELECTION else (CLIPBOARD,)
            when_done(selected_text(names, LIMIT), window, on_text, lambda error: log.warning("no text: %r", error))
        else:
            self._when_active(taking, window, on_text, _LOOKS)

    def _when_active(self, taking: Taking, window: QWidget, on_text: Callable[[str], None], looks: int) -> None:
        """Wayland shows what is selected only to the window with the keyboard."""
        if window.isActiveWindow():
            on_text(_from_qt(taking))
        elif looks > 0:
            QTimer.singleShot(_LOOK_EVERY_MS, window, lambda: self._when_active(taking, window, on_text, looks - 1))


def _from_qt(taking: Taking) -> str:
    clipboard = QGuiApplication.clipboard()
    modes = [QClipboard.Mode.Selection] if taking is Taking.SELECTION and clipboard.supportsSelection() else []
    for mode in [*modes, QClipboard.Mode.Clipboard]:
        data = clipboard.mimeData(mode)
        if data is None or not data.hasText() or data.data(SECRET).data() == b"secret":
            continue
        text = data.text()
        if text.strip():
            return text[:LIMIT]
    return ""
