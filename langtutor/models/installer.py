"""One run of installation: which source serves each model, what is fetched, when a model counts as installed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from langtutor.core.errors import BadHash, Cancelled, DiskFull, NoNetwork, SourceFailed, UserError
from langtutor.models import manifest
from langtutor.models.conversion import Converter
from langtutor.models.entries import DebSpec, HubSpec, Model, ModelFile, PathSpec, SourceSpec, WheelSpec
from langtutor.models.files import Cancel, WrongHash, disk_errors, land, sha256_of
from langtutor.models.manifest import InstalledFile, Manifest
from langtutor.models.progress import Meter, Report, Step
from langtutor.models.sources import Desk, Source, Unreachable, Unusable
from langtutor.models.sources.deb import DebSource
from langtutor.models.sources.hub import HubSource
from langtutor.models.sources.path import PathSource
from langtutor.models.sources.wheel import WheelSource
from langtutor.network.guard import NetworkGuard

log = logging.getLogger(__name__)

SCRATCH = ".fetched"
LOCK = ".lock"
_SPARE_BYTES = 32 << 20
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
def folder_lock(folder: Path, cancelled: Cancel) -> Iterator[None]:
    """One program at a time changes a models folder. The system frees the lock of a program that dies."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    while True:
        try:
            lock.acquire(timeout=_LOCK_POLL_S, poll_interval=_LOCK_POLL_S)
            break
        except Timeout:
            if cancelled():
                raise Cancelled() from None
    try:
        yield
    finally:
        lock.release()


class Installer:
    """Made for one run: remembers what could not be reached. Not for use by two threads."""

    def __init__(
        self,
        folder: Path,
        guard: NetworkGuard,
        convert: Converter,
        report: Report,
        cancelled: Cancel,
        path: Path | None,
    ) -> None:
        self._folder = folder
        self._guard = guard
        self._convert = convert
        self._report = report
        self._cancelled = cancelled
        self._path = path
        self._unreachable: dict[str, str] = {}
        self._needed = 0

    def run(self, models: Sequence[Model]) -> tuple[Installed | Failed, ...]:
        """One outcome for each model that wasn't whole. What concerns all of them is raised.

        Raises Cancelled, NetworkOff, DiskFull, FolderReadOnly.
        """
        meter = Meter({model.id: model.units(self._specs(model)[0]) for model in models}, self._report)
        with disk_errors(self._folder, 0):
            self._folder.mkdir(parents=True, exist_ok=True)
        meter.begin(models[0].id if models else "", "")
        meter.tell(Step.WAITING)
        with disk_errors(self._folder, 0), folder_lock(self._folder, self._cancelled):
            wanted = [model for model in models if not is_current(self._folder / model.id, model)]
            self._check_space(wanted)
            with disk_errors(self._folder, self._needed):
                outcomes = tuple(self._outcome(model, meter) for model in wanted)
                if not any(isinstance(outcome, Failed) for outcome in outcomes):
                    shutil.rmtree(self._folder / SCRATCH, ignore_errors=True)
        return outcomes

    def _specs(self, model: Model) -> tuple[SourceSpec, ...]:
        return (PathSpec(str(self._path)),) if self._path is not None else model.sources

    def _check_space(self, models: Sequence[Model]) -> None:
        """Raises DiskFull before anything is written. Counts what is transferred and what it becomes."""
        units: dict[str, int] = {}
        needed = 0
        for model in models:
            missing = [file for file in model.files if not (self._folder / model.id / file.name).exists()]
            needed += sum(file.bytes for file in missing)
            needed += model.convert.output_bytes if model.convert else 0
            if missing and self._path is None:
                units.update(model.units(model.sources[0]))
        self._needed = needed + sum(units.values()) + _SPARE_BYTES
        if models and shutil.disk_usage(self._folder).free < self._needed:
            raise DiskFull(folder=str(self._folder), needed=self._needed)

    def _outcome(self, model: Model, meter: Meter) -> Installed | Failed:
        try:
            return self._install(model, meter)
        except (BadHash, NoNetwork, SourceFailed) as error:
            log.warning("model %s is not installed: %s", model.id, error)
            return Failed(model.id, error)

    def _install(self, model: Model, meter: Meter) -> Installed:
        folder = self._folder / model.id
        folder.mkdir(parents=True, exist_ok=True)
        before = manifest.read(folder)
        manifest.forget(folder)
        meter.begin(model.id, "")
        hashes = self._kept(model, folder, meter)
        served = self._fetch_missing(model, folder, hashes, meter)
        files = self._converted(model, folder, hashes, meter)
        source = served or (before.source if before else "disk")
        pinned = tuple(file.sha256 for file in model.files)
        manifest.write(folder, Manifest(model.id, source, pinned, files))
        _clean(folder, model)
        meter.begin(model.id, "")
        meter.tell(Step.DONE)
        return Installed(model.id, source)

    def _kept(self, model: Model, folder: Path, meter: Meter) -> dict[str, str]:
        """Files that an earlier run left whole, by name, with their sha256."""
        hashes: dict[str, str] = {}
        for file in model.files:
            target = folder / file.name
            if not target.is_file():
                continue
            meter.begin(model.id, file.name)
            meter.tell(Step.CHECKING)
            found = sha256_of(target, self._cancelled)
            if found in file.sha256:
                hashes[file.name] = found
        return hashes

    def _fetch_missing(self, model: Model, folder: Path, hashes: dict[str, str], meter: Meter) -> str | None:
        """Asks the sources in their order; adds to hashes; returns the kind of the one that finished the work."""
        missing = [file for file in model.files if file.name not in hashes]
        if not missing:
            return None
        wrong: BadHash | None = None
        refused: list[str] = []
        silent: list[str] = []
        for spec in self._specs(model):
            if spec.kind in self._unreachable:
                silent.append(self._unreachable[spec.kind])
                continue
            source = self._open(spec, model, meter)
            try:
                for file in [file for file in missing if file.name not in hashes]:
                    hashes[file.name] = self._land(source, model, file, folder, meter)
                return spec.kind
            except WrongHash as error:
                log.warning("%s from %s: %s", model.id, spec.kind, error)
                wrong = wrong or BadHash(file=f"{model.id}/{error.name}", source=spec.kind)
            except Unusable as error:
                refused.append(f"{spec.kind}: {error}")
            except Unreachable as error:
                silent.append(f"{spec.kind}: {error}")
                self._unreachable[spec.kind] = silent[-1]
        if wrong is not None:
            raise wrong
        if refused:
            raise SourceFailed(model=model.id, detail="; ".join(refused + silent))
        raise NoNetwork(model=model.id, detail="; ".join(silent))

    def _land(self, source: Source, model: Model, file: ModelFile, folder: Path, meter: Meter) -> str:
        meter.begin(model.id, file.name)
        meter.tell(Step.FETCHING)
        try:
            return land(source.read(file.name), folder / file.name, file.sha256, self._cancelled)
        except WrongHash:
            (folder / file.name).unlink(missing_ok=True)
            source.forget(file.name)
            raise
        except Unusable:
            source.forget(file.name)
            raise

    def _open(self, spec: SourceSpec, model: Model, meter: Meter) -> Source:
        planned = model.units(self._specs(model)[0])
        own = model.units(spec)
        fractions = dict.fromkeys(own, 0.0)

        def on_bytes(unit: str, done: int, total: int) -> None:
            fraction = done / total if total else 0.0
            if unit in planned:
                meter.unit(unit, fraction)
                return
            fractions[unit] = fraction
            meter.share(sum(fractions[one] * size for one, size in own.items()) / max(1, sum(own.values())))

        scratch = self._folder / SCRATCH
        scratch.mkdir(exist_ok=True)
        return _source(spec, model, Desk(scratch, self._guard, self._cancelled, on_bytes))

    def _converted(
        self, model: Model, folder: Path, hashes: dict[str, str], meter: Meter
    ) -> tuple[InstalledFile, ...]:
        """What the manifest will list. A conversion works in a folder of its own, so that a kill leaves nothing."""
        step = model.convert
        if step is None:
            return tuple(_listed(folder / name, sha256) for name, sha256 in hashes.items())
        meter.begin(model.id, step.source)
        meter.tell(Step.CONVERTING)
        out = folder / "converted.part"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

        def tell(fraction: float) -> None:
            meter.tell(Step.CONVERTING, fraction)

        self._convert(step.kind, folder / step.source, out, tell, self._cancelled)
        absent = [name for name in step.outputs if not (out / name).is_file()]
        if absent:
            raise SourceFailed(model=model.id, detail=f"the conversion made no {absent[0]}")
        kept = [_listed(folder / name, sha256) for name, sha256 in hashes.items() if name != step.source]
        made = []
        for path in sorted(out.iterdir()):
            target = path.replace(folder / path.name)
            made.append(_listed(target, sha256_of(target, self._cancelled)))
        return (*kept, *made)


def is_current(folder: Path, model: Model) -> bool:
    """Installed, whole by size, and as the catalogue has it today. Hashes nothing."""
    found = manifest.read(folder)
    pinned = tuple(file.sha256 for file in model.files)
    return found is not None and is_usable(folder, model, found) and _still_accepted(found, pinned)


def is_usable(folder: Path, model: Model, found: Manifest) -> bool:
    """Every file the model needs is there with the size it had; maybe an older edition than the catalogue's."""
    if not model.final_names <= {file.name for file in found.files}:
        return False
    return all(_size(folder / file.name) == file.bytes for file in found.files)


def _still_accepted(found: Manifest, pinned: tuple[tuple[str, ...], ...]) -> bool:
    """A hash that was added for another edition of the same file makes nobody fetch again."""
    same_count = len(found.pinned) == len(pinned)
    return same_count and all(set(old) & set(new) for old, new in zip(found.pinned, pinned, strict=True))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _listed(path: Path, sha256: str) -> InstalledFile:
    return InstalledFile(path.name, path.stat().st_size, sha256)


def _clean(folder: Path, model: Model) -> None:
    """Once the manifest stands, what it doesn't list is left over: conversion input, other editions, parts."""
    found = manifest.read(folder)
    keep = {file.name for file in found.files} | {manifest.NAME} if found else set()
    for path in folder.iterdir():
        if path.name in keep or not keep:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _source(spec: SourceSpec, model: Model, desk: Desk) -> Source:
    if isinstance(spec, WheelSpec):
        return WheelSource(spec, desk)
    if isinstance(spec, HubSpec):
        return HubSource(spec, model, desk)
    if isinstance(spec, DebSpec):
        return DebSource(spec, desk)
    return PathSource(Path(spec.folder), model, desk)
