"""`installed.json`: written last, so that a folder with one is whole. Says what was installed, and from where."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from langtutor.models.entries import Format, Model, ModelFile

NAME = "installed.json"
_DRAFT = NAME + ".part"


@dataclass(frozen=True, slots=True)
class InstalledFile:
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AddedModel:
    """What is known of a model that the learner brought: the catalogue has nothing to say of it."""

    capability: str
    format: str
    languages: tuple[str, ...]
    licence: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """pinned: the catalogue's accepted hashes at that time by file, to notice that it has moved on.

    sources: for each file the kind of the source it came from; empty in manifests of the first edition.
    added: for a model that isn't in the catalogue.
    """

    model: str
    source: str
    pinned: Mapping[str, tuple[str, ...]]
    files: tuple[InstalledFile, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    added: AddedModel | None = None


def read(folder: Path) -> Manifest | None:
    """None where there is none, or one that can't be read: then the model is installed again."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Manifest(
            model=str(stored["model"]),
            source=str(stored["source"]),
            pinned={str(name): tuple(map(str, hashes)) for name, hashes in stored["pinned"].items()},
            files=tuple(InstalledFile(str(f["name"]), int(f["bytes"]), str(f["sha256"])) for f in stored["files"]),
            sources={str(name): str(kind) for name, kind in stored.get("sources", {}).items()},
            added=_added(stored.get("added")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _added(stored: dict[str, Any] | None) -> AddedModel | None:
    if stored is None:
        return None
    texts = {name: str(stored[name]) for name in ("capability", "format", "licence", "description")}
    Format(texts["format"])  # one that a newer langtutor knows is as good as none here
    return AddedModel(**texts, languages=tuple(map(str, stored["languages"])))


def as_model(model_id: str, manifest: Manifest) -> Model | None:
    """What it says of a model the learner brought; None for one of the catalogue."""
    added = manifest.added
    if added is None:
        return None
    return Model(
        id=model_id,
        capability=added.capability,
        format=Format(added.format),
        languages=added.languages,
        licence=added.licence,
        description={"en": added.description},
        pack="",
        files=tuple(ModelFile(file.name, file.bytes, (file.sha256,)) for file in manifest.files),
        sources=(),
        added=True,
    )


def write(folder: Path, manifest: Manifest) -> None:
    fresh = folder / (NAME + ".new.part")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / NAME)
    (folder / _DRAFT).unlink(missing_ok=True)


def forget(folder: Path) -> None:
    """From here on the folder doesn't count as installed. Where its files came from is still known."""
    if (folder / NAME).exists():
        (folder / NAME).replace(folder / _DRAFT)


def draft(folder: Path, sources: Mapping[str, str]) -> None:
    """Notes, while a model is put together, where its files came from. A guess at most if the power goes."""
    fresh = folder / (NAME + ".new.part")
    fresh.write_text(json.dumps({"sources": dict(sources)}), encoding="utf-8")
    fresh.replace(folder / _DRAFT)


def drafted(folder: Path) -> dict[str, str] | None:
    """Where the files came from of a model that isn't whole, as far as it is known; None where nothing was begun."""
    try:
        stored = json.loads((folder / _DRAFT).read_text(encoding="utf-8"))
        listed = {str(file["name"]): str(stored["source"]) for file in stored.get("files", ())}
        return {**listed, **{str(name): str(kind) for name, kind in stored.get("sources", {}).items()}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_usable(folder: Path, model: Model) -> bool:
    """Every file the model needs is there with the size it had; maybe an older edition than the catalogue's."""
    found = read(folder)
    if found is None or not model.final_names <= {file.name for file in found.files}:
        return False
    return all(_size(folder / file.name) == file.bytes for file in found.files)


def is_current(folder: Path, model: Model) -> bool:
    """Usable, and as the catalogue has it today. Hashes nothing.

    A hash that was added to the catalogue for another edition of the same file makes nobody fetch again.
    """
    found = read(folder)
    if found is None or not is_usable(folder, model):
        return False
    return all(set(file.sha256) & set(found.pinned.get(file.name, ())) for file in model.files)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
