"""After a model was installed: how fast is it here, and what may it be trusted with? Found out when nobody waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from langtutor.core.errors import Cancelled, UserError
from langtutor.models import results
from langtutor.models.exam import FORMATS
from langtutor.models.machine import free_memory_bytes
from langtutor.models.recommend import resident_bytes
from langtutor.models.store import ModelStore, State

log = logging.getLogger(__name__)

IDLE_S = 30.0
"""The learner has asked nothing of the workers for so long."""

SPARE_BYTES = 500_000_000
"""A model that is tried may be in memory a second time; so much must be left beside it."""

_LOOK_EVERY_S = 2.0


class Run(Protocol):
    """What is under way: a BenchRun, an Examination."""

    @property
    def future(self) -> Future[Any]: ...

    @property
    def cancel(self) -> Callable[[], None]: ...


class TryingOut:
    """Measures what is installed and not measured yet, then examines language models, one at a time.

    idle_s: for how long nothing has been asked. on_result: called (in its thread) when something was found out.
    A model that can't be tried, or doesn't fit into memory beside what runs, is left alone until the next start.
    """

    def __init__(
        self,
        store: ModelStore,
        bench: Callable[[str], Run],
        exam: Callable[[str], Run],
        idle_s: Callable[[], float],
        on_result: Callable[[], None] = lambda: None,
        idle_after_s: float = IDLE_S,
        free_bytes: Callable[[], int] = free_memory_bytes,
    ) -> None:
        self._store = store
        self._try = {"bench": bench, "exam": exam}
        self._idle_s = idle_s
        self._on_result = on_result
        self._idle_after_s = idle_after_s
        self._free_bytes = free_bytes
        self._tried: set[tuple[str, str]] = set()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._run: Run | None = None
        self._asked_again = False

    def catch_up(self) -> None:
        """Returns at once. Can be called again: after an installation, at the start of the window."""
        with self._lock:
            self._asked_again = True
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._work, name="trying-out", daemon=True)
                self._thread.start()

    @property
    def resting(self) -> bool:
        """There is nothing to try, or nothing was asked for."""
        with self._lock:
            return self._thread is None

    def close(self) -> None:
        """Takes back what is under way."""
        self._closing.set()
        with self._lock:
            run, thread = self._run, self._thread
        if run is not None:
            run.cancel()
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._asked_again = False
            while (upcoming := self._next()) is not None:
                if self._idle_s() < self._idle_after_s:
                    self._closing.wait(_LOOK_EVERY_S)
                    continue
                self._tried.add(upcoming)
                self._do(*upcoming)
            with self._lock:
                if not self._asked_again or self._closing.is_set():
                    self._thread = None
                    return

    def _do(self, what: str, model: str) -> None:
        run = self._try[what](model)
        with self._lock:
            self._run = run
        if self._closing.is_set():
            run.cancel()
        try:
            run.future.result()
            self._on_result()
        except Cancelled:
            log.info("%s of %s was taken back", what, model)
        except (UserError, OSError) as error:
            log.warning("%s of %s failed: %s", what, model, error)
        except Exception:  # thread boundary: a bug in one try is no reason to leave the others
            log.exception("%s of %s", what, model)
        finally:
            with self._lock:
                self._run = None

    def _next(self) -> tuple[str, str] | None:
        """All are measured before the first exam, which takes minutes."""
        if self._closing.is_set():
            return None
        there = [stored.model for stored in self._store.list() if stored.state is not State.MISSING]
        folder = self._store.folder
        wanted = [("bench", model.id) for model in there if results.bench_of(folder, model.id) is None]
        examined = [model for model in there if model.format in FORMATS]
        wanted += [("exam", model.id) for model in examined if results.grades_of(folder, model.id) is None]
        fitting = {model.id for model in there if resident_bytes(model) + SPARE_BYTES < self._free_bytes()}
        return next((one for one in wanted if one not in self._tried and one[1] in fitting), None)
