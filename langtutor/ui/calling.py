"""How the popup is called: by another start of langtutor, by a key of the desktop, from the tray."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.ui.popup import LookUpPopup
from langtutor.ui.single_instance import Request

if TYPE_CHECKING:
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services

log = logging.getLogger(__name__)

_BUILT_AFTER_MS = 3000
"""The popup is built when the window has what it needs first, or when it is called."""


class Calling(QObject):
    """Emits `finished` when neither window nor popup is left to be seen."""

    finished = Signal()

    def __init__(self, services: Services, window: MainWindow) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._popup: LookUpPopup | None = None
        QTimer.singleShot(_BUILT_AFTER_MS, self, self._build)

    @property
    def popup(self) -> LookUpPopup | None:
        """None until it is built."""
        return self._popup

    def asked(self, request: Request) -> None:
        """What another start wants."""
        if request.popup:
            self.call(request.text, request.token)
        else:
            self._window.raise_up()

    def call(self, text: str | None = None, token: str = "") -> None:
        """The popup, with a text or with what is selected; the window where nobody has said yet what they learn."""
        popup = self._build()
        if popup is None:
            self._window.raise_up()
            return
        popup.call(text or "")

    def close(self) -> None:
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    def _build(self) -> LookUpPopup | None:
        if self._popup is None and self._services.course is not None:
            self._popup = LookUpPopup(self._services)
            self._popup.warm()
            self._popup.hidden.connect(self._hidden)
            self._popup.window_wanted.connect(self._window.raise_up)
        return self._popup

    def _hidden(self) -> None:
        QTimer.singleShot(0, self, self._look_whether_finished)

    def _look_whether_finished(self) -> None:
        seen = self._window.isVisible() or (self._popup is not None and self._popup.isVisible())
        if not seen:
            self.finished.emit()
