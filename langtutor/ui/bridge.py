"""The one way from other threads to Qt's main thread.

Futures and streaming callbacks of the services end in threads of their own. `when_done` and `on_main_thread` hand
what they bring to the event loop, and drop it when the widget that asked is no more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from langtutor.core.errors import Cancelled

T = TypeVar("T")
P = ParamSpec("P")

log = logging.getLogger(__name__)


class _Post(QObject):
    """Runs what it is sent in the thread it was made in (queued, so never inside the caller's stack)."""

    sent = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sent.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, call: Callable[[], None]) -> None:
        call()

    def post(self, call: Callable[[], None]) -> None:
        """Callable from any thread. Does nothing once the parent was destroyed."""
        if not shiboken6.isValid(self):
            return
        try:
            self.sent.emit(call)
        except RuntimeError:  # destroyed between the question and the call
            log.debug("an answer came after its widget had gone")


def when_done(
    future: Future[T],
    parent: QObject,
    on_result: Callable[[T], None],
    on_error: Callable[[BaseException], None] | None = None,
) -> None:
    """Calls on_result or on_error on the main thread when the future ends; call this on the main thread.

    Neither is called when parent is destroyed first. A cancelled future calls nothing: who cancels, knows. Without
    on_error an error is logged as the bug it then is.
    """
    post = _Post(parent)

    def deliver() -> None:
        post.deleteLater()
        error = _error_of(future)
        if error is None:
            on_result(future.result())
        elif isinstance(error, CancelledError | Cancelled):
            log.debug("cancelled: %r", error)
        elif on_error is not None:
            on_error(error)
        else:
            log.error("nobody handles this", exc_info=error)

    future.add_done_callback(lambda _done: post.post(deliver))


def on_main_thread(parent: QObject, callback: Callable[P, None]) -> Callable[P, None]:
    """A callable for any thread which runs callback on the main thread, in order, while parent lives."""
    post = _Post(parent)

    def send(*args: P.args, **kwargs: P.kwargs) -> None:
        post.post(lambda: callback(*args, **kwargs))

    return send


def _error_of(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as cancelled:
        return cancelled
