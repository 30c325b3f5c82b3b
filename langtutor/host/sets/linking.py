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
from langtutor.engines.dictionary.lemmas import Lemmas
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.engines.translation.aligner import Answers, Likeness, Side, links, nothing
from langtutor.engines.translation.shortlist import Shortlist
from langtutor.host.sets.common import Kept, missing
from langtutor.models.store import ModelStore

_APART = re.compile(r"[;,/()\[\]]")
_FILE = "lex.bin"
_REMEMBERED = 20_000


class ChosenLinker:
    """Keeps what it loads: 10 MB for each direction. words: the folder of `answers.*.toml`."""

    def __init__(
        self, store: ModelStore, languages: Mapping[LanguageCode, Language], dictionary: Shelf, words: Path
    ) -> None:
        self._store = store
        self._languages = languages
        self._dictionary = dictionary
        self._words = words
        self._shortlists = Kept(lambda model, folder: Shortlist(folder))
        self._lemmas = Lemmas()
        self._answering = lru_cache(lambda pair: load_answering_words(self._words, pair))
        self._translations = lru_cache(_REMEMBERED)(self._look_up)
        self._forms = lru_cache(_REMEMBERED)(self._lemmas.of)

    def link(self, request: LinkWords) -> WordLinks:
        """Raises UnsupportedPair, ModelMissing where nothing is installed that knows words of the pair."""
        there, back, models = self.sides(request.pair)
        if not models:
            error = missing(self._store, Capability.TRANSLATION, request.pair.source, request.pair.target)
            if isinstance(error, UnsupportedLanguage):
                raise UnsupportedPair(source=request.pair.source, target=request.pair.target)
            raise error
        return WordLinks(links(request.source, request.target, there, back), ", ".join(models))

    def sides(self, pair: Pair) -> tuple[Side, Side, tuple[str, ...]]:
        """What is known of either language now, and the models that say so."""
        used: dict[str, None] = {}
        there, back = self._side(pair, used), self._side(pair.reversed(), used)
        return there, back, tuple(used)

    def _side(self, pair: Pair, used: dict[str, None]) -> Side:
        """used: the models that are asked are added to it."""
        language = self._languages.get(pair.source)
        return Side(
            shortlist=self._shortlist(pair, used),
            answers=self._answers(pair, used),
            answering=self._answering(pair),
            small=language.function_words if language else frozenset(),
            parts=language.contractions if language else {},
            lemmas=lambda word: self._forms(word, pair.source),
        )

    def _shortlist(self, pair: Pair, used: dict[str, None]) -> Likeness | None:
        """Of the first model that has one and can be read."""
        for model in self._store.ranked(Capability.TRANSLATION):
            folder = self._store.installed(model.id)
            if pair not in model.pairs or folder is None or not (folder / _FILE).exists():
                continue
            try:
                found = self._shortlists.of(self._store, model).likeness
            except (EngineFailed, ModelMissing):
                continue
            used[model.id] = None
            return found
        return None

    def _answers(self, pair: Pair, used: dict[str, None]) -> Answers:
        models = tuple(model.id for model in self._store.ranked(Capability.DICTIONARY) if pair in model.pairs)
        used.update(dict.fromkeys(models))
        return (lambda word: self._translations(word, pair, models)) if models else nothing

    def _look_up(self, word: str, pair: Pair, models: tuple[str, ...]) -> frozenset[str]:
        """models: which there are; with others the answer is another."""
        try:
            entries = self._dictionary.look_up(word, pair.source, pair.target).entries
        except (UnsupportedPair, ModelMissing, EngineFailed):
            return frozenset()
        found: set[str] = set()
        for text in (sense.text for entry in entries for sense in entry.senses):
            for translation in _APART.split(fold(text)):
                found.add(translation.strip())
                found.update(part for part in translation.split() if len(part) > 3)
        return frozenset(found)
