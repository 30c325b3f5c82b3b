"""What the command line and the settings page do with models: calls that return plain data. No printing, no parsing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import Cancelled
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import STARTER
from langtutor.models.files import Cancel
from langtutor.models.installer import Failed, Installed
from langtutor.models.progress import Report
from langtutor.models.store import ModelStore, State, Verified
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One line of a list. download_bytes: still to transfer for this one alone, 0 when installed."""

    id: str
    description: str
    capability: str
    languages: tuple[str, ...]
    licence: str
    pack: str
    state: State
    source: str
    download_bytes: int
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class InstallResult:
    """already: ids that needed nothing. failed: with the error to show."""

    installed: tuple[Installed, ...]
    already: tuple[str, ...]
    failed: tuple[Failed, ...]


def open_store(paths: Paths, guard: NetworkGuard) -> ModelStore:
    """The user's models with the catalogue that came with the program. Raises BadContent."""
    return ModelStore(paths.models, load_catalogue(resources_dir() / "catalogue.toml"), guard)


def rows(store: ModelStore, language: str) -> tuple[ModelRow, ...]:
    """language: of the descriptions."""
    return tuple(
        ModelRow(
            id=stored.model.id,
            description=stored.model.description_in(language),
            capability=stored.model.capability,
            languages=stored.model.languages,
            licence=stored.model.licence,
            pack=stored.model.pack,
            state=stored.state,
            source=stored.source,
            download_bytes=0 if stored.state is State.INSTALLED else stored.model.download_bytes,
            disk_bytes=stored.disk_bytes or stored.model.disk_bytes,
        )
        for stored in store.list()
    )


def starter_ids(store: ModelStore) -> tuple[str, ...]:
    return tuple(model.id for model in store.catalogue.pack(STARTER))


def missing_ids(store: ModelStore, pack: str = STARTER) -> tuple[str, ...]:
    """What an install of this pack would still fetch; its size is store.download_bytes(...)."""
    return tuple(one.model.id for one in store.list() if one.model.pack == pack and one.state is not State.INSTALLED)


def install(
    store: ModelStore, ids: Sequence[str], progress: Report, cancelled: Cancel, path: Path | None = None
) -> InstallResult:
    """Raises what concerns all: UnknownModel, NetworkOff, DiskFull, FolderReadOnly, Cancelled."""
    outcomes = store.install_each(ids, progress, cancelled, path)
    touched = {outcome.model for outcome in outcomes}
    return InstallResult(
        installed=tuple(outcome for outcome in outcomes if isinstance(outcome, Installed)),
        already=tuple(one for one in dict.fromkeys(ids) if one not in touched),
        failed=tuple(outcome for outcome in outcomes if isinstance(outcome, Failed)),
    )


def verify(store: ModelStore, ids: Sequence[str], cancelled: Cancel) -> tuple[Verified, ...]:
    """Without ids, all that are installed. Raises UnknownModel, Cancelled."""
    chosen = ids or [one.model.id for one in store.list() if one.state is not State.MISSING]
    found = []
    for model_id in chosen:
        if cancelled():
            raise Cancelled()
        found.append(store.verify(model_id, cancelled))
    return tuple(found)


def remove(store: ModelStore, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids that were there and are gone now. Raises UnknownModel before anything is removed."""
    for model_id in ids:
        store.model(model_id)
    return tuple(model_id for model_id in ids if store.remove(model_id))
