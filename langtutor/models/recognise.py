"""What a folder or file on this machine holds: which kind of model, whole or what is missing.

Reads names, sizes and headers. Runs nothing, unpacks nothing, unpickles nothing.
"""

from __future__ import annotations

from pathlib import Path

from langtutor.core.errors import (
    FileCutOff,
    FileUnreadable,
    ModelIncomplete,
    ModelUnusable,
    NeedsConversion,
    NotAModel,
    PackedModel,
    SeveralModels,
    UserError,
)
from langtutor.models.layouts import Found, Look, ctranslate, dictionaries, firefox, gguf, languagetool, piper, vosk

_LOOKS: tuple[Look, ...] = (
    firefox.look,
    ctranslate.look,
    vosk.look,
    gguf.look,
    piper.look,
    languagetool.look,
    dictionaries.look,
)
_PACKED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".aar", ".whl", ".deb")
_UNPACKED = (".dict.dz", ".idx.gz", ".jar")
_CHECKPOINT = ("pytorch_model.bin", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin.index.json")
_DEEPEST = 5
_MOST_FOLDERS = 200
"""After so many nothing more is looked into: it's somebody's home and no model."""


def recognise(path: Path) -> Found:
    """The one model there. A folder that holds nothing but one model's folder is looked into.

    Raises ModelIncomplete (what is missing), FileCutOff, ModelUnusable, PackedModel, SeveralModels, NeedsConversion,
    NotAModel, FileUnreadable.
    """
    path = path.expanduser()
    try:
        if path.is_file():
            return _one(path, _in_file(path))
        if not path.is_dir():
            raise FileUnreadable(path=str(path), detail="no such file or folder")
        found = _Search().through(path)
    except OSError as error:
        raise FileUnreadable(path=str(error.filename or path), detail=error.strerror or str(error)) from error
    return _one(path, found)


def _one(path: Path, found: tuple[Found, ...]) -> Found:
    if len(found) > 1:
        raise SeveralModels(path=str(path), found=", ".join(one.name for one in found))
    if not found:
        raise NotAModel(path=str(path))
    return found[0]


def _in_file(path: Path) -> tuple[Found, ...]:
    """Of a file its model: itself, or what it is a part of."""
    if path.name.endswith(".gguf") or _starts_with(path, gguf.MAGIC):
        return (gguf.look_at(path),)
    if path.name.endswith((".onnx", ".onnx.json")):
        return (piper.look_at(path.with_name(path.name.removesuffix(".json"))),)
    if _packed(path):
        raise PackedModel(path=str(path))
    stem = path.name.partition(".")[0]
    around = _here(path.parent)
    named = tuple(one for one in around if any(file.path == path.resolve() for file in one.files))
    return named or tuple(one for one in around if one.name == stem)


class _Search:
    """Through a folder and what it holds, for one question."""

    def __init__(self) -> None:
        self._left = _MOST_FOLDERS

    def through(self, folder: Path, depth: int = 0) -> tuple[Found, ...]:
        """Raises what keeps the first thing there from being a model, where there is nothing whole."""
        self._left -= 1
        found = _here(folder)
        if found:
            return found
        entries = sorted(folder.iterdir())
        complaint: UserError | None = None
        below: list[Found] = []
        for one in entries if depth < _DEEPEST else ():
            if one.name.startswith(".") or not one.is_dir() or self._left <= 0:
                continue
            try:
                below += self.through(one, depth + 1)
            except (ModelIncomplete, ModelUnusable, FileCutOff, PackedModel, NeedsConversion) as error:
                complaint = complaint or error
        packed = next((path for path in entries if path.is_file() and _packed(path)), None)
        if not below and packed is not None:
            complaint = complaint or PackedModel(path=str(packed))
        if not below and complaint is not None:
            raise complaint
        return tuple(below)


def _here(folder: Path) -> tuple[Found, ...]:
    """What lies in the folder itself. What is whole counts before what is said of something that isn't."""
    found: list[Found] = []
    complaint: UserError | None = None
    for look in _LOOKS:
        try:
            found += look(folder)
        except UserError as error:
            complaint = complaint or error
    if not found and complaint is not None:
        raise complaint
    if not found and (folder / "config.json").is_file() and any((folder / name).is_file() for name in _CHECKPOINT):
        raise NeedsConversion(path=str(folder), command=f"langtutor models convert {folder}")
    return tuple(found)


def _packed(path: Path) -> bool:
    return path.name.lower().endswith(_PACKED) and not path.name.endswith(_UNPACKED)


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic
