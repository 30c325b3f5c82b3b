"""Lemmas in the window's process: whether *umbrellas* is a word that the learner knows as *umbrella*."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property, lru_cache

from langtutor.core.language import LanguageCode

_REMEMBERED = 50_000


class WordForms:
    """One lemma for a form, by simplemma: 10 MB and 1 to 3 s at the first word of a language, then some 0.1 ms.

    Thread-safe. Not for the window's own thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.lemma: Callable[[str, str], str] = lru_cache(_REMEMBERED)(self._lemma)

    def lemmas(self, word: str, language: LanguageCode) -> tuple[str, ...]:
        """Of a lower-case word or phrase, itself left out; none for languages that simplemma doesn't know."""
        lemma = " ".join(self.lemma(part, language) for part in word.split())
        return () if lemma == word else (lemma,)

    def _lemma(self, word: str, language: str) -> str:
        with self._lock:
            known, lemmatize = self._simplemma
            return lemmatize(word, language).lower() if language in known else word

    @cached_property
    def _simplemma(self) -> tuple[frozenset[str], Callable[[str, str], str]]:
        # The streaming factory costs 10 MB a language, the default one 90 MB.
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
        from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

        strategy = DefaultStrategy(dictionary_factory=StreamDictionaryFactory())
        return SUPPORTED_LANGUAGES, Lemmatizer(lemmatization_strategy=strategy).lemmatize
