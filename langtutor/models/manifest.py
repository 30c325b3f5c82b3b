"""`installed.json`: written last, so that a folder with one is whole. Says what was installed, and from where."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "installed.json"


@dataclass(frozen=True, slots=True)
class InstalledFile:
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """pinned: the catalogue's accepted hashes at that time, to notice that it has moved on."""

    model: str
    source: str
    pinned: tuple[tuple[str, ...], ...]
    files: tuple[InstalledFile, ...]


def read(folder: Path) -> Manifest | None:
    """None where there is none, or one that can't be read: then the model is installed again."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Manifest(
            model=str(stored["model"]),
            source=str(stored["source"]),
            pinned=tuple(tuple(str(one) for one in hashes) for hashes in stored["pinned"]),
            files=tuple(
                InstalledFile(str(f["name"]), int(f["bytes"]), str(f["sha256"])) for f in stored["files"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(folder: Path, manifest: Manifest) -> None:
    part = folder / (NAME + ".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)


def forget(folder: Path) -> None:
    """From here on the folder doesn't count as installed."""
    (folder / NAME).unlink(missing_ok=True)
