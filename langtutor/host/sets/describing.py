"""Describing words with what is installed: dictionaries, LanguageTool's forms, the voice's sounds, content."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from langtutor.content.false_friends import FalseFriends, load_false_friends
from langtutor.content.irregular_verbs import load_irregular_verbs
from langtutor.content.phrases import Phrases, load_phrases
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord
from langtutor.core.requests import Capability
from langtutor.core.word_entry import WordEntry
from langtutor.engines.dictionary.describing import Describing, Forms, Sources
from langtutor.engines.dictionary.inflections import EnglishInflections
from langtutor.engines.dictionary.portuguese_inflections import PortugueseInflections
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.host.engine_set import Job
from langtutor.host.sets.common import Kept
from langtutor.host.sets.translation import ChosenTranslator
from langtutor.host.sets.voice import ChosenVoice
from langtutor.models.entries import Model
from langtutor.models.store import ModelStore

_ENGLISH, _PORTUGUESE = LanguageCode("en"), LanguageCode("pt")


class ChosenDescriber:
    """Keeps what it loads with the first word of a language: `warm_up`."""

    def __init__(
        self, store: ModelStore, dictionary: Shelf, translator: ChosenTranslator, voice: ChosenVoice, resources: Path
    ) -> None:
        self._store = store
        self._resources = resources
        self._lexicons = Kept(_portuguese)
        self._describing = Describing(
            dictionary,
            Sources(
                translate=lambda word, pair: translator.translate(word, pair).text,
                say=voice.ipa,
                forms=self._forms,
                false_friend=self._false_friend,
                phrases=lambda: self._phrases,
            ),
        )

    def describe(self, request: DescribeWord, job: Job) -> WordEntry:
        job.check()
        return self._describing.describe(request.word, request.pair, as_written=request.as_written)

    def warm_up(self, language: LanguageCode, other: LanguageCode) -> None:
        """Both directions: one box asks in either."""
        pair = Pair(language, other)
        for way in (pair, pair.reversed()):
            self._describing.warm_up(way)

    def _forms(self, language: LanguageCode) -> Forms | None:
        if language == _ENGLISH:
            return self._english
        if language != _PORTUGUESE:
            return None
        model = self._store.choose(Capability.GRAMMAR, language)
        return self._lexicons.of(self._store, model) if model is not None else None

    def _false_friend(self, word: str, pair: Pair) -> FalseFriend | None:
        return self._false_friends.of(word, pair.source, pair.target)

    @cached_property
    def _english(self) -> EnglishInflections:
        return EnglishInflections(load_irregular_verbs(self._resources / "words", _ENGLISH))

    @cached_property
    def _false_friends(self) -> FalseFriends:
        return load_false_friends(self._resources / "false_friends")

    @cached_property
    def _phrases(self) -> Phrases:
        return load_phrases(self._resources / "phrases")


def _portuguese(model: Model, folder: Path) -> PortugueseInflections:
    """Without forms where its files can't be read, or it isn't LanguageTool."""
    try:
        return PortugueseInflections(Lexicon(folder))
    except (OSError, ValueError):
        return PortugueseInflections(Lexicon(None))
