"""All dictionaries there are: one look-up asks every one that has the pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DictionaryEntry, Entries
from langtutor.engines.dictionary.dictd import DictdFiles
from langtutor.engines.dictionary.folding import clean
from langtutor.engines.dictionary.lemmas import Lemmas
from langtutor.engines.dictionary.stardict import StarDictFiles


class DictionaryFiles(Protocol):
    """One dictionary that is open."""

    def entries(self, word: str) -> tuple[DictionaryEntry, ...]:
        """All entries whose headword is this one, accents and case aside. Raises EngineFailed."""
        ...

    def beginning(self, words: str) -> tuple[str, ...]:
        """Headwords that begin with these words and go on."""
        ...


class Shelf:
    """The `Dictionary` over dictd and StarDict files; entries of a form's lemmas come after its own.

    sources: language and target (the same twice for definitions) with the model that has them, in the order to show;
    asked at every look-up, so what is added counts at once. find: where a model lies, None while it isn't installed.
    """

    def __init__(
        self,
        find: Callable[[str], Path | None],
        sources: Callable[[], Iterable[tuple[Pair, str]]],
        lemmas: Lemmas | None = None,
    ) -> None:
        self._find = find
        self._sources = sources
        self.lemmas = lemmas or Lemmas()
        self._open: dict[Path, tuple[tuple[int, int], DictionaryFiles]] = {}

    def pairs(self) -> frozenset[Pair]:
        """What can be looked up with what is installed."""
        return frozenset(pair for pair, model in self._sources() if self._find(model) is not None)

    def look_up(self, word: str, language: LanguageCode, target: LanguageCode) -> Entries:
        """No entry is an empty tuple. Raises UnsupportedPair, ModelMissing; EngineFailed where none could be read."""
        dictionaries = self.dictionaries(Pair(language, target))
        wanted = clean(word)
        if not wanted:
            return Entries(word, None, ())
        near = _look_up(dictionaries, wanted)
        own = tuple(entry for entry in near if entry.headword.lower() == wanted.lower())
        lemmas = self.lemmas.of(wanted.lower(), language)
        by_lemma = tuple(entry for lemma in lemmas for entry in _look_up(dictionaries, lemma, exact=True))
        if own or by_lemma:
            own = tuple(sorted(own, key=lambda entry: entry.headword != wanted))
            return Entries(word, None if own else by_lemma[0].headword, tuple(dict.fromkeys(own + by_lemma)))
        return Entries(word, near[0].headword if near else None, near)

    def entries(self, word: str, language: LanguageCode, target: LanguageCode) -> tuple[DictionaryEntry, ...]:
        """Entries under this very word, accents and case aside. Raises as `look_up` does."""
        wanted = clean(word)
        return _look_up(self.dictionaries(Pair(language, target)), wanted) if wanted else ()

    def beginning(self, words: str, language: LanguageCode, target: LanguageCode) -> tuple[str, ...]:
        """Headwords that begin with these words and go on: *give up* for *give*. Raises as `look_up` does."""
        dictionaries = self.dictionaries(Pair(language, target))
        return tuple(dict.fromkeys(found for one in dictionaries for found in one.beginning(words)))

    def dictionaries(self, pair: Pair) -> tuple[DictionaryFiles, ...]:
        """Those of a pair, open: for who asks of many words at once. Raises as `look_up` does."""
        models = [model for offered, model in self._sources() if offered == pair]
        if not models:
            raise UnsupportedPair(source=pair.source, target=pair.target)
        folders = [folder for model in models if (folder := self._find(model)) is not None]
        if not folders:
            raise ModelMissing(model=models[0], command=f"langtutor models install {models[0]}")
        return self._opened(folders)

    def _opened(self, folders: list[Path]) -> tuple[DictionaryFiles, ...]:
        """A dictionary that can't be read doesn't keep the others from answering."""
        found: list[DictionaryFiles] = []
        failure: EngineFailed | None = None
        for folder in folders:
            try:
                found.append(self._load(folder))
            except EngineFailed as error:
                failure = failure or error
        if not found and failure is not None:
            raise failure
        return tuple(found)

    def _load(self, folder: Path) -> DictionaryFiles:
        """Opened anew where the folder was replaced."""
        try:
            stat = folder.stat()
        except OSError as error:
            raise EngineFailed(engine="dictionary", detail=str(error)) from error
        edition = (stat.st_ino, stat.st_mtime_ns)
        kept = self._open.get(folder)
        if kept is None or kept[0] != edition:
            self._open.pop(folder, None)
            kept = (edition, StarDictFiles(folder) if any(folder.glob("*.ifo")) else DictdFiles(folder))
            self._open[folder] = kept
        return kept[1]


def _look_up(dictionaries: tuple[DictionaryFiles, ...], word: str, exact: bool = False) -> tuple[DictionaryEntry, ...]:
    found = (entry for dictionary in dictionaries for entry in dictionary.entries(word))
    return tuple(entry for entry in found if not exact or entry.headword.lower() == word.lower())
