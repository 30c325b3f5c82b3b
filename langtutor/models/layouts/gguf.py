"""GGUF: one file with a language model for llama.cpp. The header is read by hand: `gguf` takes half a minute for it.

After the specification in ggml's docs/gguf.md, versions 2 and 3, little-endian.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from langtutor.core.errors import FileCutOff, ModelUnusable
from langtutor.models.codes import two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, found_file, name_of

MAGIC = b"GGUF"
_MOST = 1 << 24
"""More keys, tensors or elements than this has no model: the numbers are damaged."""
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_KEPT_ELEMENTS = 64
_DONT_WRITE = frozenset(
    {"clip", "bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert", "neo-bert"}
    | {"eurobert", "t5encoder", "whisper", "wavtokenizer-dec"}
)
"""Architectures that see, embed or hear; llama.cpp can't chat with them."""


@dataclass(frozen=True, slots=True)
class Header:
    """values: metadata; of a long array the first elements only. end: bytes the file must have at least."""

    values: Mapping[str, Any]
    end: int


class _Damaged(Exception):
    """Why it can't be read."""


def look(folder: Path) -> tuple[Found, ...]:
    return tuple(look_at(path) for path in sorted(folder.glob("*.gguf")) if path.is_file())


def look_at(path: Path) -> Found:
    """Raises FileCutOff, ModelUnusable."""
    header = read_header(path)
    values = header.values
    architecture = str(values.get("general.architecture", ""))
    if not architecture or architecture in _DONT_WRITE or values.get("general.type", "model") != "model":
        kind = f"{architecture} {values.get('general.type', '')}".strip() or "nothing"
        raise ModelUnusable(path=str(path), format=Format.GGUF, detail=f"it holds {kind}, not a language model")
    if int(values.get("split.count", 0)) > 1:
        raise ModelUnusable(path=str(path), format=Format.GGUF, detail="it is one part of several; join them first")
    details = {
        "title": str(values.get("general.name", "")),
        "architecture": architecture,
        "parameters": str(values.get("general.size_label", "")),
        "context": str(values.get(f"{architecture}.context_length", "")),
        "chat template": "yes" if values.get("tokenizer.chat_template") else "no",
    }
    languages = tuple(dict.fromkeys(filter(None, map(two_letters, _texts(values.get("general.languages"))))))
    return Found(
        Format.GGUF,
        name_of(path),
        (found_file(path, "model.gguf"),),
        languages,
        str(values.get("general.license", "")),
        {name: value for name, value in details.items() if value},
    )


def read_header(path: Path) -> Header:
    """Raises FileCutOff, ModelUnusable."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            header = _Reader(file, size).read()
    except (_Damaged, UnicodeDecodeError) as error:
        raise ModelUnusable(path=str(path), format=Format.GGUF, detail=str(error)) from error
    except struct.error as error:
        raise FileCutOff(file=str(path), found=size) from error
    if size < header.end:
        raise FileCutOff(file=str(path), found=size, needed=header.end)
    return header


class _Reader:
    """Raises _Damaged, and struct.error where the file ends too early."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def read(self) -> Header:
        if self._file.read(4) != MAGIC:
            raise _Damaged("it doesn't begin as a GGUF does")
        version = self._number("I")
        if version not in (2, 3):
            raise _Damaged(f"GGUF version {version} isn't known")
        tensors, keys = self._count(), self._count()
        values: dict[str, Any] = {}
        for _ in range(keys):
            name = self._text()
            values[name] = self._value(self._number("I"))
        end = max((self._tensor_end() for _ in range(tensors)), default=0)
        alignment = int(values.get("general.alignment", 32)) or 32
        start = -(-self._file.tell() // alignment) * alignment
        return Header(values, start + end if tensors else self._file.tell())

    def _tensor_end(self) -> int:
        """From where the tensors begin."""
        from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

        self._text()
        dimensions = [self._number("Q") for _ in range(self._number("I"))]
        kind, offset = self._number("I"), self._number("Q")
        try:
            block, block_bytes = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (ValueError, KeyError):
            return int(offset)  # a newer kind of number: llama.cpp will say whether it knows it
        return int(offset + math.prod(dimensions) // block * block_bytes)

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._text()
        if kind == _ARRAY:
            return self._array()
        if kind not in _NUMBERS:
            raise _Damaged(f"a value of kind {kind} isn't known")
        return self._number(_NUMBERS[kind])

    def _array(self) -> list[Any]:
        kind, count = self._number("I"), self._count()
        kept = [self._value(kind) for _ in range(min(count, _KEPT_ELEMENTS))]
        rest = count - len(kept)
        if kind == _STRING:
            for _ in range(rest):
                self._skip(self._number("Q"))
        elif kind == _ARRAY:
            for _ in range(rest):
                self._array()
        else:
            self._skip(rest * struct.calcsize(f"<{_NUMBERS[kind]}"))
        return kept

    def _text(self) -> str:
        length = self._number("Q")
        if length > self._size:
            raise struct.error("a text longer than the file")
        data = self._file.read(length)
        if len(data) < length:
            raise struct.error("the file ends")
        return data.decode("utf-8", errors="replace")

    def _skip(self, length: int) -> None:
        if self._file.seek(length, 1) > self._size:
            raise struct.error("the file ends")

    def _count(self) -> int:
        count = int(self._number("Q"))
        if count > _MOST:
            raise _Damaged(f"it claims to have {count} values")
        return count

    def _number(self, kind: str) -> Any:
        layout = f"<{kind}"
        return struct.unpack(layout, self._file.read(struct.calcsize(layout)))[0]


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
