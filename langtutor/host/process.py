"""One worker process as seen from the window: started when first needed, watched, started again when it dies."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from langtutor.core.errors import Cancelled, EngineCrashed
from langtutor.core.requests import Lane, Request
from langtutor.host import wire
from langtutor.host.child import Child
from langtutor.host.specs import WorkerContext, WorkerSpec

log = logging.getLogger(__name__)

CANCEL_GRACE_S = 2.0
STOP_GRACE_S = 2.0
TRIES = 2
STARTS_IN_VAIN = 3
"""So many deaths in a row before any request was taken up, and nothing more is tried."""


class WorkerChange(StrEnum):
    STARTED = "started"
    DIED = "died"
    RESTARTED = "restarted"


@dataclass(frozen=True, slots=True)
class WorkerEvent:
    worker: str
    change: WorkerChange


class EngineBug(RuntimeError):
    """An exception in a worker that is no UserError; its text is the worker's trace."""


class Pending:
    """A request with the future that it owes. Identity matters, so no dataclass."""

    def __init__(
        self,
        call: wire.CallId,
        request: Request[Any],
        lane: Lane,
        future: Future[Any],
        on_partial: Callable[[Any], None] | None,
        *,
        session: bool = False,
    ) -> None:
        self.id = call
        self.request = request
        self.lane = lane
        self.future = future
        self.session = session
        self.started = False
        self.deaths = 0
        self.taken_back = False
        self._on_partial = on_partial

    @property
    def message(self) -> wire.ToWorker:
        if self.session:
            return wire.Open(self.id, self.request)
        return wire.Do(self.id, self.request, self.lane)

    def partial(self, value: Any) -> None:
        if self._on_partial is None or self.taken_back:
            return
        try:
            self._on_partial(value)
        except Exception:  # thread boundary: the reader must go on
            log.exception("a listener to %s failed", type(self.request).__name__)

    def succeed(self, value: Any) -> None:
        if self.taken_back:
            self.give_up()
        else:
            _settle(lambda: self.future.set_result(value))

    def fail(self, error: Exception) -> None:
        _settle(lambda: self.future.set_exception(error))

    def give_up(self) -> None:
        self.fail(Cancelled())


def _settle(action: Callable[[], None]) -> None:
    """A reply and a cancel may race; the first one counts."""
    try:
        action()
    except InvalidStateError:
        log.debug("answered already")


class WorkerProcess:
    """Thread-safe. Futures are settled outside the lock, from the reader's thread or the caller's."""

    def __init__(self, spec: WorkerSpec, context: WorkerContext, announce: Callable[[WorkerEvent], None]) -> None:
        self.name = spec.name
        self._spec = spec
        self._context = context
        self._announce = announce
        self._lock = threading.RLock()
        self._child: Child | None = None
        self._reader: threading.Thread | None = None
        self._pending: dict[wire.CallId, Pending] = {}
        self._poison: set[Request[Any]] = set()
        self._vain_starts = 0
        self._stopping = False
        self._idle: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        with self._lock:
            return self._child.pid if self._child is not None else None

    def start(self) -> None:
        with self._lock:
            if not self._stopping:
                self._running()

    def send(self, pending: Pending) -> None:
        """Hand over a request, starting the worker if need be."""
        error: Exception | None = None
        with self._lock:
            try:
                if pending.taken_back:
                    raise Cancelled()
                if self._stopping or pending.request in self._poison:
                    raise EngineCrashed(worker=self.name)
                self._rest(False)
                self._running().post(pending.message)
                self._pending[pending.id] = pending
            except Exception as failed:  # process boundary: no process, or nothing that can be pickled
                error = failed
        if error is not None:
            pending.fail(error)

    def post(self, message: wire.ToWorker) -> None:
        """Send a message as it is; what a dead worker doesn't take, its reader's end will answer for."""
        with self._lock:
            if self._child is not None:
                self._child.post(message)

    def cancel(self, pending: Pending) -> None:
        """Ask to stop; the caller is answered at once, a worker that goes on for 2 s is ended."""
        with self._lock:
            pending.taken_back = True
            if pending.id not in self._pending:
                return
            self.post(wire.Cancel(pending.id))
            if pending.session:
                self.post(wire.Finish(pending.id))
            timer = threading.Timer(CANCEL_GRACE_S, self._kill_if_busy_with, (pending,))
            timer.daemon = True
            timer.start()
        pending.give_up()

    def ask_to_stop(self) -> None:
        with self._lock:
            self._stopping = True
            self._rest(False)
            self.post(wire.Stop())

    def join(self, timeout_s: float) -> None:
        """Wait for the end that `ask_to_stop` began; end it after the timeout."""
        with self._lock:
            child, reader = self._child, self._reader
        if child is not None:
            child.join(timeout_s)
        if reader is not None and reader is not threading.current_thread():
            reader.join(STOP_GRACE_S)

    # The rest runs with the lock held or in the reader's thread.

    def _running(self) -> Child:
        if self._child is None:
            self._child = child = Child(self._spec, self._context)
            self._reader = threading.Thread(target=self._read, args=(child,), name=f"{self.name}-reader", daemon=True)
            self._reader.start()
        return self._child

    def _read(self, child: Child) -> None:
        while True:
            try:
                message = child.receive()
            except (EOFError, OSError):
                break
            except Exception:  # process boundary: who it was for can't be known
                log.exception("%s sent what can't be read and is ended", self.name)
                break
            self._take(message)
        child.close()
        self._died(child)

    def _take(self, message: wire.FromWorker) -> None:
        if isinstance(message, wire.Ready):
            with self._lock:
                self._rest(not self._pending)
            self._announce(WorkerEvent(self.name, WorkerChange.STARTED))
            return
        with self._lock:
            pending = self._pending.get(message.id)
            if pending is None:
                return
            if isinstance(message, wire.Started):
                self._vain_starts = 0
                pending.started = True
                return
            if not isinstance(message, wire.Partial):
                del self._pending[message.id]
                self._rest(not self._pending)
        if isinstance(message, wire.Partial):
            pending.partial(message.value)
        elif isinstance(message, wire.Done):
            pending.succeed(message.value)
        elif isinstance(message, wire.Failed):
            pending.fail(message.error)
        else:
            log.error("bug in %s:\n%s", self.name, message.trace)
            pending.fail(EngineBug(message.trace))

    def _died(self, child: Child) -> None:
        """The pipe ended. What the worker was on is suspect; the rest waits for the next worker."""
        with self._lock:
            if child is not self._child:
                return
            self._child = None
            self._vain_starts += 1
            hopeless = self._stopping or self._vain_starts > STARTS_IN_VAIN
            lost = [p for p in self._pending.values() if self._is_lost(p, child) or hopeless]
            self._pending = {call: p for call, p in self._pending.items() if p not in lost}
            if not self._sent_again():
                lost += self._pending.values()
                self._pending.clear()
            change = WorkerChange.RESTARTED if self._pending else WorkerChange.DIED
            orderly = self._stopping
        if not orderly:
            self._announce(WorkerEvent(self.name, change))
        for pending in lost:
            pending.fail(EngineCrashed(worker=self.name))

    def _sent_again(self) -> bool:
        """What still waits, to a new worker. False where the system has no process to give."""
        try:
            for pending in self._pending.values():
                pending.started = False
                self._running().post(pending.message)
        except OSError as error:
            log.error("%s can't be started again: %s", self.name, error)
            return False
        return True

    def _is_lost(self, pending: Pending, child: Child) -> bool:
        if pending.taken_back or pending.session:
            return True
        if not pending.started or child.killed:
            return False
        pending.deaths += 1
        if pending.deaths >= TRIES:
            self._poison.add(pending.request)
        return pending.deaths >= TRIES

    def _kill_if_busy_with(self, pending: Pending) -> None:
        with self._lock:
            if pending.id in self._pending and pending.started and self._child is not None:
                log.warning("%s does not let go of a cancelled request and is ended", self.name)
                self._child.kill()

    def _rest(self, idle: bool) -> None:
        """Begin or end the wait after which an idle worker is ended."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if idle and self._spec.idle_s is not None and not self._stopping:
            self._idle = threading.Timer(self._spec.idle_s, self._end_idle)
            self._idle.daemon = True
            self._idle.start()

    def _end_idle(self) -> None:
        """Lets go of the worker at once, so that a request that comes now gets a new one."""
        with self._lock:
            child = self._child
            if self._pending or self._stopping or child is None:
                return
            self._child = None
            child.post(wire.Stop())
        child.join(STOP_GRACE_S)
