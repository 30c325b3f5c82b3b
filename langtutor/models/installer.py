"""One run of installation: what is wanted, whether it fits, and when a model counts as installed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.errors import BadHash, Cancelled, DiskFull, NoNetwork, SourceFailed, UserError
from langtutor.models import manifest, staging
from langtutor.models.conversion import Converter, NotConvertible
from langtutor.models.entries import Model
from langtutor.models.files import Cancel, sha256_of
from langtutor.models.manifest import InstalledFile, Manifest
from langtutor.models.progress import Meter, Report, Step
from langtutor.network.guard import NetworkGuard
from langtutor.settings.disk import disk_errors

if TYPE_CHECKING:
    from langtutor.models.fetching import Fetcher

log = logging.getLogger(__name__)

SCRATCH = ".fetched"
LOCK = ".lock"
_CONVERTED = "converted"
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
    ) -> None:
        self._folder = folder
        self._guard = guard
        self._convert = convert
        self._report = report
        self._cancelled = cancelled
        self._path = path

    def run(self, models: Sequence[Model]) -> tuple[Installed | Failed, ...]:
        """One outcome for each model that wasn't whole. What concerns all of them is raised.

        Raises Cancelled, NetworkOff, DiskFull, FolderReadOnly.
        """
        from langtutor.models.fetching import Fetcher, sources_of  # the window needn't load all of fetching to start

        wanted = self._not_current(models)
        meter = Meter({model.id: model.units(sources_of(model, self._path)[0]) for model in wanted}, self._report)
        fetcher = Fetcher(self._folder / SCRATCH, self._guard, self._cancelled, meter, self._path)
        with (
            disk_errors(self._folder, 0),
            folder_lock(self._folder, self._cancelled, lambda: meter.tell(Step.WAITING)),
        ):
            # Another program may have installed some of them while this one waited.
            wanted = self._not_current(wanted)
            needed = self._check_space(wanted)
            with disk_errors(self._folder, needed):
                outcomes = tuple(self._outcome(model, fetcher, meter) for model in wanted)
                if not any(isinstance(outcome, Failed) for outcome in outcomes):
                    shutil.rmtree(self._folder / SCRATCH, ignore_errors=True)
        return outcomes

    def _not_current(self, models: Sequence[Model]) -> list[Model]:
        return [model for model in models if not manifest.is_current(self._folder / model.id, model)]

    def _check_space(self, models: Sequence[Model]) -> int:
        """Bytes needed for what is transferred and what it becomes. Raises DiskFull before anything is written."""
        units: dict[str, int] = {}
        needed = _SPARE_BYTES
        for model in models:
            homes = (self._folder / model.id, staging.part_of(self._folder, model))
            missing = [file for file in model.files if not any((home / file.name).exists() for home in homes)]
            needed += sum(file.bytes for file in missing)
            needed += model.convert.output_bytes if model.convert else 0
            if missing and self._path is None:
                units.update(model.units(model.sources[0]))
        needed += sum(units.values())
        if models and shutil.disk_usage(self._folder).free < needed:
            raise DiskFull(folder=str(self._folder), needed=needed)
        return needed

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
        hashes = self._kept(model, part, meter)
        source = "disk"
        missing = [file for file in model.files if file.name not in hashes]
        if missing:
            source, fetched = fetcher.fetch(model, missing, part)
            hashes.update(fetched)
        files = self._converted(model, part, hashes, meter)
        manifest.write(part, Manifest(model.id, source, {file.name: file.sha256 for file in model.files}, files))
        return source

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
            return tuple(_listed(part / name, sha256) for name, sha256 in hashes.items())
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
        kept = [_listed(part / name, sha256) for name, sha256 in hashes.items() if name != step.source]
        made = []
        for path in sorted(out.iterdir()):
            target = path.replace(part / path.name)
            made.append(_listed(target, sha256_of(target, self._cancelled)))
        return (*kept, *made)


def _listed(path: Path, sha256: str) -> InstalledFile:
    return InstalledFile(path.name, path.stat().st_size, sha256)
