"""The window: wiring and ui put together."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from langtutor.settings.paths import Paths, translations_dir
from langtutor.ui.single_instance import Request, SingleInstance, ask_running, name_for

if TYPE_CHECKING:
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services

__all__ = ["Request", "ask_window", "popup_request", "run", "tell"]

_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""What a desktop gives a program that it starts at a key press."""


def popup_request(text: str | None) -> Request:
    """text: to be looked up; None for what is selected elsewhere."""
    return Request(True, text, next((os.environ[name] for name in _TOKENS if os.environ.get(name)), ""))


def ask_window(paths: Paths, request: Request) -> bool:
    """Tells the window of this learner, if it is open; False when it isn't. Quick: loads no window."""
    return ask_running(name_for(paths.data), request)


def run(
    services: Services,
    argv: Sequence[str],
    on_shown: Callable[[MainWindow], object] = lambda _window: None,
    request: Request | None = None,
) -> int:
    """Shows the window until it is closed; closes the services. A second start tells the first and returns 0.

    on_shown: called in the event loop once the window is there, for who drives it from outside. request: the popup
    instead of the window, which ends when nothing is left to be seen.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from langtutor.ui.calling import Calling
    from langtutor.ui.garbage import GarbageCollection
    from langtutor.ui.termination import Termination
    from langtutor.ui.theme.style import Look
    from langtutor.ui.translation import Translators
    from langtutor.ui.window import MainWindow

    if sys.stderr is not None:  # who starts it from a desktop on some systems has none
        faulthandler.enable()  # a crash in a native library says where it came from
    wanted = request or Request()
    application = QApplication([argv[0] if argv else "langtutor"])
    application.setApplicationName("langtutor")
    application.setApplicationDisplayName("langtutor")
    application.setDesktopFileName("langtutor")
    garbage = GarbageCollection(application)
    instance = SingleInstance(name_for(services.paths.data), application, wanted)
    if not instance.first:
        garbage.close()
        services.close()
        return 0
    translators = Translators(application, translations_dir(), lambda code: _locale(services, code))
    translators.use(services.ui_language())
    services.settings.on_change(lambda _settings: translators.use(services.ui_language()))
    Look(application, services.settings)
    window = MainWindow(services)
    calling = Calling(services, window)
    calling.finished.connect(application.quit)
    instance.asked.connect(calling.asked)
    if wanted.popup:
        calling.asked(wanted)
    else:
        window.show()
    QTimer.singleShot(0, window, window.warm_up)
    QTimer.singleShot(0, window, lambda: on_shown(window))
    services.keep_house()
    termination = Termination(application.quit, application)
    try:
        return application.exec()
    finally:
        termination.restore()
        calling.close()
        instance.close()
        services.close()
        garbage.close()


def tell(sentence: str) -> None:
    """For a start that fails before there is a window: who starts from a desktop sees no terminal."""
    from PySide6.QtWidgets import QApplication, QMessageBox

    application = QApplication.instance() or QApplication(["langtutor"])
    application.setApplicationName("langtutor")
    box = QMessageBox(QMessageBox.Icon.Critical, "langtutor", sentence)
    box.exec()


def _locale(services: Services, code: str) -> str:
    language = next((found for found in services.languages.values() if found.code == code), None)
    return language.locale if language is not None else code
