"""Following native code that runs in a thread of its own, so that who waits for it can give up at any time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from langtutor.engines.language_model import Check

T = TypeVar("T")

_POLL_S = 0.05


class Followed(Generic[T]):
    """work is given `put`, which answers True once nobody listens any more: then it should end.

    Iterate over it for what work puts, as it comes; what work raises is raised here. Leaving the loop, or what `check`
    raises, leaves the thread to end at its next `put`. For one reader.
    """

    def __init__(self, work: Callable[[Callable[[T], bool]], None], check: Check) -> None:
        self._check = check
        self._gone = threading.Event()
        self._items: queue.SimpleQueue[tuple[T] | Exception | None] = queue.SimpleQueue()
        # Not kept in self: what is followed may still be known when the model behind `work` has to go.
        self._thread = threading.Thread(target=self._run, args=(work,), name="language-model", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        try:
            while True:
                self._check()
                try:
                    item = self._items.get(timeout=_POLL_S)
                except queue.Empty:
                    continue
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise item
                yield item[0]
        finally:
            self._gone.set()

    def end(self) -> None:
        """Waits for the thread, which isn't listened to any more."""
        self._gone.set()
        self._thread.join()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def _run(self, work: Callable[[Callable[[T], bool]], None]) -> None:
        try:
            work(self._put)
        except Exception as error:  # thread boundary: raised where it is followed
            self._items.put(error)
        else:
            self._items.put(None)

    def _put(self, item: T) -> bool:
        self._items.put((item,))
        return self._gone.is_set()
