"""What the command line and the Models page do with models: calls that return plain data. No printing, no parsing."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import Cancelled
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability
from langtutor.models import choices, results, staging
from langtutor.models.catalogue import load_catalogue
from langtutor.models.entries import STARTER, Format, Model
from langtutor.models.files import Cancel
from langtutor.models.installer import SCRATCH, Failed, Installed, folder_lock
from langtutor.models.progress import Progress, Report, Step
from langtutor.models.results import BenchResult, Grades
from langtutor.models.store import ModelStore, State, StoredModel, Verified
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths, resources_dir


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One line of a list. download_bytes: still to transfer for this one alone, 0 when installed.

    begun: parts of it have arrived. chosen: it is used for something. outranked: another is used for something that
    it could do too. instead_of: what came with langtutor (`choices.OWN`) and would be used if this one weren't.
    asks_consent: its licence needs a yes; agreed: it was given. bench and grades: what was found out on this machine.
    """

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
    format: Format
    asks_consent: bool = False
    agreed: bool = False
    added: bool = False
    begun: bool = False
    chosen: bool = False
    outranked: bool = False
    instead_of: str = ""
    bench: BenchResult | None = None
    grades: Grades | None = None

    @property
    def needs_yes(self) -> bool:
        return self.asks_consent and not self.agreed


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
    chosen, outranked = _used(store)
    return tuple(
        _row(store, stored, language, stored.model.id in chosen, stored.model.id in outranked)
        for stored in store.list()
    )


def _row(store: ModelStore, stored: StoredModel, language: str, chosen: bool, outranked: bool) -> ModelRow:
    model = stored.model
    return ModelRow(
        id=model.id,
        description=model.description_in(language),
        capability=model.capability,
        languages=model.languages,
        licence=model.licence,
        pack=model.pack,
        state=stored.state,
        source=stored.source,
        download_bytes=0 if stored.state is State.INSTALLED else model.download_bytes,
        disk_bytes=stored.disk_bytes or model.disk_bytes,
        format=model.format,
        asks_consent=model.asks_consent,
        agreed=model.asks_consent and store.has_agreed(model),
        added=model.added,
        begun=staging.part_of(store.folder, model).is_dir(),
        chosen=chosen,
        outranked=outranked,
        instead_of=choices.own_for(model.capability, model.languages) if chosen else "",
        bench=results.bench_of(store.folder, model.id),
        grades=results.grades_of(store.folder, model.id),
    )


def _used(store: ModelStore) -> tuple[set[str], set[str]]:
    """Ids of the models that are used for something, and of those that another is preferred to."""
    chosen: set[str] = set()
    outranked: set[str] = set()
    for capability in dict.fromkeys(model.capability for model in store.models()):
        before: list[Model] = []
        for model in store.ranked(capability):
            own = _own_languages(store, model)
            taken = [asked[0] in own or any(other.serves(*asked) for other in before) for asked in _asked(model)]
            if not all(taken):
                chosen.add(model.id)
            if any(taken):
                outranked.add(model.id)
            before.append(model)
    return chosen, outranked


def _own_languages(store: ModelStore, model: Model) -> frozenset[LanguageCode]:
    """Those in which what came with langtutor goes before this model."""
    own = choices.own_for(model.capability, model.languages)
    if not own or choices.before_own(store.folder, model.capability, model.id):
        return frozenset()
    return choices.OWN[own][1]


def _asked(model: Model) -> Iterable[tuple[LanguageCode, ...]]:
    """What it can be asked for, as `Model.serves` takes it."""
    if model.capability in (Capability.TRANSLATION, Capability.DICTIONARY):
        return [(pair.source, pair.target) for pair in model.pairs]
    return [(LanguageCode(language),) for language in model.languages]


def _silent(progress: Progress) -> None:
    """For who doesn't want to know how far it is."""


def starter_ids(store: ModelStore) -> tuple[str, ...]:
    return tuple(model.id for model in store.catalogue.pack(STARTER))


def missing_ids(store: ModelStore, pack: str = STARTER, *, removed: bool = False) -> tuple[str, ...]:
    """What an install of this pack would still fetch; its size is store.download_bytes(...).

    removed: also what the learner took away, for who asks for the pack by its name.
    """
    missing = (one.model for one in store.list() if one.state is not State.INSTALLED)
    return tuple(model.id for model in missing if model.pack == pack and (removed or not store.was_removed(model.id)))


def install(
    store: ModelStore,
    ids: Sequence[str],
    progress: Report,
    cancelled: Cancel,
    path: Path | None = None,
    accepted: Collection[str] = (),
) -> InstallResult:
    """accepted: ids whose licence the learner said yes to.

    Raises what concerns all: UnknownModel, NetworkOff, DiskFull, FolderReadOnly, Cancelled.
    """
    outcomes = store.install_each(ids, progress, cancelled, path, accepted)
    touched = {outcome.model for outcome in outcomes}
    return InstallResult(
        installed=tuple(outcome for outcome in outcomes if isinstance(outcome, Installed)),
        already=tuple(one for one in dict.fromkeys(ids) if one not in touched),
        failed=tuple(outcome for outcome in outcomes if isinstance(outcome, Failed)),
    )


def served_by(store: ModelStore, folder: Path) -> tuple[str, ...]:
    """Ids of the catalogue's models that aren't there yet and whose files all lie in a folder, by name and size."""
    if not folder.is_dir():
        return ()
    from langtutor.models.sources.path import Shelf  # the window needn't load all of the sources to start

    current = {one.model.id for one in store.list() if one.state is State.INSTALLED}
    away = [model for model in store.catalogue.models if model.id not in current]
    return tuple(model.id for model in away if Shelf(folder, model).has_all())


def verify(
    store: ModelStore, ids: Sequence[str], cancelled: Cancel, progress: Report = _silent
) -> tuple[Verified, ...]:
    """Without ids, all that are installed. progress counts bytes read. Raises UnknownModel, Cancelled."""
    there = {one.model.id: one.disk_bytes for one in store.list() if one.state is not State.MISSING}
    chosen = list(ids or there)
    total, before = sum(there.get(model_id, 0) for model_id in chosen), 0
    found = []
    for model_id in chosen:
        if cancelled():
            raise Cancelled()
        size, read = there.get(model_id, 0), 0

        def more(count: int, model_id: str = model_id, size: int = size, before: int = before) -> None:
            nonlocal read
            read += count
            progress(Progress(model_id, "", Step.CHECKING, read, size, before + read, total))

        found.append(store.verify(model_id, cancelled, more))
        before += size
    return tuple(found)


def remove(store: ModelStore, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids that were there and are gone now. Raises UnknownModel before anything is removed."""
    for model_id in ids:
        store.model(model_id)
    return tuple(model_id for model_id in ids if store.remove(model_id))


def forget_begun(store: ModelStore, ids: Sequence[str]) -> None:
    """Deletes what an interrupted installation left of these; what is installed stays. Raises UnknownModel."""
    models = [store.model(model_id) for model_id in ids]
    if not store.folder.is_dir():
        return
    with folder_lock(store.folder, lambda: False):
        for model in models:
            shutil.rmtree(staging.part_of(store.folder, model), ignore_errors=True)
        shutil.rmtree(store.folder / SCRATCH, ignore_errors=True)


def free_bytes(folder: Path) -> int:
    """On the disk that the folder is on, or will be."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(there).free
