"""A worker process: runs one set of engines, answers requests from its pipe, ends when the pipe does.

Three threads: the main one runs requests one after another (some engines are bound to their thread, and children must
be started from the thread that lives longest); the reader takes messages from the pipe, so that a cancel is heard
while native code runs; the live one runs sessions, which must not wait behind a transcription.
"""

from __future__ import annotations

from langtutor.network.guard import NetworkGuard, install  # isort: skip  (first: nothing may connect before)

import fcntl
import importlib
import logging
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any

from langtutor.core.errors import UserError
from langtutor.core.requests import Lane
from langtutor.host import wire
from langtutor.host.engine_set import EngineSet, Job, Session
from langtutor.host.specs import WorkerContext

log = logging.getLogger(__name__)

_STOP_PRIORITY = 0
_PRIORITY = {Lane.LIVE: 1, Lane.NOW: 2, Lane.LATER: 3}


def main(connection: Connection, lifeline: Connection, name: str, builder: str, context: WorkerContext) -> None:
    """Entry point of the process."""
    end_with(lifeline)
    install(NetworkGuard(context.paths.network_log, never=True))
    # Ctrl+C in a terminal reaches the whole group; the window decides when workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.current_thread().name = name
    if context.nice and hasattr(os, "nice"):
        os.nice(context.nice)
    module, function = builder.split(":")
    engines: EngineSet = getattr(importlib.import_module(module), function)(context)
    Worker(connection, engines).run()
    logging.shutdown()
    # Not through the interpreter's end: native libraries crash there, and their threads hold it up.
    os._exit(0)


def end_with(lifeline: Connection) -> None:
    """The kernel kills this process when the other end of `lifeline` closes.

    The reader would notice too, but not while native code holds the GIL; elsewhere than on Linux that must do.
    """
    if sys.platform == "linux":
        line = lifeline.fileno()
        fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(line, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(line, fcntl.F_SETFL, fcntl.fcntl(line, fcntl.F_GETFL) | os.O_ASYNC)
    if lifeline.poll():
        os._exit(0)


class Worker:
    """Owns the pipe. `run` returns when asked to stop."""

    def __init__(self, connection: Connection, engines: EngineSet) -> None:
        self._connection = connection
        self._engines = engines
        self._sending = threading.Lock()
        self._work: queue.PriorityQueue[tuple[int, int, wire.Do | None]] = queue.PriorityQueue()
        self._live: queue.SimpleQueue[wire.Open | wire.Feed | wire.Finish] = queue.SimpleQueue()
        self._cancelled: dict[wire.CallId, threading.Event] = {}

    def run(self) -> None:
        threading.Thread(target=self._read, name="reader", daemon=True).start()
        threading.Thread(target=self._run_live, name="live", daemon=True).start()
        self._send(wire.Ready())
        while True:
            _, _, message = self._work.get()
            if message is None:
                self._engines.close()
                return
            self._do(message)

    def _read(self) -> None:
        """Never raises: without its pipe the worker has nobody to work for."""
        count = 0
        while True:
            try:
                message: wire.ToWorker = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            except Exception:  # process boundary: deaf, it would keep others waiting
                log.exception("a request can't be read")
                os._exit(1)
            count += 1
            if isinstance(message, wire.Do):
                self._cancelled[message.id] = threading.Event()
                self._work.put((_PRIORITY[message.lane], count, message))
            elif isinstance(message, wire.Cancel):
                if event := self._cancelled.get(message.id):
                    event.set()
            elif isinstance(message, wire.Stop):
                for event in list(self._cancelled.values()):
                    event.set()
                self._work.put((_STOP_PRIORITY, count, None))
            else:
                if isinstance(message, wire.Open):
                    self._cancelled[message.id] = threading.Event()
                self._live.put(message)

    def _do(self, message: wire.Do) -> None:
        job = self._job(message.id)
        self._send(wire.Started(message.id))

        def work() -> Any:
            job.check()
            return self._engines.handlers[type(message.request)](message.request, job)

        self._answer(message.id, work)

    def _run_live(self) -> None:
        sessions: dict[wire.CallId, Session] = {}
        while True:
            message = self._live.get()
            try:
                self._step(message, sessions)
            except UserError as error:
                self._close_session(message.id, sessions, wire.Failed(message.id, error))
            except Exception:  # thread boundary: a bug in one session is that session's
                self._close_session(message.id, sessions, wire.Bug(message.id, traceback.format_exc()))

    def _step(self, message: wire.Open | wire.Feed | wire.Finish, sessions: dict[wire.CallId, Session]) -> None:
        if isinstance(message, wire.Open):
            factory = self._engines.sessions[type(message.request)]
            self._send(wire.Started(message.id))
            sessions[message.id] = factory(message.request, self._job(message.id))
            return
        session = sessions.get(message.id)
        if session is None:
            return
        self._job(message.id).check()
        if isinstance(message, wire.Feed):
            import numpy as np  # not above: the window imports this module and must not wait for numpy

            session.feed(np.frombuffer(message.samples, dtype=np.float32))
            return
        last = session.finish()
        if isinstance(last, Future):
            del sessions[message.id]
            last.add_done_callback(lambda done: self._answer(message.id, done.result))
        else:
            self._close_session(message.id, sessions, wire.Done(message.id, last))

    def _close_session(self, call: wire.CallId, sessions: dict[wire.CallId, Session], last: wire.FromWorker) -> None:
        sessions.pop(call, None)
        self._cancelled.pop(call, None)
        self._send(last)

    def _job(self, call: wire.CallId) -> Job:
        event = self._cancelled.get(call) or threading.Event()
        return Job(emit=lambda value: self._send(wire.Partial(call, value)), cancelled=event)

    def _answer(self, call: wire.CallId, work: Callable[[], Any]) -> None:
        answer: wire.FromWorker
        try:
            answer = wire.Done(call, work())
        except UserError as error:
            answer = wire.Failed(call, error)
        except Exception:  # process boundary: the caller gets the trace as a bug
            answer = wire.Bug(call, traceback.format_exc())
        self._cancelled.pop(call, None)
        self._send(answer)

    def _send(self, message: wire.FromWorker) -> None:
        try:
            pickled = ForkingPickler.dumps(message)
        except Exception:  # process boundary: a value that can't cross is the engine's bug
            if isinstance(message, wire.Ready | wire.Bug):
                raise
            pickled = ForkingPickler.dumps(wire.Bug(message.id, traceback.format_exc()))
        with self._sending:
            try:
                self._connection.send_bytes(pickled)
            except OSError:
                os._exit(0)
