"""Reads resources/catalogue.toml; its format is described at its head."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from langtutor.core.errors import BadContent, UnknownModel
from langtutor.core.requests import Capability
from langtutor.models.entries import (
    CAPABILITIES,
    Artifact,
    Convert,
    DebSpec,
    FirefoxSpec,
    Format,
    HubSpec,
    MavenSpec,
    Member,
    Model,
    ModelFile,
    Package,
    PathSpec,
    SourceSpec,
    WheelSpec,
)

T = TypeVar("T")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_REVISION = re.compile(r"[0-9a-f]{40}")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COORDINATE = re.compile(r"[\w.-]+:[\w.-]+:[\w.-]+(:[\w.-]+)?")
CONVERSIONS = ("gguf-ct2",)


@dataclass(frozen=True)
class Catalogue:
    models: tuple[Model, ...]

    def get(self, model_id: str) -> Model:
        """Raises UnknownModel."""
        for model in self.models:
            if model.id == model_id:
                return model
        raise UnknownModel(model=model_id, known=", ".join(model.id for model in self.models))

    def pack(self, name: str) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.pack == name)


def load_catalogue(path: Path) -> Catalogue:
    """Raises BadContent with the file and what is wrong in it."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadContent(file=str(path), detail=str(error)) from error
    top = _Table(document, str(path), "")
    models = tuple(_model(table) for table in top.tables("model"))
    top.finish()
    ids = [model.id for model in models]
    for model_id in ids:
        if ids.count(model_id) > 1:
            raise BadContent(file=str(path), detail=f"model {model_id} is listed twice")
    return Catalogue(models)


class _Table:
    """One TOML table that names itself in complaints and refuses keys nobody asked for."""

    def __init__(self, values: dict[str, Any], file: str, where: str) -> None:
        self._values = values
        self._file = file
        self.where = where
        self._asked: set[str] = set()

    def bad(self, detail: str) -> BadContent:
        return BadContent(file=self._file, detail=f"{self.where}: {detail}" if self.where else detail)

    def text(self, key: str, default: str | None = None, check: Callable[[str], object] = bool) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or not (value == default or check(value)):
            raise self.bad(f"{key} = {value!r} can't be used")
        return value

    def number(self, key: str) -> int:
        value = self._take(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.bad(f"{key} = {value!r} is not a number of bytes")
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.bad(f"{key} = {value!r} is neither true nor false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A string, or a list of them that isn't empty."""
        value = self._take(key, None)
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not found or not all(isinstance(one, str) and one for one in found):
            raise self.bad(f"{key} = {value!r} is not a text or a list of texts")
        return tuple(found)

    def table(self, key: str, where: str) -> _Table:
        value = self._take(key, None)
        if not isinstance(value, dict) or not value:
            raise self.bad(f"{key} is not a table with something in it")
        return _Table(value, self._file, where)

    def tables(self, key: str) -> list[_Table]:
        value = self._take(key, None)
        if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
            raise self.bad(f"{key} is missing or not a list of tables")
        names = [str(one.get("id") or one.get("name") or one.get("kind") or number) for number, one in enumerate(value)]
        prefix = f"{self.where}, " if self.where else ""
        return [_Table(one, self._file, f"{prefix}{key} {name}") for one, name in zip(value, names, strict=True)]

    def has(self, key: str) -> bool:
        return key in self._values

    def keys(self) -> Iterable[str]:
        return self._values.keys()

    def finish(self) -> None:
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise self.bad(f"unknown key {unknown[0]}")

    def _take(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key not in self._values and default is None:
            raise self.bad(f"{key} is missing")
        return self._values.get(key, default)


def _model(table: _Table) -> Model:
    description = table.table("description", f"{table.where}, description")
    files = tuple(_file(one) for one in table.tables("file"))
    names = [file.name for file in files]
    if len(set(names)) < len(names):
        raise table.bad("two files have the same name")
    layout = Format(table.text("format", check=lambda text: text in set(Format)))
    model = Model(
        id=table.text("id", check=_ID.fullmatch),
        capability=table.text("capability", default=CAPABILITIES[layout], check=lambda text: text in set(Capability)),
        format=layout,
        languages=table.texts("languages"),
        licence=table.text("licence"),
        description={language: description.text(language) for language in ("en", "pt")},
        pack=table.text("pack", default=""),
        files=files,
        sources=tuple(_source(one, names) for one in table.tables("source")),
        convert=_convert(table.table("convert", f"{table.where}, convert"), names) if table.has("convert") else None,
        asks_consent=table.flag("asks_consent"),
    )
    description.finish()
    table.finish()
    return model


def _file(table: _Table) -> ModelFile:
    hashes = table.texts("sha256")
    for one in hashes:
        if not _SHA256.fullmatch(one):
            raise table.bad(f"sha256 {one!r} is not 64 lower-case hexadecimal digits")
    file = ModelFile(table.text("name", check=_is_file_name), table.number("bytes"), hashes)
    table.finish()
    return file


def _source(table: _Table, names: list[str]) -> SourceSpec:
    kind = table.text("kind")
    source: SourceSpec
    if kind == "wheel":
        source = _wheel(table, names)
    elif kind == "hub":
        listed = table.table("names", f"{table.where}, names") if table.has("names") else None
        there = _by_file(listed, names, lambda key: listed.text(key)) if listed else {name: name for name in names}
        source = HubSpec(table.text("repo"), table.text("revision", check=_REVISION.fullmatch), there)
    elif kind == "deb":
        members = table.table("members", f"{table.where}, members")
        inside = _by_file(members, names, lambda key: members.text(key, check=_is_inside))
        source = DebSpec(table.text("package"), table.number("bytes"), inside)
    elif kind == "maven":
        source = _maven(table, names)
    elif kind == "firefox":
        source = FirefoxSpec(
            table.text("source", check=_LANGUAGE.fullmatch), table.text("target", check=_LANGUAGE.fullmatch)
        )
    elif kind == "path":
        source = PathSpec(table.text("folder"))
    else:
        raise table.bad(f"kind {kind!r} is none of wheel, hub, deb, maven, firefox, path")
    table.finish()
    return source


def _wheel(table: _Table, names: list[str]) -> WheelSpec:
    packages = []
    for one in table.tables("packages"):
        packages.append(Package(one.text("name"), one.text("version"), one.number("bytes")))
        one.finish()
    known = {package.name for package in packages}
    members = table.table("members", f"{table.where}, members")

    def parts(key: str) -> tuple[Member, ...]:
        found = []
        for text in members.texts(key):
            package, _, path = text.partition(":")
            if package not in known or not _is_inside(path):
                raise members.bad(f"{text!r} is not package:path with one of the packages above")
            found.append(Member(package, path))
        return tuple(found)

    return WheelSpec(tuple(packages), _by_file(members, names, parts))


def _maven(table: _Table, names: list[str]) -> MavenSpec:
    artifacts = []
    for one in table.tables("artifacts"):
        artifacts.append(Artifact(one.text("coordinate", check=_COORDINATE.fullmatch), one.number("bytes")))
        one.finish()
    known = {artifact.coordinate for artifact in artifacts}
    members = table.table("members", f"{table.where}, members")

    def member(key: str) -> Member:
        text = members.text(key)
        coordinate, _, path = text.partition("!")
        if coordinate not in known or (path and not _is_inside(path)):
            raise members.bad(f"{text!r} is not coordinate or coordinate!path with one of the artifacts above")
        return Member(coordinate, path)

    return MavenSpec(tuple(artifacts), _by_file(members, names, member))


def _by_file(table: _Table, names: list[str], read: Callable[[str], T]) -> dict[str, T]:
    found = {name: read(name) for name in names}
    table.finish()
    return found


def _convert(table: _Table, names: list[str]) -> Convert:
    convert = Convert(
        kind=table.text("kind", check=lambda text: text in CONVERSIONS),
        source=table.text("source", check=lambda text: text in names),
        outputs=table.texts("outputs"),
        output_bytes=table.number("output_bytes"),
    )
    table.finish()
    return convert


def _is_file_name(name: str) -> bool:
    """A path inside the model's folder that can't be mistaken for what the store itself writes there."""
    plain = name not in (".", "installed.json") and not set(name) & set("\\:") and not name.endswith(".part")
    return plain and str(PurePosixPath(name)) == name and _is_inside(name)


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return bool(path) and not pure.is_absolute() and ".." not in pure.parts
