"""Dictionaries in dictd's format: FreeDict's for translations, WordNet for definitions."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

from langtutor.core.errors import EngineFailed
from langtutor.core.look_up_requests import DictionaryEntry
from langtutor.engines.dictionary.articles import read_article
from langtutor.engines.dictionary.dictzip import open_dict
from langtutor.engines.dictionary.folding import beginning, fold, folded

_BASE_64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"


class DictdFiles:
    """One dictionary: `<name>.index` and `<name>.dict.dz` in a folder. Raises EngineFailed where they can't be read.

    The index is kept as two texts of the same length, as it is and folded (small letters, no accents): what is found in
    the one is read from the other, and no table of 150,000 headwords is built.
    """

    def __init__(self, folder: Path) -> None:
        index = next(iter(sorted(folder.glob("*.index"))), None)
        if index is None:
            raise EngineFailed(engine="dictd", detail=f"no .index in {folder}")
        try:
            self._index = "\n" + index.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EngineFailed(engine="dictd", detail=f"{index.name}: {error}") from error
        self._file = index.name
        self._folded = folded(self._index)
        zipped = index.with_suffix(".dict.dz")
        self._dict = open_dict(zipped if zipped.exists() else index.with_suffix(".dict"))
        self.name = self._read_name() or index.stem

    def entries(self, word: str) -> tuple[DictionaryEntry, ...]:
        """All entries whose headword is this one, accents and case aside."""
        keys = dict.fromkeys((fold(word), "".join(c for c in fold(word) if c.isalnum() or c.isspace())))
        places = dict.fromkeys(place for key in keys for place in self._places(key))
        entries = (read_article(self._article(*place), self.name) for place in places)
        return tuple(entry for entry in entries if entry is not None and fold(entry.headword) == fold(word))

    def beginning(self, words: str) -> tuple[str, ...]:
        """Headwords that begin with these words and go on, accents and case aside."""
        return tuple(dict.fromkeys(beginning(self._index, self._folded, fold(words), "\t")))

    def _places(self, key: str) -> Iterator[tuple[int, int]]:
        """Start and length of the articles under a folded key."""
        wanted = f"\n{key}\t"
        found = self._folded.find(wanted)
        while found >= 0:
            end = self._index.find("\n", found + 1)
            line = self._index[found + 1 : end if end >= 0 else None]
            try:
                _headword, start, length = line.split("\t")[:3]
                yield _number(start), _number(length)
            except ValueError as error:
                raise EngineFailed(engine="dictd", detail=f"{self._file}: no place in line {line!r}") from error
            found = self._folded.find(wanted, found + 1)

    def _article(self, start: int, length: int) -> str:
        return self._dict.read(start, length).decode("utf-8", errors="replace")

    def _read_name(self) -> str:
        for key in ("00databaseshort", "00-database-short"):
            for place in self._places(key):
                lines = [line.strip() for line in self._article(*place).strip().splitlines()]
                return lines[-1] if lines else ""
        return ""


def _number(digits: str) -> int:
    """dictd writes numbers in base 64, the highest digit first."""
    value = 0
    for digit in digits:
        value = value * 64 + _BASE_64.index(digit)
    return value
