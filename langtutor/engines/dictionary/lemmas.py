"""Which words a form may be a form of: "went" → "go", "lives" → "life" and "live"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from langtutor.core.language import LanguageCode

_LEMMINFLECT_SPEAKS = LanguageCode("en")


class Lemmas:
    """Asks simplemma (one lemma, 54 languages) and, in English, lemminflect (all lemmas by part of speech).

    Loads on the first word of a language: 0.2 to 0.5 s. What comes back are candidates: only those that a dictionary
    has count.
    """

    def of(self, word: str, language: LanguageCode) -> tuple[str, ...]:
        """Lemmas of a lower-case word, likeliest first, without the word itself. Unknown languages have none."""
        return tuple(dict.fromkeys(lemma for lemma in self._candidates(word, language) if lemma != word))

    def _candidates(self, word: str, language: LanguageCode) -> Iterator[str]:
        if language in self._simplemma_speaks:
            yield self._simplemma(word, language).lower()
        if language == _LEMMINFLECT_SPEAKS:
            yield from self._lemminflect(word)

    @cached_property
    def _simplemma_speaks(self) -> frozenset[str]:
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

        return SUPPORTED_LANGUAGES

    @cached_property
    def _simplemma(self) -> Callable[[str, str], str]:
        # The streaming factory costs 10 MB a language, the default one 90 MB.
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy
        from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

        return Lemmatizer(
            lemmatization_strategy=DefaultStrategy(dictionary_factory=StreamDictionaryFactory())
        ).lemmatize

    @cached_property
    def _lemminflect(self) -> Callable[[str], tuple[str, ...]]:
        import lemminflect

        def lemmas(word: str) -> tuple[str, ...]:
            by_part_of_speech: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word)
            return tuple(lemma for found in by_part_of_speech.values() for lemma in found)

        return lemmas
