"""One run of a worker's process, seen from the window: its pipe, and a line that ends it when the window is gone."""

from __future__ import annotations

import logging
import multiprocessing
import queue
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import resource_tracker
from multiprocessing.reduction import ForkingPickler

from langtutor.host import wire
from langtutor.host.specs import WorkerContext, WorkerSpec
from langtutor.host.worker import main as worker_main

log = logging.getLogger(__name__)


class Child:
    """Messages go out through a thread of their own, so that nobody waits for a pipe that a busy worker leaves full.

    killed: this side ended it, so whatever it was working on isn't to blame.
    """

    def __init__(self, spec: WorkerSpec, context: WorkerContext) -> None:
        """Raises OSError where the system has no process to give."""
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        their_lifeline, self._lifeline = spawn.Pipe(duplex=False)
        self._process = spawn.Process(
            target=worker_main,
            args=(theirs, their_lifeline, spec.name, spec.builder, context),
            name=f"langtutor-{spec.name}",
            daemon=True,
        )
        self.killed = False
        try:
            # In a thread of its own, because Ctrl+C is raised in the main one and would leave a child half started.
            with ThreadPoolExecutor(1, thread_name_prefix="start") as starter:
                starter.submit(self._start).result()
        except OSError:
            self._connection.close()
            self._lifeline.close()
            raise
        finally:
            theirs.close()
            their_lifeline.close()
        self._outbox: queue.SimpleQueue[memoryview | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name=f"{spec.name}-writer", daemon=True)
        self._writer.start()

    def _start(self) -> None:
        """Ctrl+C reaches the whole group, a child that is still importing too: it inherits what is held back here."""
        resource_tracker.ensure_running()  # first, because its start would let the signal through again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process.start()

    @property
    def pid(self) -> int | None:
        """None once it has ended."""
        return self._process.pid if self._process.is_alive() else None

    def post(self, message: wire.ToWorker) -> None:
        """Never waits. Raises what pickling raises; a dead worker simply doesn't take it."""
        self._outbox.put(ForkingPickler.dumps(message))

    def receive(self) -> wire.FromWorker:
        """Waits. Raises EOFError or OSError once the worker has ended, anything for what can't be unpickled."""
        message: wire.FromWorker = self._connection.recv()
        return message

    def kill(self) -> None:
        self.killed = True
        self._process.kill()

    def join(self, timeout_s: float) -> None:
        """Wait for its end; kill it after the timeout."""
        self._process.join(timeout_s)
        if self._process.is_alive():
            log.warning("%s does not end by itself", self._process.name)
            self.kill()
            self._process.join()

    def close(self) -> None:
        """Once it has ended or must: nothing of it is left afterwards."""
        self._process.kill()
        self._process.join()
        self._outbox.put(None)
        self._writer.join()
        self._connection.close()
        self._lifeline.close()

    def _write(self) -> None:
        while (message := self._outbox.get()) is not None:
            try:
                self._connection.send_bytes(message)
            except OSError as error:
                log.debug("%s takes no message: %s", self._process.name, error)
