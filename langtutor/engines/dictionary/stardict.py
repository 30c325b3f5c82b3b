"""Dictionaries in StarDict's format (2.4.2 and 3.0.0): `.ifo`, `.idx`, `.dict`, and `.syn` for other spellings."""

from __future__ import annotations

import gzip
import struct
import unicodedata
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from langtutor.core.errors import EngineFailed, ModelUnusable
from langtutor.core.look_up_requests import DictionaryEntry
from langtutor.engines.dictionary.dictzip import open_dict
from langtutor.engines.dictionary.folding import beginning, fold, folded
from langtutor.engines.dictionary.stardict_articles import read_article
from langtutor.models.layouts.dictionaries import read_ifo


class StarDictFiles:
    """One dictionary in a folder. Raises EngineFailed where it can't be read.

    All headwords are kept as one text, as they are and folded, with where each begins: 100,000 take 5 MB.
    """

    def __init__(self, folder: Path) -> None:
        info = next(iter(sorted(folder.glob("*.ifo"))), None)
        if info is None:
            raise EngineFailed(engine="stardict", detail=f"no .ifo in {folder}")
        self._file = info.name
        try:
            said = read_ifo(info)
            index = _read(_beside(info, ".idx", ".idx.gz"))
            synonyms = info.with_suffix(".syn")
            self._load(index, said.get("idxoffsetbits") == "64", _read(synonyms) if synonyms.exists() else b"")
            self._dict = open_dict(_beside(info, ".dict.dz", ".dict"))
        except (OSError, EOFError, zlib.error, struct.error, ModelUnusable) as error:
            raise EngineFailed(engine="stardict", detail=f"{info.name}: {error}") from error
        self._kinds = said.get("sametypesequence", "")
        self.name = said.get("bookname", "") or info.stem

    def entries(self, word: str) -> tuple[DictionaryEntry, ...]:
        """All entries whose headword, or another spelling of it, is this one; accents and case aside."""
        numbers = dict.fromkeys(self._numbers(fold(word)))
        found = (self._entry(number) for number in numbers)
        return tuple(entry for entry in found if entry is not None)

    def beginning(self, words: str) -> tuple[str, ...]:
        """Headwords that begin with these words and go on, accents and case aside."""
        return tuple(dict.fromkeys(beginning(self._text, self._folded, fold(words), "\n")))

    def _load(self, index: bytes, wide: bool, synonyms: bytes) -> None:
        place = struct.Struct(">QI" if wide else ">II")
        self._offsets, self._sizes = array("Q"), array("I")
        words: list[str] = []
        for word, (offset, size) in _words(index, place):
            words.append(word)
            self._offsets.append(offset)
            self._sizes.append(size)
        self._own = len(words)
        self._meant = array("I")
        for word, (number,) in _words(synonyms, struct.Struct(">I")):
            if number < self._own:
                words.append(word)
                self._meant.append(number)
        lines = [" ".join(unicodedata.normalize("NFC", word).split()) for word in words]
        self._starts = array("I")
        at = 1
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1
        self._text = "\n" + "".join(line + "\n" for line in lines)
        self._folded = folded(self._text)

    def _numbers(self, key: str) -> Iterator[int]:
        """Of the articles under a folded key."""
        wanted = f"\n{key}\n"
        found = self._folded.find(wanted) if key else -1
        while found >= 0:
            line = bisect_right(self._starts, found + 1) - 1
            yield line if line < self._own else self._meant[line - self._own]
            found = self._folded.find(wanted, found + 1)

    def _entry(self, number: int) -> DictionaryEntry | None:
        start = self._starts[number]
        headword = self._text[start : self._text.index("\n", start)]
        size = self._sizes[number]
        data = self._dict.read(self._offsets[number], size) if size else b""
        return read_article(headword, data, self._kinds, self.name)


def _words(data: bytes, rest: struct.Struct) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What an index lists: a word, a zero byte, numbers. Raises struct.error where it is cut off."""
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        if end < 0:
            raise struct.error("the index is cut off")
        yield data[at:end].decode("utf-8", errors="replace"), rest.unpack_from(data, end + 1)
        at = end + 1 + rest.size


def _beside(info: Path, *endings: str) -> Path:
    """Raises FileNotFoundError."""
    for ending in endings:
        path = info.with_name(info.stem + ending)
        if path.exists():
            return path
    raise FileNotFoundError(f"no {info.stem}{endings[0]}")


def _read(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
