"""The models on this machine: which are there, where they lie, fetching, verifying, removing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from langtutor.core.errors import ModelMissing, UnknownModel
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.models import choices, manifest, staging, terms
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


def _unheard(size: int) -> None:
    """For who doesn't want to know how far it is."""


def _never() -> bool:
    return False


class ModelStore:
    """One folder with a sub-folder for each model. Several processes may use the same folder."""

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        guard: NetworkGuard,
        convert: Converter = convert_in_child,
        pins: Mapping[Capability, str] | None = None,
    ) -> None:
        """pins: ids to use whatever is chosen, by capability."""
        self.folder = folder
        self.catalogue = catalogue
        self._guard = guard
        self._convert = convert
        self._pins = dict(pins or {})

    def models(self) -> tuple[Model, ...]:
        """The catalogue's, in its order, then those the learner brought, by id."""
        return (*self.catalogue.models, *self._added())

    def model(self, model_id: str) -> Model:
        """Raises UnknownModel."""
        for models in (self.catalogue.models, self._added()):
            for model in models:
                if model.id == model_id:
                    return model
        raise UnknownModel(model=model_id, known=", ".join(model.id for model in self.models()))

    def choose(self, capability: Capability, *languages: LanguageCode) -> Model | None:
        """The installed model to use; languages as in `Model.serves`. None where there is none.

        The one pinned, else what the learner prefers, else the first of the catalogue, then those the learner brought.
        """
        if capability in self._pins:
            pinned = self.model(self._pins[capability])
            return pinned if self.installed(pinned.id) else None
        return next((model for model in self.ranked(capability) if model.serves(*languages)), None)

    def ranked(self, capability: str) -> Iterator[Model]:
        """The installed models of a capability, in the order in which they are chosen."""
        preferred = choices.read(self.folder).get(capability, ())
        able = [model for model in self.models() if model.capability == capability]
        able.sort(key=lambda model: preferred.index(model.id) if model.id in preferred else len(preferred))
        return (model for model in able if self.installed(model.id) is not None)

    def prefer(self, model_id: str) -> str:
        """Use it before all others of its capability, which is returned, for the languages it serves.

        model_id: also one of `choices.OWN`. Raises UnknownModel, ModelMissing, DiskFull, FolderReadOnly.
        """
        if model_id in choices.OWN:
            capability: str = choices.OWN[model_id][0]
        else:
            capability = self.model(model_id).capability
            self.path_of(model_id)
        with disk_errors(self.folder, 0):
            self.folder.mkdir(parents=True, exist_ok=True)
            choices.prefer(self.folder, capability, model_id)
        return capability

    def has_agreed(self, model: Model) -> bool:
        """Whether the learner said yes to the terms of its licence."""
        return terms.agreed(self.folder, model)

    def installed(self, model_id: str) -> Path | None:
        """The model's folder when every file is there with its size; hashes nothing. Raises UnknownModel."""
        model = self.model(model_id)
        folder = self.folder / model_id
        return folder if manifest.is_usable(folder, model) else None

    def was_removed(self, model_id: str) -> bool:
        """Taken away by the learner, and not installed again since."""
        return staging.was_removed(self.folder, model_id)

    def path_of(self, model_id: str) -> Path:
        """Raises ModelMissing with the command that fetches it, UnknownModel."""
        folder = self.installed(model_id)
        if folder is None:
            raise ModelMissing(model=model_id, command=f"langtutor models install {model_id}")
        return folder

    def list(self) -> tuple[StoredModel, ...]:
        """All models, in the order of `models`."""
        return tuple(self._stored(model) for model in self.models())

    def install(
        self,
        ids: Sequence[str],
        progress: Report = _silent,
        cancelled: Cancel = _never,
        path: Path | None = None,
        accepted: Collection[str] = (),
    ) -> tuple[Installed, ...]:
        """Fetches what isn't there yet; those already there are left out of the result.

        progress is called in this thread. path: take everything from this folder, ask no one else.
        accepted: ids of models whose licence the learner said yes to, where it asks for one.
        All models are tried before the first failure is raised. Raises UnknownModel, BadHash, NoNetwork, NetworkOff,
        SourceFailed, LicenceNotAccepted, DiskFull, FolderReadOnly, Cancelled (within a second). A later call goes on
        where one stopped.
        """
        outcomes = self.install_each(ids, progress, cancelled, path, accepted)
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
        accepted: Collection[str] = (),
    ) -> tuple[Installed | Failed, ...]:
        """Like install, but what fails for one model only is in the result: BadHash, NoNetwork, SourceFailed,
        LicenceNotAccepted."""
        models = [self.model(model_id) for model_id in dict.fromkeys(ids)]
        if all(manifest.is_current(self.folder / model.id, model) for model in models):
            return ()
        return Installer(self.folder, self._guard, self._convert, progress, cancelled, path, accepted).run(models)

    def verify(self, model_id: str, cancelled: Cancel = _never, on_bytes: Callable[[int], None] = _unheard) -> Verified:
        """Reads every byte. A damaged model stops counting as installed, so that install mends it.

        Of one that the learner brought, whose manifest is all that is known of it, damaged files are put aside instead.
        on_bytes gets how many more were read. Raises UnknownModel, Cancelled, FolderReadOnly.
        """
        model = self.model(model_id)
        folder = self.folder / model_id
        found = manifest.read(folder)
        if found is None:
            return Verified(model_id, installed=False, missing=(), damaged=())
        missing = tuple(file.name for file in found.files if not (folder / file.name).is_file())
        there = [file for file in found.files if file.name not in missing]
        damaged = tuple(
            file.name for file in there if sha256_of(folder / file.name, cancelled, on_bytes) != file.sha256
        )
        if missing or damaged:
            with disk_errors(self.folder, 0):
                if model.added:
                    staging.put_aside(folder, damaged)
                else:
                    manifest.forget(folder)
        return Verified(model_id, installed=True, missing=missing, damaged=damaged)

    def remove(self, model_id: str, cancelled: Cancel = _never) -> bool:
        """False where there was nothing. Raises UnknownModel, FolderReadOnly, Cancelled (while it waits its turn)."""
        model = self.model(model_id)
        if not self.folder.is_dir():
            return False
        with disk_errors(self.folder, 0), folder_lock(self.folder, cancelled):
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)
            return staging.discard(self.folder, model)

    def download_bytes(self, ids: Sequence[str]) -> int:
        """What installing these would transfer: models already there cost nothing, shared packages count once."""
        units: dict[str, int] = {}
        for model in map(self.model, ids):
            if not manifest.is_current(self.folder / model.id, model):
                units.update(model.units(model.sources[0]) if model.sources else {})
        return sum(units.values())

    def _added(self) -> tuple[Model, ...]:
        """What lies here with a manifest that says what it is, as `models add` and `models convert` write."""
        try:
            folders = sorted(path for path in self.folder.iterdir() if (path / manifest.NAME).is_file())
        except OSError:
            return ()
        known = {model.id for model in self.catalogue.models}
        found = ((folder.name, manifest.read(folder)) for folder in folders if folder.name not in known)
        models = (manifest.as_model(model_id, about) for model_id, about in found if about is not None)
        return tuple(model for model in models if model is not None)

    def _stored(self, model: Model) -> StoredModel:
        folder = self.folder / model.id
        found = manifest.read(folder)
        if found is None or not manifest.is_usable(folder, model):
            return StoredModel(model, State.MISSING, "", 0)
        state = State.INSTALLED if manifest.is_current(folder, model) else State.OUTDATED
        return StoredModel(model, state, found.source, sum(file.bytes for file in found.files))
