"""Which headword was meant by what somebody typed: a form of it, a phrase in other words, a misspelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from langtutor.core.language import LanguageCode
from langtutor.engines.dictionary import phrases
from langtutor.engines.dictionary.asked import Asked
from langtutor.engines.dictionary.near_words import Near, NearWords

_KNOWN_ZIPF = 2.3
"""A word that is used this much may be one, though no dictionary here has it."""
_SLIP, _COMMONER, _MUCH_COMMONER = 0.5, 1.8, 2.5
"""How much commoner another must be for such a word to be a misspelling all the same: where two letters changed places
or one was doubled, and where any one letter behind the first differs."""
_IN_USE = 3.0
"""What others may have meant needn't be in a dictionary if it is as common as this."""

LEMMA, SPELLING, PHRASE = "lemma", "spelling", "phrase"


@dataclass(frozen=True, slots=True)
class Found:
    """headword: as a dictionary writes it, empty where none has it. found_by, similar, form_of: as in WordEntry.

    meant: the word as it is rightly spelt, where it was misspelt and no dictionary has it.
    """

    headword: str = ""
    found_by: str = ""
    form_of: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    meant: str = ""


class Finding:
    """lemmas: words of which a lower-case form may be one, likeliest first. asked: the dictionaries.

    outshone: whether a word is used far less on its own than as a form of a lemma (*saw*, of *see*).
    """

    def __init__(
        self,
        asked: Asked,
        lemmas: Callable[[str], Iterable[str]],
        near: NearWords,
        language: LanguageCode,
        outshone: Callable[[str, str], bool] = lambda word, lemma: False,
    ) -> None:
        self._asked = asked
        self._lemmas = lemmas
        self._near = near
        self._outshone = outshone
        self._language = language

    def find(self, query: str, *, as_written: bool = False) -> Found:
        """query: cleaned, not empty. as_written: the word itself, if dictionaries have it."""
        lemmas = self._known_lemmas(query)
        own = self._written(query)
        if own and (as_written or not self._is_rather_a_form(query, lemmas)):
            return Found(own, form_of=lemmas)
        if lemmas:
            return Found(self._written(lemmas[0]), LEMMA, (*lemmas[1:], *((own,) if own else ())))
        accents = self._asked.pages(query).headwords
        if accents:
            return Found(accents[0], SPELLING, similar=accents[1:])
        if " " in query:
            return self._phrase(query)
        return self._misspelt(query)

    def _written(self, word: str) -> str:
        """The headword as it is asked for, or as the dictionary has it with other capitals; empty without one."""
        heads = self._asked.pages(word).of(word).headwords
        return word if word in heads else next(iter(heads), "")

    def _known_lemmas(self, query: str) -> tuple[str, ...]:
        if " " in query or "'" in query:  # *don't* is more than a form of *do*
            return ()
        found = dict.fromkeys(lemma for lemma in self._lemmas(query.lower()) if lemma != query.lower())
        return tuple(lemma for lemma in found if self._asked.has(lemma))

    def _is_rather_a_form(self, query: str, lemmas: tuple[str, ...]) -> bool:
        """*felt* is only defined (a fabric), and *feel* has translations: that is what was meant."""
        if not lemmas or not self._asked.pages(lemmas[0]).of(lemmas[0]).translating:
            return False
        translated = self._asked.pages(query).of(query).translating
        return not translated or self._outshone(query.lower(), lemmas[0])

    def _phrase(self, query: str) -> Found:
        for phrase in phrases.spellings(query, self._lemmas):
            headword = self._written(phrase)
            if headword:
                return Found(headword, PHRASE)
        return Found()

    def _misspelt(self, query: str) -> Found:
        near = [one for one in self._near.of(query, self._language) if one.zipf >= _IN_USE or self._headword(one.word)]
        similar = tuple(one.word for one in near)
        if not near or not self._is_misspelt(query, near[0]):
            return Found(similar=similar)
        headword = self._headword(similar[0])
        return Found(headword, SPELLING, (), similar[1:], "" if headword else similar[0])

    def _headword(self, word: str) -> str:
        """As a dictionary has the word, or what it is a form of; empty where none has it."""
        lemmas = (lemma for lemma in self._lemmas(word) if self._asked.has(lemma))
        return self._written(word) or self._written(next(lemmas, word))

    def _is_misspelt(self, query: str, best: Near) -> bool:
        zipf = self._near.zipf(query.lower(), self._language)
        if zipf < _KNOWN_ZIPF:
            return True
        if best.distance <= _SLIP:
            return best.zipf - zipf >= _COMMONER
        same_beginning = best.word[:1] == query[:1].lower()
        return best.distance <= 1 and same_beginning and best.zipf - zipf >= _MUCH_COMMONER
