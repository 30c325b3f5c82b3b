from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed
from langtutor.engines.dictionary.dictzip import open_dict

TEXT = "".join(f"line {n}: água, pão e maçã\n" for n in range(400)).encode()
CHUNK = 1000


def dictzip(text: bytes) -> bytes:
    """As dictzip(1) writes it, with a file name in the header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    chunks = [
        packer.compress(text[i : i + CHUNK]) + packer.flush(zlib.Z_FULL_FLUSH) for i in range(0, len(text), CHUNK)
    ]
    field = struct.pack("<HHH", 1, CHUNK, len(chunks)) + struct.pack(f"<{len(chunks)}H", *map(len, chunks))
    other = b"XX" + struct.pack("<H", 3) + b"abc"
    extra = other + b"RA" + struct.pack("<H", len(field)) + field
    header = b"\x1f\x8b\x08\x0c" + bytes(6) + struct.pack("<H", len(extra)) + extra + b"name.dict\0"
    return header + b"".join(chunks) + packer.flush() + struct.pack("<II", zlib.crc32(text), len(text))


@pytest.mark.parametrize(("start", "length"), [(0, 10), (995, 10), (2500, 3000), (len(TEXT) - 7, 7), (1000, 1000)])
def test_any_piece_is_read_from_chunks(tmp_path: Path, start: int, length: int) -> None:
    path = tmp_path / "x.dict.dz"
    path.write_bytes(dictzip(TEXT))
    assert gzip.decompress(path.read_bytes()) == TEXT  # what the test wrote is gzip indeed
    assert open_dict(path).read(start, length) == TEXT[start : start + length]


def test_only_the_chunks_asked_for_are_inflated(tmp_path: Path) -> None:
    packed = bytearray(dictzip(TEXT))
    packed[-400:-100] = bytes(300)
    path = tmp_path / "x.dict.dz"
    path.write_bytes(packed)
    file = open_dict(path)
    assert file.read(0, 500) == TEXT[:500]
    with pytest.raises(EngineFailed, match=r"x\.dict\.dz"):
        file.read(0, len(TEXT))


@pytest.mark.parametrize(("name", "data"), [("x.dict.dz", gzip.compress(TEXT)), ("x.dict", TEXT)])
def test_plain_gzip_and_plain_text_work_too(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert open_dict(tmp_path / name).read(100, 50) == TEXT[100:150]


@pytest.mark.parametrize("data", [b"", b"no gzip at all", dictzip(TEXT)[:20]])
def test_what_is_no_dictionary_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.dict.dz"
    path.write_bytes(data)
    with pytest.raises(EngineFailed, match=r"broken\.dict\.dz"):
        open_dict(path)
