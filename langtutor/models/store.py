"""The models on this machine: which are there, where they lie, fetching, verifying, removing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from langtutor.core.errors import ModelMissing
from langtutor.models import manifest, staging
from langtutor.models.catalogue import Catalogue
from langtutor.models.conversion import Converter, convert_in_child
from langtutor.models.entries import Model
from langtutor.models.files import Cancel, sha256_of
from langtutor.models.installer import SCRATCH, Failed, Installed, Installer, folder_lock
from langtutor.models.progress import Progress, Report
from langtutor.network.guard import NetworkGuard
from langtutor.settings.disk import disk_errors


class State(StrEnum):
    MISSING = "missing"
    INSTALLED = "installed"
    OUTDATED = "outdated"
    """Works, but the catalogue has moved on: installing fetches the new edition."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """source: the kind that served it, empty when missing. disk_bytes: of the files, 0 when missing."""

    model: Model
    state: State
    source: str
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class Verified:
    """installed is False where the model isn't there at all; then nothing else is said."""

    model: str
    installed: bool
    missing: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return self.installed and not self.missing and not self.damaged


def _silent(progress: Progress) -> None:
    """For who doesn't want to know how far it is."""


def _never() -> bool:
    return False


class ModelStore:
    """One folder with a sub-folder for each model. Several processes may use the same folder."""

    def __init__(
        self, folder: Path, catalogue: Catalogue, guard: NetworkGuard, convert: Converter = convert_in_child
    ) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self._guard = guard
        self._convert = convert

    def installed(self, model_id: str) -> Path | None:
        """The model's folder when every file is there with its size; hashes nothing. Raises UnknownModel."""
        model = self.catalogue.get(model_id)
        folder = self.folder / model_id
        return folder if manifest.is_usable(folder, model) else None

    def path_of(self, model_id: str) -> Path:
        """Raises ModelMissing with the command that fetches it, UnknownModel."""
        folder = self.installed(model_id)
        if folder is None:
            raise ModelMissing(model=model_id, command=f"langtutor models install {model_id}")
        return folder

    def list(self) -> tuple[StoredModel, ...]:
        """All models of the catalogue, in its order."""
        return tuple(self._stored(model) for model in self.catalogue.models)

    def install(
        self,
        ids: Sequence[str],
        progress: Report = _silent,
        cancelled: Cancel = _never,
        path: Path | None = None,
    ) -> tuple[Installed, ...]:
        """Fetches what isn't there yet; those already there are left out of the result.

        progress is called in this thread. path: take everything from this folder, ask no one else.
        All models are tried before the first failure is raised. Raises UnknownModel, BadHash, NoNetwork, NetworkOff,
        SourceFailed, DiskFull, FolderReadOnly, Cancelled (within a second). A later call goes on where one stopped.
        """
        outcomes = self.install_each(ids, progress, cancelled, path)
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                raise outcome.error
        return tuple(outcome for outcome in outcomes if isinstance(outcome, Installed))

    def install_each(
        self,
        ids: Sequence[str],
        progress: Report = _silent,
        cancelled: Cancel = _never,
        path: Path | None = None,
    ) -> tuple[Installed | Failed, ...]:
        """Like install, but what fails for one model only (BadHash, NoNetwork, SourceFailed) is in the result."""
        models = [self.catalogue.get(model_id) for model_id in dict.fromkeys(ids)]
        if all(manifest.is_current(self.folder / model.id, model) for model in models):
            return ()
        return Installer(self.folder, self._guard, self._convert, progress, cancelled, path).run(models)

    def verify(self, model_id: str, cancelled: Cancel = _never) -> Verified:
        """Reads every byte. A damaged model stops counting as installed, so that install mends it.

        Raises UnknownModel, Cancelled.
        """
        self.catalogue.get(model_id)
        folder = self.folder / model_id
        found = manifest.read(folder)
        if found is None:
            return Verified(model_id, installed=False, missing=(), damaged=())
        missing = tuple(file.name for file in found.files if not (folder / file.name).is_file())
        there = [file for file in found.files if file.name not in missing]
        damaged = tuple(file.name for file in there if sha256_of(folder / file.name, cancelled) != file.sha256)
        if missing or damaged:
            with disk_errors(self.folder, 0):
                manifest.forget(folder)
        return Verified(model_id, installed=True, missing=missing, damaged=damaged)

    def remove(self, model_id: str, cancelled: Cancel = _never) -> bool:
        """False where there was nothing. Raises UnknownModel, FolderReadOnly, Cancelled (while it waits its turn)."""
        model = self.catalogue.get(model_id)
        if not self.folder.is_dir():
            return False
        with disk_errors(self.folder, 0), folder_lock(self.folder, cancelled):
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)
            return staging.discard(self.folder, model)

    def download_bytes(self, ids: Sequence[str]) -> int:
        """What installing these would transfer: models already there cost nothing, shared packages count once."""
        units: dict[str, int] = {}
        for model in map(self.catalogue.get, ids):
            if not manifest.is_current(self.folder / model.id, model):
                units.update(model.units(model.sources[0]))
        return sum(units.values())

    def _stored(self, model: Model) -> StoredModel:
        folder = self.folder / model.id
        found = manifest.read(folder)
        if found is None or not manifest.is_usable(folder, model):
            return StoredModel(model, State.MISSING, "", 0)
        state = State.INSTALLED if manifest.is_current(folder, model) else State.OUTDATED
        return StoredModel(model, state, found.source, sum(file.bytes for file in found.files))
