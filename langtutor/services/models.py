"""Models for the window: what there is, installing, verifying, removing, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.language import LanguageCode
from langtutor.models import commands
from langtutor.models.commands import InstallResult, ModelRow
from langtutor.models.entries import Model
from langtutor.models.files import Cancel
from langtutor.models.machine import this_machine
from langtutor.models.progress import Progress
from langtutor.models.recommend import Advice, recommend
from langtutor.models.store import ModelStore, Verified
from langtutor.services.installing import InstallQueue, InstallState, ModelInstall
from langtutor.services.tasks import Tasks

__all__ = ["InstallState", "MissingModels", "ModelAdding", "ModelCheck", "ModelInstall", "Models"]


@dataclass(frozen=True, slots=True)
class MissingModels:
    """Starter models that aren't there, and the bytes to download for them."""

    ids: tuple[str, ...]
    download_bytes: int


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """Files being verified. The future raises Cancelled, UnknownModel."""

    future: Future[tuple[Verified, ...]]
    cancel: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ModelAdding:
    """A model on its way in. The future raises what `models.adding.add` raises, Cancelled among it."""

    future: Future[Model]
    cancel: Callable[[], None]


def _silent(progress: Progress) -> None:
    """For who doesn't want to know how far it is."""


class Models:
    """installed_changed is called (in a service thread) after every install, removal and choice."""

    def __init__(self, store: ModelStore, tasks: Tasks, installed_changed: Callable[[], None]) -> None:
        self.store = store
        self._tasks = tasks
        self._installed_changed = installed_changed
        self._queue = InstallQueue(self._install)
        self._closing = threading.Event()

    # --- what there is -------------------------------------------------------------------------------------------

    def list(self, language: str) -> tuple[ModelRow, ...]:
        """language: of the descriptions. Reads some files: not for the window's thread."""
        return commands.rows(self.store, language)

    def missing_starter(self) -> MissingModels:
        ids = commands.missing_ids(self.store)
        return MissingModels(ids, self.store.download_bytes(ids))

    def download_bytes(self, ids: Sequence[str]) -> int:
        """For all of these together: what they share is fetched once. Raises UnknownModel."""
        return self.store.download_bytes(ids)

    def free_bytes(self) -> int:
        return commands.free_bytes(self.store.folder)

    def advice(self, learned: LanguageCode, spoken: LanguageCode) -> Future[tuple[Advice, ...]]:
        """Which models fit this computer, and why. Takes half a second: it measures the memory."""

        def work() -> tuple[Advice, ...]:
            return recommend(self.store.models(), this_machine(self.store.folder, measure=True), (learned, spoken))

        return self._tasks.run(work)

    # --- what can be done ----------------------------------------------------------------------------------------

    def install(
        self,
        ids: Sequence[str],
        on_progress: Callable[[Progress], None] = _silent,
        path: Path | None = None,
        accepted: Collection[str] = frozenset(),
    ) -> ModelInstall:
        """Waits for its turn; what an earlier one brought isn't fetched again. accepted: ids whose licence the
        learner said yes to. path: take everything from this folder, ask no one else."""
        return self._queue.add(ModelInstall(ids, on_progress, path, accepted))

    def served_by(self, path: Path) -> Future[tuple[str, ...]]:
        """Ids of the catalogue's models that could be installed from this folder now."""
        return self._tasks.run(lambda: commands.served_by(self.store, path))

    def add(
        self, path: Path, languages: Sequence[str] = (), on_progress: Callable[[Progress], None] = _silent
    ) -> ModelAdding:
        """Takes in the one model that lies in a folder or file, found out by its files."""
        from langtutor.models import adding  # the window needn't load all of it to start

        cancelled = threading.Event()

        def work() -> Model:
            wishes = adding.Wishes(languages=languages)
            try:
                return adding.add(self.store, path, wishes, on_progress, self._or_closing(cancelled))
            finally:
                self._installed_changed()

        return ModelAdding(self._tasks.run(work), cancelled.set)

    def forget_begun(self, ids: Sequence[str]) -> Future[None]:
        """Deletes what stopped installations left of these. Raises UnknownModel."""
        return self._tasks.run(lambda: commands.forget_begun(self.store, ids))

    def verify(self, ids: Sequence[str], on_progress: Callable[[Progress], None] = _silent) -> ModelCheck:
        """Reads every byte; without ids, of all that is installed. What is damaged counts as missing from then on."""
        cancelled = threading.Event()

        def work() -> tuple[Verified, ...]:
            found = commands.verify(self.store, ids, self._or_closing(cancelled), on_progress)
            if not all(one.ok for one in found):
                self._installed_changed()
            return found

        return ModelCheck(self._tasks.run(work), cancelled.set)

    def remove(self, ids: Sequence[str]) -> Future[tuple[str, ...]]:
        """The ids that were there. Waits while an installation runs. Raises UnknownModel, FolderReadOnly."""

        def work() -> tuple[str, ...]:
            removed = commands.remove(self.store, ids)
            self._installed_changed()
            return removed

        return self._tasks.run(work)

    def use(self, model_id: str) -> Future[None]:
        """Prefer it to others that can do the same; also one of `choices.OWN`.

        Raises UnknownModel, ModelMissing, DiskFull, FolderReadOnly."""

        def work() -> None:
            self.store.prefer(model_id)
            self._installed_changed()

        return self._tasks.run(work)

    def close(self) -> None:
        """Stops what is being installed, added or verified; what has arrived is kept."""
        self._closing.set()
        self._queue.close()

    def _or_closing(self, cancelled: threading.Event) -> Cancel:
        return lambda: cancelled.is_set() or self._closing.is_set()

    def _install(self, install: ModelInstall) -> InstallResult:
        try:
            return commands.install(
                self.store, install.ids, install.report, lambda: install.stopping, install.path, install.accepted
            )
        finally:
            self._installed_changed()
