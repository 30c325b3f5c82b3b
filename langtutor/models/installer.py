"""One run of installation: what is wanted, whether it fits, and when a model counts as installed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.errors import BadHash, Cancelled, LicenceNotAccepted, NoNetwork, SourceFailed, UserError
from langtutor.models import manifest, staging, terms
from langtutor.models.conversion import Converter, NotConvertible
from langtutor.models.entries import Model, SourceSpec
from langtutor.models.files import Cancel, WrongHash, chunks_of, land, sha256_of
from langtutor.models.manifest import InstalledFile, Manifest
from langtutor.models.progress import Meter, Report, Step
from langtutor.models.room import check_space
from langtutor.network.guard import NetworkGuard
from langtutor.settings.disk import disk_errors

if TYPE_CHECKING:
    from langtutor.models.fetching import Fetcher

log = logging.getLogger(__name__)

SCRATCH = ".fetched"
LOCK = ".lock"
_CONVERTED = "converted"
PATH = "path"
DISK = "disk"
"""The source of a file that was there already."""
_LOCK_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Installed:
    """source: the kind that served it ("wheel", "hub"…), "disk" where every file was already there."""

    model: str
    source: str


@dataclass(frozen=True, slots=True)
class Failed:
    model: str
    error: UserError


@contextmanager
def folder_lock(folder: Path, cancelled: Cancel, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """One program at a time changes a models folder. The system frees the lock of a program that dies."""
    folder.mkdir(parents=True, exist_ok=True)
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    while True:
        try:
            lock.acquire(timeout=_LOCK_POLL_S, poll_interval=_LOCK_POLL_S)
            break
        except Timeout:
            if cancelled():
                raise Cancelled() from None
            on_wait()
    try:
        yield
    finally:
        lock.release()


class Installer:
    """Made for one run, in one thread."""

    def __init__(
        self,
        folder: Path,
        guard: NetworkGuard,
        convert: Converter,
        report: Report,
        cancelled: Cancel,
        path: Path | None,
        accepted: Collection[str] = (),
    ) -> None:
        """path: the only source. accepted: ids of models whose licence the learner said yes to."""
        self._folder = folder
        self._guard = guard
        self._convert = convert
        self._report = report
        self._cancelled = cancelled
        self._path = path
        self._accepted = accepted

    def run(self, models: Sequence[Model]) -> tuple[Installed | Failed, ...]:
        """One outcome for each model that wasn't whole. What concerns all of them is raised.

        Raises Cancelled, NetworkOff, DiskFull, FolderReadOnly.
        """
        from langtutor.models.fetching import Fetcher, sources_of  # the window needn't load all of fetching to start

        wanted = self._not_current(models)
        plan = {model.id: _units(model, sources_of(model, self._path)) for model in wanted if self._is_allowed(model)}
        meter = Meter(plan, self._report)
        with (
            disk_errors(self._folder, 0),
            folder_lock(self._folder, self._cancelled, lambda: meter.tell(Step.WAITING)),
        ):
            # Another program may have installed some of them while this one waited.
            wanted = self._not_current(wanted)
            allowed = [model for model in wanted if model.id in plan]
            for model in allowed:
                if model.asks_consent:
                    terms.agree(self._folder, model)
            needed = check_space(self._folder, allowed, self._path)
            fetcher = Fetcher(allowed, self._folder / SCRATCH, self._guard, self._cancelled, meter, self._path)
            with disk_errors(self._folder, needed):
                outcomes = tuple(
                    self._outcome(model, fetcher, meter) if model.id in plan else _not_accepted(model)
                    for model in wanted
                )
                if not any(isinstance(outcome, Failed) for outcome in outcomes):
                    shutil.rmtree(self._folder / SCRATCH, ignore_errors=True)
        return outcomes

    def _is_allowed(self, model: Model) -> bool:
        return not model.asks_consent or model.id in self._accepted or terms.agreed(self._folder, model)

    def _not_current(self, models: Sequence[Model]) -> list[Model]:
        return [model for model in models if not manifest.is_current(self._folder / model.id, model)]

    def _outcome(self, model: Model, fetcher: Fetcher, meter: Meter) -> Installed | Failed:
        meter.begin(model.id, "")
        try:
            source = self._put_together(model, fetcher, meter)
        except (BadHash, NoNetwork, SourceFailed) as error:
            log.warning("model %s is not installed: %s", model.id, error)
            return Failed(model.id, error)
        staging.publish(self._folder, model)
        meter.begin(model.id, "")
        meter.tell(Step.DONE)
        return Installed(model.id, source)

    def _put_together(self, model: Model, fetcher: Fetcher, meter: Meter) -> str:
        """Fills the staging folder, its manifest last; returns where the model came from."""
        part = staging.stage(self._folder, model)
        earlier = manifest.read(part)
        if earlier is not None and manifest.is_current(part, model):
            return earlier.source  # a run was killed just before its last rename
        manifest.forget(part)
        if self._taken_converted(model, part, meter):
            return PATH
        sources = dict(manifest.drafted(part) or {})
        hashes = self._kept(model, part, meter)
        sources = {name: sources.get(name, DISK) for name in hashes}
        manifest.draft(part, sources)
        served = DISK
        missing = [file for file in model.files if file.name not in hashes]
        for name, fetched in fetcher.fetch(model, missing, part):
            hashes[name], sources[name] = fetched.sha256, fetched.source
            manifest.draft(part, sources)
            served = fetched.source
        files = self._converted(model, part, hashes, meter)
        pinned = {file.name: file.sha256 for file in model.files}
        manifest.write(part, Manifest(model.id, served, pinned, files, sources))
        return served

    def _taken_converted(self, model: Model, part: Path, meter: Meter) -> bool:
        """Copies what another machine made of the catalogue's files; nobody can say but its manifest what is right."""
        from langtutor.models.sources.path import converted_in  # the window needn't load all of the sources to start

        home = converted_in(self._path, model) if self._path is not None else None
        found = manifest.read(home) if home is not None else None
        if home is None or found is None:
            return False
        for at, file in enumerate(found.files):
            meter.begin(model.id, file.name)
            meter.share(at / len(found.files))
            try:
                land(chunks_of(home / file.name), part / file.name, (file.sha256,), self._cancelled)
            except WrongHash as error:
                raise BadHash(file=f"{model.id}/{file.name}", source=PATH) from error
        taken = replace(found, model=model.id, source=PATH, sources=dict.fromkeys((f.name for f in found.files), PATH))
        manifest.write(part, taken)
        return True

    def _kept(self, model: Model, part: Path, meter: Meter) -> dict[str, str]:
        """Files already there and right, by name, with their sha256."""
        hashes: dict[str, str] = {}
        for file in model.files:
            target = part / file.name
            if not target.is_file():
                continue
            meter.begin(model.id, file.name)
            meter.tell(Step.CHECKING)
            found = sha256_of(target, self._cancelled)
            if found in file.sha256:
                hashes[file.name] = found
        return hashes

    def _converted(self, model: Model, part: Path, hashes: dict[str, str], meter: Meter) -> tuple[InstalledFile, ...]:
        """What the manifest will list. A conversion works in a folder of its own, so that a kill leaves nothing."""
        step = model.convert
        if step is None:
            return tuple(_listed(part, name, sha256) for name, sha256 in hashes.items())
        meter.begin(model.id, step.source)
        meter.tell(Step.CONVERTING)
        out = part / _CONVERTED
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

        def tell(fraction: float) -> None:
            meter.tell(Step.CONVERTING, fraction)

        try:
            self._convert(step.kind, part / step.source, out, tell, self._cancelled)
        except NotConvertible as error:
            raise SourceFailed(model=model.id, detail=str(error)) from error
        absent = [name for name in step.outputs if not (out / name).is_file()]
        if absent:
            raise SourceFailed(model=model.id, detail=f"the conversion made no {absent[0]}")
        kept = [_listed(part, name, sha256) for name, sha256 in hashes.items() if name != step.source]
        made = []
        for path in sorted(out.iterdir()):
            target = path.replace(part / path.name)
            made.append(_listed(part, path.name, sha256_of(target, self._cancelled)))
        return (*kept, *made)


def _listed(part: Path, name: str, sha256: str) -> InstalledFile:
    return InstalledFile(name, (part / name).stat().st_size, sha256)


def _units(model: Model, sources: Sequence[SourceSpec]) -> dict[str, int]:
    return model.units(sources[0]) if sources else {}


def _not_accepted(model: Model) -> Failed:
    return Failed(model.id, LicenceNotAccepted(model=model.id, licence=model.licence))
