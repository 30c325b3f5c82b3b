"""Asks a model's sources in their order, and remembers for the length of one run which of them don't answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import BadHash, NoNetwork, SourceFailed
from langtutor.models import joining
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
from langtutor.models.files import Cancel, WrongHash, land, take
from langtutor.models.progress import Meter, Step
from langtutor.models.sources import Desk, Source, Unreachable, Unusable
from langtutor.models.sources.deb import DebSource
from langtutor.models.sources.firefox import FirefoxSource
from langtutor.models.sources.hub import HubSource
from langtutor.models.sources.maven import MavenSource
from langtutor.models.sources.path import PathSource
from langtutor.models.sources.wheel import WheelSource
from langtutor.network.guard import NetworkGuard

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """source: the kind that served the file."""

    sha256: str
    source: str


class Fetcher:
    """For one run and one thread. models: all that it wants. path: the only source, where the user points at one."""

    def __init__(
        self,
        models: Sequence[Model],
        scratch: Path,
        guard: NetworkGuard,
        cancelled: Cancel,
        meter: Meter,
        path: Path | None,
    ) -> None:
        self._scratch = scratch
        self._guard = guard
        self._cancelled = cancelled
        self._meter = meter
        self._path = path
        self._unreachable: dict[str, str] = {}
        self._needs = _needs(models)
        self._at_hand = ("", "")

    def fetch(self, model: Model, missing: Sequence[ModelFile], folder: Path) -> Iterator[tuple[str, Fetched]]:
        """Puts the missing files into folder, and tells each that lies there. Of each one source is asked after the
        other; at the end the most telling failure is raised.

        Raises BadHash, SourceFailed, NoNetwork, NetworkOff, Cancelled, OSError.
        """
        self._forget_needs(model, {file.name for file in model.files} - {file.name for file in missing})
        found: set[str] = set()
        troubles = _Troubles(model)
        for spec in sources_of(model, self._path):
            wanted = [file for file in missing if file.name not in found]
            if wanted and spec.kind in self._unreachable:
                troubles.silent.append(self._unreachable[spec.kind])
            elif wanted:
                for name, digest in self._ask(spec, model, wanted, folder, troubles):
                    found.add(name)
                    yield name, Fetched(digest, spec.kind)
        if len(found) < len(missing):
            raise troubles.telling(found)

    def _ask(
        self,
        spec: SourceSpec,
        model: Model,
        wanted: Sequence[ModelFile],
        folder: Path,
        troubles: _Troubles,
    ) -> Iterator[tuple[str, str]]:
        """Name and sha256 of each file that this source had."""
        source = self._open(spec, model, [file.name for file in wanted])
        for file in wanted:
            self._at_hand = (model.id, file.name)
            try:
                digest = self._land(source, model, file, folder)
            except WrongHash as error:
                log.warning("%s from %s: %s", model.id, spec.kind, error)
                troubles.wrong.setdefault(file.name, spec.kind)
            except Unusable as error:
                troubles.refused.append(f"{spec.kind}: {error}")
            except Unreachable as error:
                self._unreachable[spec.kind] = f"{spec.kind}: {error}"
                troubles.silent.append(self._unreachable[spec.kind])
                return
            else:
                self._forget_needs(model, {file.name})
                source.landed(file.name)
                yield file.name, digest

    def _land(self, source: Source, model: Model, file: ModelFile, folder: Path) -> str:
        self._meter.begin(model.id, file.name)
        self._meter.tell(Step.FETCHING)
        target = folder / file.name
        try:
            delivery = source.deliver(file.name)
            if isinstance(delivery, Path):
                digest = take(delivery, target, file.sha256, self._cancelled)
            elif isinstance(delivery, joining.Parts):
                digest = joining.join(delivery, target, file.sha256, self._cancelled)
            else:
                digest = land(delivery, target, file.sha256, self._cancelled)
        except (WrongHash, Unusable):
            source.forget(file.name)
            raise
        joining.discard(target)  # of a source that came before this one
        return digest

    def _open(self, spec: SourceSpec, model: Model, names: Sequence[str]) -> Source:
        self._scratch.mkdir(exist_ok=True)
        desk = Desk(self._scratch, self._guard, self._cancelled, self._teller(spec, model), self._is_spare)
        if isinstance(spec, WheelSpec):
            return WheelSource(spec, desk)
        if isinstance(spec, HubSpec):
            return HubSource(spec, model, desk)
        if isinstance(spec, DebSpec):
            return DebSource(spec, desk)
        if isinstance(spec, MavenSpec):
            return MavenSource(spec, names, desk)
        if isinstance(spec, FirefoxSpec):
            return FirefoxSource(spec, model, desk)
        return PathSource(Path(spec.folder), model, desk)

    def _teller(self, spec: SourceSpec, model: Model) -> Callable[[str, int, int], None]:
        """What a source's on_bytes does: a second source counts by its share of the model, not by its own units."""
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

        return on_bytes

    def _is_spare(self, unit: str) -> bool:
        return not self._needs.get(unit, set()) - {self._at_hand}

    def _forget_needs(self, model: Model, names: Collection[str]) -> None:
        for needs in self._needs.values():
            needs.difference_update((model.id, name) for name in names)


class _Troubles:
    """What went wrong with one model's sources."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.wrong: dict[str, str] = {}
        self.refused: list[str] = []
        self.silent: list[str] = []

    def telling(self, found: Collection[str]) -> BadHash | SourceFailed | NoNetwork:
        """found: files that another source had."""
        for name, kind in self.wrong.items():
            if name not in found:
                return BadHash(file=f"{self._model.id}/{name}", source=kind)
        details = "; ".join(dict.fromkeys(self.refused + self.silent))
        if not self._model.sources:
            return SourceFailed(model=self._model.id, detail="it was added from a folder and has no source")
        return (SourceFailed if self.refused else NoNetwork)(model=self._model.id, detail=details)


def _needs(models: Sequence[Model]) -> dict[str, set[tuple[str, str]]]:
    """For each wheel and artifact the model files made of it."""
    needs: dict[str, set[tuple[str, str]]] = {}
    for model in models:
        for spec in model.sources:
            if isinstance(spec, WheelSpec):
                units = {package.name: package.unit for package in spec.packages}
                pairs = [(units[member.package], name) for name, members in spec.members.items() for member in members]
            elif isinstance(spec, MavenSpec):
                pairs = [(member.package, name) for name, member in spec.members.items()]
            else:
                continue
            for unit, name in pairs:
                needs.setdefault(unit, set()).add((model.id, name))
    return needs


def sources_of(model: Model, path: Path | None) -> tuple[SourceSpec, ...]:
    return model.sources if path is None else (PathSpec(str(path)),)
