"""How the popup is called: by a key everywhere, from the tray, by another start of langtutor."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from langtutor.settings.schema import Settings
from langtutor.ui.bridge import on_main_thread
from langtutor.ui.desktop.focus import Focus
from langtutor.ui.desktop.selection import Selection
from langtutor.ui.desktop.shortcut import GlobalShortcut
from langtutor.ui.desktop.x11_focus import time_of
from langtutor.ui.popup import LookUpPopup
from langtutor.ui.single_instance import Request
from langtutor.ui.tray import Tray, has_tray

if TYPE_CHECKING:
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services

log = logging.getLogger(__name__)

_BUILT_AFTER_MS = 3000
"""The popup, the key and the tray wait until the window has what it needs first."""


class Calling(QObject):
    """Emits `finished` when nothing is left to be seen and langtutor isn't kept in the tray, or the learner leaves."""

    finished = Signal()

    def __init__(self, services: Services, window: MainWindow) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._popup: LookUpPopup | None = None
        self._tray: Tray | None = None
        self._focus = Focus()
        self._selection = Selection()
        self._key = ""
        self._course = _course_of(services.settings.now)
        self.shortcut = GlobalShortcut(self)
        self.shortcut.pressed.connect(self._key_pressed)
        self.shortcut.changed.connect(self._show_key_state)
        window.leaving.connect(self.finished)
        services.settings.on_change(on_main_thread(self, self._settings_changed))
        QTimer.singleShot(_BUILT_AFTER_MS, self, self.prepare)

    @property
    def popup(self) -> LookUpPopup | None:
        """None until it is built."""
        return self._popup

    @property
    def tray(self) -> Tray | None:
        return self._tray

    def prepare(self) -> None:
        """Builds the popup, listens to its key, shows the tray's icon. Again: does what couldn't be done before."""
        if self._build() is not None:
            self._use_key(self._services.settings.now.popup_key)
        if self._tray is None and has_tray():
            self._tray = Tray(self)
            self._tray.menu.look_up.connect(self.call)
            self._tray.menu.window_wanted.connect(self._window.raise_up)
            self._tray.menu.quit_wanted.connect(self.finished)
        self._settle_closing()

    def asked(self, request: Request) -> None:
        """What another start wants."""
        if request.popup:
            self.call(request.text, request.token)
        else:
            self._window.raise_up()

    def call(self, text: str | None = None, token: str = "", at: int = 0) -> None:
        """The popup, with a text or with what is selected; the window where nobody has said yet what they learn.

        token: the desktop's permission to take the keyboard. at: the X server's time of the key.
        """
        popup = self._build()
        if popup is None:
            self._window.raise_up()
            return
        if not popup.isVisible():
            self._focus.remember()
        self._focus.permit(token, at or time_of(token))
        if text is None:
            self._selection.ask(self._services.settings.now.popup_takes, popup, popup.offer)
        popup.call(text or "")

    def close(self) -> None:
        self.shortcut.close()
        self._focus.close()
        QGuiApplication.setQuitOnLastWindowClosed(True)
        if self._tray is not None:
            self._tray.close()
            self._tray = None
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    # --- things that happen --------------------------------------------------------------------------------------

    def _key_pressed(self, at: int, token: str) -> None:
        self.call(None, token, at)

    def _build(self) -> LookUpPopup | None:
        if self._popup is None and self._services.course is not None:
            popup = LookUpPopup(self._services)
            popup.warm()
            popup.appeared.connect(lambda: self._focus.give(popup))
            popup.dismissed.connect(lambda: self._focus.give_back(popup))
            popup.hidden.connect(self._hidden)
            popup.window_wanted.connect(self._window.raise_up)
            self._popup = popup
        return self._popup

    def _use_key(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self.shortcut.use(key)

    def _show_key_state(self) -> None:
        self._window.show_key_state(self.shortcut.state, self.shortcut.name)

    def _settings_changed(self, settings: Settings) -> None:
        if self._popup is not None and _course_of(settings) != self._course:
            self._popup.rebuild()
        self._course = _course_of(settings)
        self.prepare()

    def _settle_closing(self) -> None:
        """Without a tray nobody could get at a langtutor that is closed."""
        keep = self._services.settings.now.keep_in_tray and self._tray is not None and has_tray()
        QGuiApplication.setQuitOnLastWindowClosed(not keep)

    def _hidden(self) -> None:
        QTimer.singleShot(0, self, self._look_whether_finished)

    def _look_whether_finished(self) -> None:
        seen = self._window.isVisible() or (self._popup is not None and self._popup.isVisible())
        if not seen and QGuiApplication.quitOnLastWindowClosed():
            self.finished.emit()


def _course_of(settings: Settings) -> tuple[object, ...]:
    return (settings.speaks, settings.learns)
