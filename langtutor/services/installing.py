"""The queue of installations: one runs, the others wait their turn; what is stopped can go on later."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from enum import StrEnum
from pathlib import Path

from langtutor.core.errors import Cancelled
from langtutor.models.commands import InstallResult
from langtutor.models.progress import Progress, Step


class InstallState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


class ModelInstall:
    """What was asked for with one click. Read it from any thread.

    The future raises what concerns all models, Cancelled among it; failures of one model are in its result.
    """

    def __init__(
        self, ids: Sequence[str], on_progress: Callable[[Progress], None], path: Path | None, accepted: Collection[str]
    ) -> None:
        self.ids = tuple(ids)
        self.path = path
        self.accepted = frozenset(accepted)
        self.future: Future[InstallResult] = Future()
        self.latest: Progress | None = None
        self.ready: frozenset[str] = frozenset()
        self.state = InstallState.WAITING
        self._on_progress = on_progress
        self._stopping = threading.Event()
        self.withdraw: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Stops within a second; what has arrived is kept, and another install goes on from there."""
        self._stopping.set()
        self.withdraw()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def report(self, progress: Progress) -> None:
        self.latest = progress
        if progress.step is Step.DONE:
            self.ready |= {progress.model}
        self._on_progress(progress)


Run = Callable[[ModelInstall], InstallResult]


class InstallQueue:
    """run does one installation, in the queue's own thread, which lives while there is work."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._waiting: list[ModelInstall] = []
        self._running: ModelInstall | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def add(self, install: ModelInstall) -> ModelInstall:
        install.withdraw = lambda: self._withdraw(install)
        with self._lock:
            self._waiting.append(install)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="installs", daemon=True)
                self._thread.start()
        if self._closed:
            install.cancel()
        return install

    def active(self) -> tuple[ModelInstall, ...]:
        """The running one, then those that wait, in their order."""
        with self._lock:
            running = [self._running] if self._running is not None else []
            return (*running, *self._waiting)

    def close(self) -> None:
        """Stops what runs and waits for its end; what waits is given up."""
        with self._lock:
            self._closed = True
            thread = self._thread
        for install in reversed(self.active()):
            install.cancel()
        if thread is not None:
            thread.join()

    def _withdraw(self, install: ModelInstall) -> None:
        """What hasn't begun ends at once; what runs notices by itself."""
        with self._lock:
            if install not in self._waiting:
                return
            self._waiting.remove(install)
        self._one(install)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._running = None
                if not self._waiting:
                    self._thread = None
                    return
                self._running = install = self._waiting.pop(0)
            self._one(install)

    def _one(self, install: ModelInstall) -> None:
        """The state is set before the future, whose listeners read it."""
        try:
            if install.stopping:
                raise Cancelled()
            install.state = InstallState.RUNNING
            result = self._run(install)
        except BaseException as error:  # thread boundary: whoever waits is told
            install.state = InstallState.STOPPED if isinstance(error, Cancelled) else InstallState.FAILED
            install.future.set_exception(error)
        else:
            install.state = InstallState.FAILED if result.failed else InstallState.DONE
            install.future.set_result(result)
