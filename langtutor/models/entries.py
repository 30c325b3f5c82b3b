"""What the catalogue says of a model: its files, where they come from, what is made of them. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STARTER = "starter"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of models/<id>/. sha256: the accepted hashes, lower-case hexadecimal."""

    name: str
    bytes: int
    sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel to fetch. bytes: what is transferred."""

    name: str
    version: str
    bytes: int

    @property
    def unit(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the wheel of the package named."""

    package: str
    path: str


@dataclass(frozen=True, slots=True)
class WheelSpec:
    """members: for each file what is joined, in order, to make it."""

    packages: tuple[Package, ...]
    members: Mapping[str, tuple[Member, ...]]

    kind = "wheel"


@dataclass(frozen=True, slots=True)
class HubSpec:
    """names: our file name → the name in the repository."""

    repo: str
    revision: str
    names: Mapping[str, str]

    kind = "hub"


@dataclass(frozen=True, slots=True)
class DebSpec:
    """members: our file name → path inside the package, without a leading slash."""

    package: str
    bytes: int
    members: Mapping[str, str]

    kind = "deb"


@dataclass(frozen=True, slots=True)
class PathSpec:
    """A folder on this machine: files as folder/<id>/<name> or folder/<name>, or the wheels and debs themselves."""

    folder: str

    kind = "path"


SourceSpec = WheelSpec | HubSpec | DebSpec | PathSpec


@dataclass(frozen=True, slots=True)
class Convert:
    """Outputs are made of the fetched file `source`, which is deleted afterwards. output_bytes is an estimate."""

    kind: str
    source: str
    outputs: tuple[str, ...]
    output_bytes: int


@dataclass(frozen=True, slots=True)
class Model:
    id: str
    capability: str
    languages: tuple[str, ...]
    licence: str
    description: Mapping[str, str]
    pack: str
    files: tuple[ModelFile, ...]
    sources: tuple[SourceSpec, ...]
    convert: Convert | None = None

    def description_in(self, language: str) -> str:
        return self.description.get(language) or self.description["en"]

    def units(self, source: SourceSpec) -> dict[str, int]:
        """What this source transfers, in bytes by name. Models that share a package share its unit."""
        if isinstance(source, WheelSpec):
            return {package.unit: package.bytes for package in source.packages}
        if isinstance(source, DebSpec):
            return {source.package: source.bytes}
        return {f"{self.id}/{file.name}": file.bytes for file in self.files}

    @property
    def download_bytes(self) -> int:
        """What its first source transfers, when nothing is there yet."""
        return sum(self.units(self.sources[0]).values())

    @property
    def disk_bytes(self) -> int:
        """What it takes once installed; estimated where it is converted."""
        if self.convert is None:
            return sum(file.bytes for file in self.files)
        kept = sum(file.bytes for file in self.files if file.name != self.convert.source)
        return kept + self.convert.output_bytes

    @property
    def final_names(self) -> frozenset[str]:
        """The files an installed model has."""
        names = {file.name for file in self.files}
        if self.convert is not None:
            names = (names - {self.convert.source}) | set(self.convert.outputs)
        return frozenset(names)
