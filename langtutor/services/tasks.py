"""Services write their work as plain sequences and run them here, off the caller's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

R = TypeVar("R")


class Tasks:
    """A few threads that mostly wait for workers. The window never waits: it gets futures."""

    def __init__(self, threads: int = 4) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="service")

    def run(self, work: Callable[[], R]) -> Future[R]:
        return self._pool.submit(work)

    def close(self) -> None:
        """What has begun is finished (events must not be lost), what waits is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
