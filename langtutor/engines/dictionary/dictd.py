"""Dictionaries in dictd's format: FreeDict's for translations, WordNet for definitions."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import DictionaryEntry, Entries
from langtutor.engines.dictionary.articles import read_article
from langtutor.engines.dictionary.dictzip import open_dict
from langtutor.engines.dictionary.lemmas import Lemmas

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
        self._folded = self._index.translate({ord(character): _base(character) for character in set(self._index)})
        zipped = index.with_suffix(".dict.dz")
        self._dict = open_dict(zipped if zipped.exists() else index.with_suffix(".dict"))
        self.name = self._read_name() or index.stem

    def entries(self, word: str) -> tuple[DictionaryEntry, ...]:
        """All entries whose headword is this one, accents and case aside."""
        keys = dict.fromkeys((fold(word), "".join(c for c in fold(word) if c.isalnum() or c.isspace())))
        places = dict.fromkeys(place for key in keys for place in self._places(key))
        entries = (read_article(self._article(*place), self.name) for place in places)
        return tuple(entry for entry in entries if entry is not None and fold(entry.headword) == fold(word))

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


class Dictd:
    """The `Dictionary` over dictd files; entries of a form's lemmas come after its own.

    sources: language and target (the same twice for definitions) with the model that has them, in the order to show.
    find: where a model lies, None while it is not installed; asked at every look-up.
    """

    def __init__(
        self,
        find: Callable[[str], Path | None],
        sources: tuple[tuple[Pair, str], ...],
        lemmas: Lemmas | None = None,
    ) -> None:
        self._find = find
        self._sources = sources
        self._lemmas = lemmas or Lemmas()
        self._loaded: dict[Path, DictdFiles] = {}

    def pairs(self) -> frozenset[Pair]:
        """What can be looked up with what is installed."""
        return frozenset(pair for pair, model in self._sources if self._find(model) is not None)

    def look_up(self, word: str, language: LanguageCode, target: LanguageCode) -> Entries:
        """No entry is an empty tuple. Raises UnsupportedPair, ModelMissing, EngineFailed."""
        dictionaries = self._dictionaries(Pair(language, target))
        wanted = clean(word)
        if not wanted:
            return Entries(word, None, ())
        near = _look_up(dictionaries, wanted)
        own = tuple(entry for entry in near if entry.headword.lower() == wanted.lower())
        lemmas = self._lemmas.of(wanted.lower(), language)
        by_lemma = tuple(entry for lemma in lemmas for entry in _look_up(dictionaries, lemma, exact=True))
        if own or by_lemma:
            own = tuple(sorted(own, key=lambda entry: entry.headword != wanted))
            return Entries(word, None if own else by_lemma[0].headword, tuple(dict.fromkeys(own + by_lemma)))
        return Entries(word, near[0].headword if near else None, near)

    def _dictionaries(self, pair: Pair) -> tuple[DictdFiles, ...]:
        models = [model for offered, model in self._sources if offered == pair]
        if not models:
            raise UnsupportedPair(source=pair.source, target=pair.target)
        folders = [folder for model in models if (folder := self._find(model)) is not None]
        if not folders:
            raise ModelMissing(model=models[0], command=f"langtutor models install {models[0]}")
        return tuple(self._load(folder) for folder in folders)

    def _load(self, folder: Path) -> DictdFiles:
        if folder not in self._loaded:
            self._loaded[folder] = DictdFiles(folder)
        return self._loaded[folder]


def clean(word: str) -> str:
    """What was asked without the white space and punctuation around it, with a plain apostrophe."""
    return " ".join(unicodedata.normalize("NFC", word).replace("’", "'").split()).strip(' .,;:!?…"“”«»()[]')


def fold(text: str) -> str:
    """Small letters without accents, as many as there were."""
    return "".join(_base(character) for character in unicodedata.normalize("NFC", text))


def _look_up(dictionaries: tuple[DictdFiles, ...], word: str, exact: bool = False) -> tuple[DictionaryEntry, ...]:
    found = (entry for dictionary in dictionaries for entry in dictionary.entries(word))
    return tuple(entry for entry in found if not exact or entry.headword.lower() == word.lower())


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character.lower())[0]


def _number(digits: str) -> int:
    """dictd writes numbers in base 64, the highest digit first."""
    value = 0
    for digit in digits:
        value = value * 64 + _BASE_64.index(digit)
    return value
