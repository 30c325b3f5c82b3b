"""Reads pieces of a `.dict.dz` file without unpacking the whole of it.

dictzip is gzip whose extra field `RA` lists the compressed size of each chunk; every chunk is flushed, so that it can
be inflated alone (dictzip(1)).
"""

from __future__ import annotations

import gzip
import struct
import zlib
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from langtutor.core.errors import EngineFailed

_FEXTRA, _FNAME, _FCOMMENT, _FHCRC = 4, 8, 16, 2


class DictFile(Protocol):
    """The articles of a dictionary, one after the other. Raises EngineFailed where the file is damaged."""

    def read(self, start: int, length: int) -> bytes: ...


def open_dict(path: Path) -> DictFile:
    """A dictzip file; plain gzip and plain text are read whole. Raises EngineFailed."""
    try:
        if path.suffix != ".dz":
            return _Whole(path.read_bytes())
        layout = _layout(path)
        return _Chunked(path, *layout) if layout else _Whole(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, struct.error, zlib.error, ValueError) as error:
        raise _damaged(path, error) from error


class _Whole:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, start: int, length: int) -> bytes:
        return self._data[start : start + length]


class _Chunked:
    """chunk_size: bytes of text in each chunk. offsets: where each begins in the file, then where the last ends."""

    def __init__(self, path: Path, chunk_size: int, offsets: tuple[int, ...]) -> None:
        self._path = path
        self._chunk_size = chunk_size
        self._offsets = offsets

    def read(self, start: int, length: int) -> bytes:
        first, last = start // self._chunk_size, (start + length - 1) // self._chunk_size
        try:
            text = b"".join(self._chunk(i) for i in range(first, last + 1))
        except (OSError, zlib.error, IndexError) as error:
            raise _damaged(self._path, error) from error
        begin = start - first * self._chunk_size
        return text[begin : begin + length]

    def _chunk(self, number: int) -> bytes:
        begin, end = self._offsets[number], self._offsets[number + 1]
        with self._path.open("rb") as file:
            file.seek(begin)
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(file.read(end - begin))


def _layout(path: Path) -> tuple[int, tuple[int, ...]] | None:
    """Chunk size and offsets out of the gzip header (RFC 1952), None without the `RA` field."""
    with path.open("rb") as file:
        magic, flags = struct.unpack("<3sB6x", file.read(10))
        if magic != b"\x1f\x8b\x08":
            raise ValueError("not a gzip file")
        if not flags & _FEXTRA:
            return None
        extra = file.read(*struct.unpack("<H", file.read(2)))
        field = _random_access(extra)
        if field is None:
            return None
        for flag in (_FNAME, _FCOMMENT):
            if flags & flag:
                while file.read(1) not in (b"\0", b""):
                    pass
        if flags & _FHCRC:
            file.read(2)
        _version, size, count = struct.unpack_from("<HHH", field)
        sizes = struct.unpack_from(f"<{count}H", field, 6)
        return size, tuple(accumulate(sizes, initial=file.tell()))


def _random_access(extra: bytes) -> bytes | None:
    place = 0
    while place + 4 <= len(extra):
        name, length = struct.unpack_from("<2sH", extra, place)
        if name == b"RA":
            return extra[place + 4 : place + 4 + length]
        place += 4 + length
    return None


def _damaged(path: Path, error: Exception) -> EngineFailed:
    return EngineFailed(engine="dictd", detail=f"{path.name}: {error}")
