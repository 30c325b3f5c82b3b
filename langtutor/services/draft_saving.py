"""Saving drafts as they are written: of several saves the last counts, and none is lost at the end."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

from langtutor.core.writing import Draft, DraftId
from langtutor.services.tasks import Tasks
from langtutor.store.drafts import Drafts


@dataclass
class _Waiting:
    draft: Draft
    text: str
    keep: bool
    futures: list[Future[Draft]] = field(default_factory=list)


class DraftSaver:
    """Thread-safe. A save that waits is replaced by a newer one of the same draft; both answer with what was saved."""

    def __init__(self, drafts: Drafts, tasks: Tasks) -> None:
        self._drafts = drafts
        self._tasks = tasks
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: dict[DraftId, _Waiting] = {}

    def save(self, draft: Draft, text: str, keep: bool) -> Future[Draft]:
        """Raises what `Drafts.save` raises, in the future."""
        future: Future[Draft] = Future()
        with self._lock:
            before = self._waiting.get(draft.id)
            futures = [*(before.futures if before else ()), future]
            self._waiting[draft.id] = _Waiting(draft, text, keep or bool(before and before.keep), futures)
        self._tasks.run(lambda: self._write(draft.id))
        return future

    def forget(self, draft: DraftId) -> None:
        """What waits is not saved: the draft is deleted."""
        with self._lock:
            waiting = self._waiting.pop(draft, None)
        for future in waiting.futures if waiting else ():
            future.cancel()

    def flush(self) -> None:
        """Saves now what waits."""
        with self._lock:
            ids = list(self._waiting)
        for draft in ids:
            self._write(draft)

    def _write(self, draft: DraftId) -> None:
        """One at a time, so that an older text never comes after a newer one."""
        with self._writing:
            with self._lock:
                waiting = self._waiting.pop(draft, None)
            if waiting is None:
                return
            futures = [future for future in waiting.futures if future.set_running_or_notify_cancel()]
            try:
                saved = self._drafts.save(waiting.draft, waiting.text, keep=waiting.keep)
            except Exception as error:  # thread boundary: whoever asked is told
                for future in futures:
                    future.set_exception(error)
                return
        for future in futures:
            future.set_result(saved)
