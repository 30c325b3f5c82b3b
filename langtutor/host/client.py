"""The window's side of the workers: ask, stream, cancel, recover."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from langtutor.core.errors import EngineCrashed
from langtutor.core.requests import Capability, Lane, Request
from langtutor.host import wire
from langtutor.host.process import STOP_GRACE_S, Pending, WorkerEvent, WorkerProcess
from langtutor.host.specs import SPECS, WorkerContext, WorkerSpec, capability_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Call(Generic[R]):
    """A request under way. `future` is done exactly once, with a reply, a UserError or a bug."""

    future: Future[R]
    cancel: Callable[[], None]


@dataclass(frozen=True, slots=True)
class OpenSession(Generic[R]):
    """A session under way. After `finish`, `future` gets the last reply; a crash fails it at once."""

    future: Future[R]
    feed: Callable[[NDArray[np.float32]], None]
    finish: Callable[[], None]
    cancel: Callable[[], None]


class Host:
    """Starts workers when they are first needed and hands requests to the right one. Thread-safe.

    Requests in the `later` lane are held here until no `now` request is under way in any worker, then go one at a time.
    """

    def __init__(self, context: WorkerContext, specs: Sequence[WorkerSpec] = SPECS) -> None:
        self._lock = threading.RLock()
        self._ids = itertools.count(1)
        self._listeners: list[Callable[[WorkerEvent], None]] = []
        self._workers = {spec.name: WorkerProcess(spec, context, self._announce) for spec in specs}
        self._by_capability = {
            capability: self._workers[spec.name] for spec in specs for capability in spec.capabilities
        }
        self._urgent = 0
        self._last_asked = time.monotonic()
        self._later: deque[tuple[WorkerProcess, Pending]] = deque()
        self._later_running = False
        self._closed = False

    def on_event(self, listener: Callable[[WorkerEvent], None]) -> None:
        """listener is called from a worker's reader thread when a worker starts, dies or is started again."""
        self._listeners.append(listener)

    def submit(
        self,
        request: Request[R],
        lane: Lane = Lane.NOW,
        on_partial: Callable[[Any], None] | None = None,
    ) -> Call[R]:
        """Ask. Never blocks on the worker. A worker that dies meanwhile is started again and asked once more."""
        future: Future[R] = Future()
        worker = self._worker_for(request)
        pending = Pending(next(self._ids), request, lane, future, on_partial)
        with self._lock:
            if self._closed:
                future.set_exception(EngineCrashed(worker=worker.name))
                return Call(future, lambda: None)
            if lane is Lane.LATER:
                self._later.append((worker, pending))
            else:
                self._urgent += 1
                self._last_asked = time.monotonic()
                future.add_done_callback(self._urgent_done)
        if lane is Lane.LATER:
            self._start_later()
        else:
            worker.send(pending)
        return Call(future, lambda: self._cancel(worker, pending))

    def ask(self, request: Request[R], lane: Lane = Lane.NOW, timeout_s: float | None = None) -> R:
        """Ask and wait. Not for the main thread of the window."""
        return self.submit(request, lane).future.result(timeout_s)

    def open(self, request: Request[R], on_partial: Callable[[Any], None]) -> OpenSession[R]:
        """Begin a session in the live lane."""
        self._last_asked = time.monotonic()
        future: Future[R] = Future()
        worker = self._worker_for(request)
        pending = Pending(next(self._ids), request, Lane.LIVE, future, on_partial, session=True)
        worker.send(pending)
        return OpenSession(
            future=future,
            feed=lambda samples: worker.post(wire.Feed(pending.id, samples.astype("float32", copy=False).tobytes())),
            finish=lambda: worker.post(wire.Finish(pending.id)),
            cancel=lambda: worker.cancel(pending),
        )

    def start(self, capability: Capability) -> None:
        """Start the worker of a capability ahead of need."""
        self._by_capability[capability].start()

    @property
    def idle_s(self) -> float:
        """For how long nobody has waited for anything; 0 while somebody does, or work for later is left."""
        with self._lock:
            busy = self._urgent or self._later or self._later_running
            return 0.0 if busy else time.monotonic() - self._last_asked

    def pids(self) -> dict[str, int]:
        """Process ids of the workers that are running, by name."""
        return {name: pid for name, worker in self._workers.items() if (pid := worker.pid) is not None}

    def close(self) -> None:
        """Orderly end: workers are asked to stop, and ended after 2 s. What was under way answers Cancelled or
        EngineCrashed."""
        with self._lock:
            self._closed = True
            waiting, self._later = list(self._later), deque()
        for worker, pending in waiting:
            pending.fail(EngineCrashed(worker=worker.name))
        for worker in self._workers.values():
            worker.ask_to_stop()
        deadline = time.monotonic() + STOP_GRACE_S
        for worker in self._workers.values():
            worker.join(max(0.0, deadline - time.monotonic()))

    def _worker_for(self, request: Request[Any]) -> WorkerProcess:
        return self._by_capability[capability_of(request)]

    def _announce(self, event: WorkerEvent) -> None:
        for listener in list(self._listeners):
            try:
                listener(event)
            except Exception:  # thread boundary: the worker's reader must go on
                log.exception("a listener to %s failed", event)

    def _cancel(self, worker: WorkerProcess, pending: Pending) -> None:
        with self._lock:
            held = (worker, pending) in self._later
            if held:
                self._later.remove((worker, pending))
        if held:
            pending.give_up()
        else:
            worker.cancel(pending)

    def _urgent_done(self, _: Future[Any]) -> None:
        with self._lock:
            self._urgent -= 1
            self._last_asked = time.monotonic()
        self._start_later()

    def _later_done(self, _: Future[Any]) -> None:
        with self._lock:
            self._later_running = False
        self._start_later()

    def _start_later(self) -> None:
        with self._lock:
            if self._closed or self._urgent or self._later_running or not self._later:
                return
            self._later_running = True
            worker, pending = self._later.popleft()
        pending.future.add_done_callback(self._later_done)
        worker.send(pending)
