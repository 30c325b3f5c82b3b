"""What a folder or file on this machine holds: which kind of model, whole or what is missing.

Reads names, sizes and headers. Runs nothing, unpacks nothing, unpickles nothing.
"""

from __future__ import annotations

from pathlib import Path

from langtutor.core.errors import (
    FileUnreadable,
    ModelIncomplete,
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
_DEEPEST = 2
_MOST_FOLDERS = 50
"""A folder with more than this isn't looked into: it's somebody's home and no model."""


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
        found = _in_folder(path, 0)
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


def _in_folder(folder: Path, depth: int) -> tuple[Found, ...]:
    found = _here(folder)
    if found:
        return found
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    complaint: UserError | None = None
    below: list[Found] = []
    if depth < _DEEPEST and len(inside) <= _MOST_FOLDERS:
        for one in inside:
            try:
                below += _in_folder(one, depth + 1)
            except (ModelIncomplete, PackedModel, NeedsConversion) as error:
                complaint = complaint or error
    if not below and complaint is not None:
        raise complaint
    if not below:
        for path in sorted(folder.iterdir()):
            if path.is_file() and _packed(path):
                raise PackedModel(path=str(path))
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
