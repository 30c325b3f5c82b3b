"""Downloads two at a time. What they tell is passed on in the caller's thread, and their results come in order."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from langtutor.core.errors import Cancelled
from langtutor.models.files import Cancel

T = TypeVar("T")

LANES = 2
AHEAD = 3
"""So many results may lie on the disk at once: being taken, waiting, on their way."""
_POLL_S = 0.1

Tell = Callable[[str, int, int], None]


def in_order(
    items: Sequence[T], fetch: Callable[[T, Tell, Cancel], Path], cancelled: Cancel, on_bytes: Tell
) -> Generator[Path, None, None]:
    """What fetch brings for each item, in order. fetch runs in other threads, on_bytes and cancelled in this one.

    The second item is asked for only when the first has begun to come: a source that doesn't answer is asked once.
    Raises Cancelled and what fetch raises, when all that was under way has been ended; so does closing the iterator.
    """
    told: queue.SimpleQueue[tuple[str, int, int]] = queue.SimpleQueue()
    stop = threading.Event()
    waiting, begun = deque(items), deque[Future[Path]]()
    answers = False

    def tell(unit: str, done: int, total: int) -> None:
        told.put((unit, done, total))

    def pass_on(timeout_s: float) -> bool:
        """False where nothing was told."""
        try:
            on_bytes(*told.get(timeout=timeout_s))
        except queue.Empty:
            return False
        return True

    pool = ThreadPoolExecutor(LANES, thread_name_prefix="download")
    try:
        while waiting or begun:
            while waiting and len(begun) < (AHEAD if answers else 1):
                begun.append(pool.submit(fetch, waiting.popleft(), tell, stop.is_set))
            if cancelled():
                raise Cancelled()
            if begun[0].done():
                answers = True
                while pass_on(0):
                    pass
                yield begun.popleft().result()
            elif pass_on(_POLL_S):
                answers = True
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)
