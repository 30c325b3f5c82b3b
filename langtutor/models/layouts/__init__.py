"""How each kind of model lies on disk. One file for each family; each looks at a folder and opens nothing but headers.

`look(folder)` gives what it found there, nothing where it is none of its kind, and raises a UserError where it is one
of its kind but can't be used as it is. Nothing is executed, unpickled or loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from langtutor.models.entries import Format


@dataclass(frozen=True, slots=True)
class FoundFile:
    """path: where it lies. name: what it is called in models/<id>/, where engines look for it."""

    path: Path
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Found:
    """languages: as in Model, empty where the files don't say. licence: empty where they don't.

    details: what else the files tell, by short English names (`architecture`, `context`).
    """

    format: Format
    name: str
    files: tuple[FoundFile, ...]
    languages: tuple[str, ...] = ()
    licence: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


Look = Callable[[Path], tuple[Found, ...]]


def found_file(path: Path, name: str = "") -> FoundFile:
    return FoundFile(path.resolve(), name or path.name, path.stat().st_size)


def files_under(folder: Path, root: Path) -> tuple[FoundFile, ...]:
    """All files below folder, named from root."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(found_file(path, path.relative_to(root).as_posix()) for path in paths)


def name_of(path: Path) -> str:
    """What to call a model whose files don't say: its own name, or where that says nothing, its folder's."""
    plain = path.name if path.is_dir() else path.name.partition(".onnx")[0].removesuffix(".gguf")
    return path.parent.name if plain.lower() in _GENERIC else plain


_GENERIC = frozenset({"model", "data", "models", "main", "assets", "files", "dict"})
