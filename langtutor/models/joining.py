"""A file that arrives in several packages: each is appended as it comes and thrown away, so that no moment needs the
space twice. A journal beside the file says what has been appended; a kill at any moment costs one package at most."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol, runtime_checkable

from langtutor.core.errors import Cancelled
from langtutor.models.files import CHUNK_BYTES, Cancel, WrongHash, flush


@runtime_checkable
class Parts(Protocol):
    """What is joined, in order. keys name the parts for good: a catalogue with other parts has other keys."""

    @property
    def keys(self) -> tuple[str, ...]: ...

    def read(self, first: int) -> Generator[Iterator[bytes], None, None]:
        """The bytes of each part from this one on; the ones before it are joined already."""
        ...

    def drop(self, number: int) -> None:
        """This part is safely in the file: what it was read from may go."""
        ...


def growing(target: Path) -> Path:
    """Where target is put together."""
    return target.with_name(target.name + ".joined.part")


def _journal(target: Path) -> Path:
    return target.with_name(target.name + ".journal.part")


def join(parts: Parts, target: Path, accepted: tuple[str, ...], cancelled: Cancel) -> str:
    """Puts target together, going on where an earlier run stopped; returns its sha256.

    Raises WrongHash (then all parts start again), Cancelled, and what reading the parts raises.
    """
    growing(target).parent.mkdir(parents=True, exist_ok=True)
    lengths = _joined_lengths(target, parts.keys)
    for number in range(len(lengths)):
        parts.drop(number)
    digest = hashlib.sha256()
    with growing(target).open("ab+") as file, closing(parts.read(len(lengths))) as coming:
        file.truncate(sum(lengths))
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            _add(digest, chunk, cancelled)
        # Opened for appending, every write goes to the end.
        for number, chunks in enumerate(coming, start=len(lengths)):
            lengths.append(0)
            for chunk in chunks:
                _add(digest, chunk, cancelled)
                lengths[number] += file.write(chunk)
            flush(file)
            _note(target, parts.keys, lengths)
            parts.drop(number)
    if digest.hexdigest() not in accepted:
        discard(target)
        raise WrongHash(target.name, digest.hexdigest())
    growing(target).replace(target)
    discard(target)
    return digest.hexdigest()


def discard(target: Path) -> None:
    """Nothing is kept of what was joined so far."""
    _journal(target).unlink(missing_ok=True)
    growing(target).unlink(missing_ok=True)


def joined_bytes(target: Path) -> int:
    """How much of a file that isn't whole yet lies there."""
    try:
        return growing(target).stat().st_size
    except OSError:
        return 0


def _add(digest: hashlib._Hash, chunk: bytes, cancelled: Cancel) -> None:
    if cancelled():
        raise Cancelled()
    digest.update(chunk)


def _joined_lengths(target: Path, keys: tuple[str, ...]) -> list[int]:
    """Of the parts that are in the file for certain."""
    try:
        stored = json.loads(_journal(target).read_text(encoding="utf-8"))
        lengths = [int(length) for length in stored["lengths"]]
        same = tuple(stored["keys"]) == keys
    except (OSError, ValueError, KeyError, TypeError):
        return []
    there = joined_bytes(target)
    return [length for length, end in zip(lengths, itertools.accumulate(lengths), strict=True) if same and end <= there]


def _note(target: Path, keys: tuple[str, ...], lengths: list[int]) -> None:
    fresh = target.with_name(target.name + ".journal.new.part")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"keys": keys, "lengths": lengths}, file)
        flush(file)
    fresh.replace(_journal(target))
