"""The window: wiring and ui put together."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from langtutor.settings.paths import translations_dir
from langtutor.ui.single_instance import SingleInstance
from langtutor.ui.termination import Termination
from langtutor.ui.theme.style import Look
from langtutor.ui.translation import Translators
from langtutor.ui.window import MainWindow

if TYPE_CHECKING:
    from langtutor.wiring import Services

log = logging.getLogger(__name__)


def run(
    services: Services, argv: Sequence[str], on_shown: Callable[[MainWindow], object] = lambda _window: None
) -> int:
    """Shows the window until it is closed; closes the services. A second start raises the first and returns 0.

    on_shown: called in the event loop once the window is there, for who drives it from outside.
    """
    application = QApplication([argv[0] if argv else "langtutor"])
    application.setApplicationName("langtutor")
    application.setApplicationDisplayName("langtutor")
    application.setDesktopFileName("langtutor")
    instance = SingleInstance(_name_of(services), application)
    if not instance.first:
        services.close()
        return 0
    translators = Translators(application, translations_dir(), lambda code: _locale(services, code))
    translators.use(services.ui_language())
    services.settings.on_change(lambda _settings: translators.use(services.ui_language()))
    Look(application, services.settings)
    window = MainWindow(services)
    instance.asked.connect(window.raise_up)
    window.show()
    QTimer.singleShot(0, window, window.warm_up)
    QTimer.singleShot(0, window, lambda: on_shown(window))
    services.keep_house()
    termination = Termination(application.quit, application)
    try:
        return application.exec()
    finally:
        termination.restore()
        instance.close()
        services.close()


def tell(sentence: str) -> None:
    """For a start that fails before there is a window: who starts from a desktop sees no terminal."""
    application = QApplication.instance() or QApplication(["langtutor"])
    application.setApplicationName("langtutor")
    box = QMessageBox(QMessageBox.Icon.Critical, "langtutor", sentence)
    box.exec()


def _name_of(services: Services) -> str:
    """One window for one learner's data, not for one computer."""
    return "langtutor-" + hashlib.sha256(str(services.paths.data).encode()).hexdigest()[:16]


def _locale(services: Services, code: str) -> str:
    language = next((found for found in services.languages.values() if found.code == code), None)
    return language.locale if language is not None else code
