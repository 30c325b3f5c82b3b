"""One worker process as seen from the window: started when first needed, watched, started again when it dies."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from langtutor.core.errors import Cancelled, EngineCrashed
from langtutor.core.requests import Lane, Request
from langtutor.host import wire
from langtutor.host.specs import WorkerContext, WorkerSpec
from langtutor.host.worker import main as worker_main

log = logging.getLogger(__name__)

CANCEL_GRACE_S = 2.0
STOP_GRACE_S = 2.0
TRIES = 2
STARTS_IN_VAIN = 3


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
        if self._on_partial is not None and not self.taken_back:
            self._on_partial(value)

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
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._reader: threading.Thread | None = None
        self._pending: dict[wire.CallId, Pending] = {}
        self._poison: set[Request[Any]] = set()
        self._vain_starts = 0
        self._stopping = False
        self._idle: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        with self._lock:
            return self._process.pid if self._process is not None and self._process.is_alive() else None

    def start(self) -> None:
        with self._lock:
            if self._process is None and not self._stopping:
                self._spawn()

    def send(self, pending: Pending) -> None:
        """Hand over a request, starting the worker if need be."""
        with self._lock:
            refused = self._stopping or pending.request in self._poison
            if not refused:
                self._rest(False)
                self._pending[pending.id] = pending
                if self._process is None:
                    self._spawn()
                self.post(pending.message)
        if refused:
            pending.fail(EngineCrashed(worker=self.name))

    def post(self, message: wire.ToWorker) -> None:
        """Send a message as it is; what a dead worker doesn't take, its reader's end will answer for."""
        with self._lock:
            if self._connection is None:
                return
            try:
                self._connection.send(message)
            except OSError as error:
                log.debug("%s takes no message: %s", self.name, error)

    def cancel(self, pending: Pending) -> None:
        """Ask to stop; the caller is answered at once, a worker that goes on for 2 s is ended."""
        with self._lock:
            if pending.id not in self._pending:
                return
            pending.taken_back = True
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

    def join(self) -> None:
        """Wait for the end that `ask_to_stop` began; end it after the grace."""
        with self._lock:
            process, reader = self._process, self._reader
        if process is not None:
            process.join(STOP_GRACE_S)
            if process.is_alive():
                process.kill()
                process.join()
        if reader is not None and reader is not threading.current_thread():
            reader.join(STOP_GRACE_S)

    # The rest runs with the lock held or in the reader's thread.

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=worker_main,
            args=(theirs, self.name, self._spec.builder, self._context),
            name=f"langtutor-{self.name}",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        self._reader = threading.Thread(
            target=self._read, args=(ours, process), name=f"{self.name}-reader", daemon=True
        )
        self._reader.start()

    def _read(self, connection: Connection, process: SpawnProcess) -> None:
        while True:
            try:
                message: wire.FromWorker = connection.recv()
            except (EOFError, OSError):
                break
            self._take(message)
        process.join()
        connection.close()
        self._died()

    def _take(self, message: wire.FromWorker) -> None:
        if isinstance(message, wire.Ready):
            self._vain_starts = 0
            self._announce(WorkerEvent(self.name, WorkerChange.STARTED))
            return
        with self._lock:
            pending = self._pending.get(message.id)
            if pending is None:
                return
            if isinstance(message, wire.Started):
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

    def _died(self) -> None:
        """The pipe ended. What the worker was on is suspect; the rest waits for the next worker."""
        with self._lock:
            self._process = self._connection = None
            self._vain_starts += 1
            orderly = self._stopping or not (self._pending or self._vain_starts > 1)
            hopeless = self._stopping or self._vain_starts > STARTS_IN_VAIN
            lost = [p for p in self._pending.values() if self._is_lost(p) or hopeless]
            self._pending = {call: p for call, p in self._pending.items() if p not in lost}
            again = list(self._pending.values())
            if again:
                self._spawn()
                for pending in again:
                    pending.started = False
                    self.post(pending.message)
        if not orderly or lost or again:
            self._announce(WorkerEvent(self.name, WorkerChange.RESTARTED if again else WorkerChange.DIED))
        for pending in lost:
            pending.fail(EngineCrashed(worker=self.name))

    def _is_lost(self, pending: Pending) -> bool:
        if pending.taken_back or pending.session:
            return True
        if not pending.started:
            return False
        pending.deaths += 1
        if pending.deaths >= TRIES:
            self._poison.add(pending.request)
        return pending.deaths >= TRIES

    def _kill_if_busy_with(self, pending: Pending) -> None:
        with self._lock:
            if pending.id in self._pending and pending.started and self._process is not None:
                log.warning("%s does not let go of a cancelled request and is ended", self.name)
                self._process.kill()

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
        with self._lock:
            if not self._pending:
                self.post(wire.Stop())
