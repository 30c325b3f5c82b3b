"""Linking the words of a translation with whatever models of the pair are installed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from langtutor.content.answering_words import load_answering_words
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage, UnsupportedPair
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import LinkWords, WordLinks
from langtutor.core.requests import Capability
from langtutor.engines.dictionary.folding import fold
from langtutor.engines.dictionary.shelf import DictionaryFiles, Shelf
from langtutor.engines.translation.aligner import Answers, Likeness, Side, links, nothing
from langtutor.engines.translation.shortlist import Shortlist
from langtutor.host.sets.common import WARM_WORDS, Kept, missing
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore

_APART = re.compile(r"[;,/()\[\]]")
_FILE = "lex.bin"
_REMEMBERED = 20_000
_LONG = 3
"""Letters that a word of a longer translation has at least: *to* of *to run* says nothing."""


class ChosenLinker:
    """Keeps what it loads: 10 MB for each direction, besides the dictionaries and their lemmas.

    words: the folder of `answers.*.toml`.
    """

    def __init__(
        self, store: ModelStore, languages: Mapping[LanguageCode, Language], dictionary: Shelf, words: Path
    ) -> None:
        self._store = store
        self._languages = languages
        self._dictionary = dictionary
        self._shortlists = Kept(lambda model, folder: Shortlist(folder))
        self._lemmas = lru_cache(_REMEMBERED)(dictionary.lemmas.of)
        self._answering = lru_cache(lambda pair: load_answering_words(words, pair))
        self._translations: dict[tuple[DictionaryFiles, ...], dict[tuple[str, Pair], frozenset[str]]] = {}

    def link(self, request: LinkWords) -> WordLinks:
        """Raises UnsupportedPair, ModelMissing where nothing is installed that knows words of the pair."""
        there, back, models = self.sides(request.pair)
        if not models:
            error = missing(self._store, Capability.TRANSLATION, request.pair.source, request.pair.target)
            if isinstance(error, UnsupportedLanguage):
                raise UnsupportedPair(source=request.pair.source, target=request.pair.target)
            raise error
        return WordLinks(links(request.source, request.target, there, back), ", ".join(models))

    def warm_up(self, pair: Pair) -> None:
        """Loads what the first sentence would wait for."""
        there, back, _models = self.sides(pair)
        links(WARM_WORDS, WARM_WORDS, there, back)

    def sides(self, pair: Pair) -> tuple[Side, Side, tuple[str, ...]]:
        """What is known of either language now, and the models that say so."""
        translators = tuple(self._store.ranked(Capability.TRANSLATION))
        dictionaries = tuple(self._store.ranked(Capability.DICTIONARY))
        used: dict[str, None] = {}
        there, back = (self._side(way, translators, dictionaries, used) for way in (pair, pair.reversed()))
        return there, back, tuple(used)

    def _side(
        self, pair: Pair, translators: tuple[Model, ...], dictionaries: tuple[Model, ...], used: dict[str, None]
    ) -> Side:
        """used: the models that are asked are added to it."""
        language = self._languages.get(pair.source)
        return Side(
            shortlist=self._shortlist(pair, translators, used),
            answers=self._answers(pair, dictionaries, used),
            answering=self._answering(pair),
            small=language.function_words if language else frozenset(),
            parts=language.contractions if language else {},
            lemmas=lambda word: self._lemmas(word, pair.source),
            abbreviations=language.abbreviations if language else frozenset(),
        )

    def _shortlist(self, pair: Pair, models: tuple[Model, ...], used: dict[str, None]) -> Likeness | None:
        """Of the first model that has one and can be read."""
        for model in models:
            if pair not in model.pairs or not (self._store.folder / model.id / _FILE).exists():
                continue
            try:
                found = self._shortlists.of(self._store, model).likeness
            except (EngineFailed, ModelMissing):
                continue
            used[model.id] = None
            return found
        return None

    def _answers(self, pair: Pair, models: tuple[Model, ...], used: dict[str, None]) -> Answers:
        try:
            dictionaries = self._dictionary.dictionaries(pair)
        except (UnsupportedPair, ModelMissing, EngineFailed):
            return nothing
        used.update({model.id: None for model in models if pair in model.pairs})
        if dictionaries not in self._translations and len(self._translations) >= 2 * len(self._languages) ** 2:
            self._translations.clear()
        known = self._translations.setdefault(dictionaries, {})
        if len(known) > _REMEMBERED:
            known.clear()

        def answers(word: str) -> frozenset[str]:
            if (word, pair) not in known:
                known[word, pair] = self._look_up(word, pair, dictionaries)
            return known[word, pair]

        return answers

    def _look_up(self, word: str, pair: Pair, dictionaries: tuple[DictionaryFiles, ...]) -> frozenset[str]:
        found: set[str] = set()
        for form in (word, *self._lemmas(word, pair.source)):
            for dictionary in dictionaries:
                try:
                    senses = [sense.text for entry in dictionary.entries(form) for sense in entry.senses]
                except EngineFailed:
                    continue
                for translation in _APART.split(fold("; ".join(senses))):
                    found.add(translation.strip())
                    found.update(part for part in translation.split() if len(part) > _LONG)
        return frozenset(found)
