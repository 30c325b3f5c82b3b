"""Files that are either whole and right, or not there: written as `.part`, verified, renamed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from langtutor.core.errors import Cancelled

CHUNK_BYTES = 1 << 20

Cancel = Callable[[], bool]


class WrongHash(Exception):
    """What came is not what the catalogue lists; it has been deleted."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"{name} has sha256 {found}")
        self.name = name


def land(chunks: Iterable[bytes], target: Path, accepted: tuple[str, ...], cancelled: Cancel) -> str:
    """Writes the chunks to target; returns their sha256. Raises WrongHash, Cancelled; then target is as it was."""
    part = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            for chunk in chunks:
                if cancelled():
                    raise Cancelled()
                digest.update(chunk)
                file.write(chunk)
            flush(file)
        if digest.hexdigest() not in accepted:
            raise WrongHash(target.name, digest.hexdigest())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def take(found: Path, target: Path, accepted: tuple[str, ...], cancelled: Cancel) -> str:
    """Moves a file of ours on the same disk to target; returns its sha256. A wrong one is deleted.

    Raises WrongHash, Cancelled.
    """
    digest = sha256_of(found, cancelled)
    if digest not in accepted:
        found.unlink()
        raise WrongHash(target.name, digest)
    with found.open("rb+") as file:
        flush(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    found.replace(target)
    return digest


def flush(file: IO[Any]) -> None:
    """What was written survives a power cut from here on."""
    file.flush()
    os.fsync(file.fileno())


def _unheard(size: int) -> None:
    """For who doesn't want to know how far it is."""


def sha256_of(path: Path, cancelled: Cancel = lambda: False, on_bytes: Callable[[int], None] = _unheard) -> str:
    """on_bytes gets the size of each chunk that was read. Raises Cancelled, OSError."""
    digest = hashlib.sha256()
    for chunk in chunks_of(path):
        if cancelled():
            raise Cancelled()
        digest.update(chunk)
        on_bytes(len(chunk))
    return digest.hexdigest()


def chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def size_under(folder: Path) -> int:
    """Bytes of all files below a folder that others may be writing to."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
