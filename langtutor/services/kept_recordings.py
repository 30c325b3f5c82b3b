"""What was said and is kept: seen, copied elsewhere, deleted. What was found in it stays in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

from langtutor.audio.exporting import export
from langtutor.audio.recordings import RecordingStore, StoredRecording
from langtutor.core.errors import UnknownRecording
from langtutor.services.tasks import Tasks

__all__ = ["KeptRecordings", "StoredRecording"]


class KeptRecordings:
    """Finished recordings only; what waits for its verdict is neither shown nor touched. Thread-safe."""

    def __init__(self, store: RecordingStore, tasks: Tasks) -> None:
        self._store = store
        self._tasks = tasks

    def all(self) -> Future[tuple[StoredRecording, ...]]:
        """Newest first."""
        return self._tasks.run(self._store.finished)

    def export(
        self,
        folder: Path,
        ids: Sequence[str] | None = None,
        on_file: Callable[[int], None] = lambda done: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Future[tuple[Path, ...]]:
        """ids: None for all. Gives the copies. Raises UnknownRecording, DiskFull, FolderReadOnly, FileUnwritable."""
        return self._tasks.run(lambda: export(self._chosen(ids), folder, on_file, cancelled))

    def delete(self, ids: Sequence[str] | None = None) -> Future[tuple[str, ...]]:
        """ids: None for all. Gives the ids of what is gone. Raises UnknownRecording, and then nothing was deleted."""

        def work() -> tuple[str, ...]:
            chosen = self._chosen(ids)
            for recording in chosen:
                self._store.delete(recording.id)
            return tuple(recording.id for recording in chosen)

        return self._tasks.run(work)

    def delete_older(self, days: float) -> Future[tuple[str, ...]]:
        return self._tasks.run(lambda: self._store.prune(timedelta(days=days)))

    def _chosen(self, ids: Sequence[str] | None) -> tuple[StoredRecording, ...]:
        found = self._store.finished()
        if ids is None:
            return found
        known = {recording.id: recording for recording in found}
        for id in ids:
            if id not in known:
                raise UnknownRecording(recording=id)
        return tuple(known[id] for id in dict.fromkeys(ids))
