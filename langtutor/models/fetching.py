"""Asks a model's sources in their order, and remembers for the length of one run which of them don't answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from langtutor.core.errors import BadHash, NoNetwork, SourceFailed
from langtutor.models.entries import (
    DebSpec,
    FirefoxSpec,
    HubSpec,
    MavenSpec,
    Model,
    ModelFile,
    PathSpec,
    SourceSpec,
    WheelSpec,
)
from langtutor.models.files import Cancel, WrongHash, land
from langtutor.models.progress import Meter, Step
from langtutor.models.sources import Desk, Source, Unreachable, Unusable
from langtutor.models.sources.deb import DebSource
from langtutor.models.sources.hub import HubSource
from langtutor.models.sources.path import PathSource
from langtutor.models.sources.wheel import WheelSource
from langtutor.network.guard import NetworkGuard

log = logging.getLogger(__name__)


class Fetcher:
    """For one run and one thread. path: the only source, where the user points at one."""

    def __init__(self, scratch: Path, guard: NetworkGuard, cancelled: Cancel, meter: Meter, path: Path | None) -> None:
        self._scratch = scratch
        self._guard = guard
        self._cancelled = cancelled
        self._meter = meter
        self._path = path
        self._unreachable: dict[str, str] = {}

    def fetch(self, model: Model, missing: Sequence[ModelFile], folder: Path) -> tuple[str, dict[str, str]]:
        """Puts the missing files into folder: (kind of the source that finished it, sha256 by name).

        Files that one source delivered well are not asked of the next. The most telling failure is raised.
        Raises BadHash, SourceFailed, NoNetwork, NetworkOff, Cancelled, OSError.
        """
        hashes: dict[str, str] = {}
        wrong: BadHash | None = None
        refused: list[str] = []
        silent: list[str] = []
        for spec in sources_of(model, self._path):
            if spec.kind in self._unreachable:
                silent.append(self._unreachable[spec.kind])
                continue
            source = self._open(spec, model)
            try:
                for file in [file for file in missing if file.name not in hashes]:
                    hashes[file.name] = self._land(source, model, file, folder)
                return spec.kind, hashes
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

    def _land(self, source: Source, model: Model, file: ModelFile, folder: Path) -> str:
        self._meter.begin(model.id, file.name)
        self._meter.tell(Step.FETCHING)
        try:
            return land(source.read(file.name), folder / file.name, file.sha256, self._cancelled)
        except (WrongHash, Unusable):
            source.forget(file.name)
            raise

    def _open(self, spec: SourceSpec, model: Model) -> Source:
        planned = model.units(sources_of(model, self._path)[0])
        own = model.units(spec)
        fractions = dict.fromkeys(own, 0.0)

        def on_bytes(unit: str, done: int, total: int) -> None:
            fraction = done / total if total else 0.0
            if unit in planned:
                self._meter.unit(unit, fraction)
                return
            fractions[unit] = fraction
            self._meter.share(sum(fractions[one] * size for one, size in own.items()) / max(1, sum(own.values())))

        self._scratch.mkdir(exist_ok=True)
        desk = Desk(self._scratch, self._guard, self._cancelled, on_bytes)
        if isinstance(spec, WheelSpec):
            return WheelSource(spec, desk)
        if isinstance(spec, HubSpec):
            return HubSource(spec, model, desk)
        if isinstance(spec, DebSpec):
            return DebSource(spec, desk)
        if isinstance(spec, MavenSpec | FirefoxSpec):
            raise NotImplementedError(spec.kind)  # TODO
        return PathSource(Path(spec.folder), model, desk)


def sources_of(model: Model, path: Path | None) -> tuple[SourceSpec, ...]:
    return model.sources if path is None else (PathSpec(str(path)),)
