"""Models for the window and the command line: what is missing, installing it, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from langtutor.models import commands
from langtutor.models.commands import InstallResult, ModelRow
from langtutor.models.progress import Progress
from langtutor.models.store import ModelStore
from langtutor.services.tasks import Tasks


@dataclass(frozen=True, slots=True)
class MissingModels:
    """Starter models that aren't there, and the bytes to download for them."""

    ids: tuple[str, ...]
    download_bytes: int


@dataclass(frozen=True, slots=True)
class ModelInstall:
    """One under way. The future raises what concerns all models; failures of one are in its result."""

    future: Future[InstallResult]
    cancel: Callable[[], None]


class Models:
    """installed_changed is called (in a service thread) after every install and removal."""

    def __init__(self, store: ModelStore, tasks: Tasks, installed_changed: Callable[[], None]) -> None:
        self.store = store
        self._tasks = tasks
        self._installed_changed = installed_changed

    def missing_starter(self) -> MissingModels:
        ids = commands.missing_ids(self.store)
        return MissingModels(ids, self.store.download_bytes(ids))

    def install(
        self, ids: Sequence[str], on_progress: Callable[[Progress], None], path: Path | None = None
    ) -> ModelInstall:
        cancelled = threading.Event()

        def work() -> InstallResult:
            try:
                return commands.install(self.store, ids, on_progress, cancelled.is_set, path)
            finally:
                self._installed_changed()

        return ModelInstall(self._tasks.run(work), cancelled.set)

    def list(self, language: str) -> tuple[ModelRow, ...]:
        return commands.rows(self.store, language)
