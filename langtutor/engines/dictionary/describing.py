"""All that is known of a word or phrase, as one entry: dictionaries, forms, level, frequency, how it is said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from langtutor.content.phrases import Phrases
from langtutor.content.word_levels import WordLevels
from langtutor.core.errors import Cancelled, UserError
from langtutor.core.false_friends import FalseFriend
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.word_entry import Inflection, Meaning, WordEntry
from langtutor.engines.dictionary import phrases
from langtutor.engines.dictionary.asked import Asked, OwnPhrases, Pages
from langtutor.engines.dictionary.finding import LEMMA, Finding, Found
from langtutor.engines.dictionary.folding import clean, fold
from langtutor.engines.dictionary.ipa import best
from langtutor.engines.dictionary.lemmas import Lemmas
from langtutor.engines.dictionary.merging import merged, written_of
from langtutor.engines.dictionary.near_words import NearWords
from langtutor.engines.dictionary.shelf import Shelf

log = logging.getLogger(__name__)

_MOST_SIMILAR = 5
_MOST_PHRASES = 24
_UNGRADED = 9.0
_OUTSHONE = 0.9
"""Steps of Zipf frequency between a verb and the commonest form that only its homograph has."""
_SMALL_WORDS = 7.0
"""Zipf frequency of articles and prepositions, with which any phrase may begin."""
_IN_USE = 2.3
"""Zipf frequency from which what translates as itself (*smartphone*) is a word all the same."""
_ENOUGH = 2
"""Translations; with fewer the translator is asked besides."""


class Forms(Protocol):
    """What is known of the forms of one language's words."""

    def parts(self, lemma: str) -> tuple[str, ...]:
        """What a word may be as it stands; empty where that isn't known."""
        ...

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Words of which it is a form, the commonest first; without the form itself."""
        ...

    def of(self, lemma: str, parts: tuple[str, ...]) -> tuple[Inflection, ...]:
        """As these parts of speech."""
        ...


@dataclass(frozen=True)
class Sources:
    """What entries are made of besides dictionaries.

    translate: the translator's word, raises UserError. say: IPA, or empty. forms: of a language's words, or None.
    phrases: what we wrote of phrases ourselves.
    """

    translate: Callable[[str, Pair], str]
    say: Callable[[str, LanguageCode], str]
    forms: Callable[[LanguageCode], Forms | None]
    false_friend: Callable[[str, Pair], FalseFriend | None]
    phrases: Callable[[], OwnPhrases] = Phrases


class Describing:
    """Some 5 to 20 ms a word once everything is loaded, which `warm_up` sees to: 3 s and 100 MB for English."""

    def __init__(self, shelf: Shelf, sources: Sources, lemmas: Lemmas | None = None) -> None:
        self._shelf = shelf
        self._sources = sources
        self._lemmas = lemmas or shelf.lemmas
        self._levels = WordLevels()
        self._near = NearWords()

    def describe(self, word: str, pair: Pair, *, as_written: bool = False) -> WordEntry:
        """Nothing found is an empty entry. as_written: not a word of which it is a form, if dictionaries have it.

        Raises ModelMissing where there is neither dictionary nor translator, UnsupportedPair, EngineFailed.
        """
        query = clean(word)
        if not query:
            return WordEntry(word, pair, "")
        asked = Asked(self._shelf, pair, self._sources.phrases())
        forms = self._sources.forms(pair.source)

        def lemmas(form: str) -> Iterable[str]:
            return dict.fromkeys((*(forms.lemmas(form) if forms else ()), *self._lemmas.of(form, pair.source)))

        def outshone(form: str, lemma: str) -> bool:
            return forms is not None and self._is_outshone(form, lemma, forms, pair.source)

        found = Finding(asked, lemmas, self._near, pair.source, outshone).find(query, as_written=as_written)
        if found.headword:
            entry = self._entry(word, pair, found, asked, forms)
        else:
            meant = found.meant or query
            entry = self._translated(word, meant, pair, asked, self._base(meant, lemmas, pair.source))
            if found.meant and entry.headword:
                entry = replace(entry, found_by=found.found_by)
        others = (one for one in dict.fromkeys(found.similar) if entry.headword not in (one, *lemmas(one)))
        similar = tuple(islice(others, _MOST_SIMILAR))
        return replace(entry, similar=similar, false_friend=self._false_friend(query, entry.headword, pair))

    def warm_up(self, pair: Pair) -> None:
        self._near.warm_up(pair.source)
        for word in ("houses", "casas", "wrongg"):
            self.describe(word, pair)

    def _entry(self, word: str, pair: Pair, found: Found, asked: Asked, forms: Forms | None) -> WordEntry:
        head = found.headword
        pages = asked.pages(head).of(head)
        parts = self._parts(head, pair.source, pages, forms)
        if pages.phrase:
            meanings, opinion = (*written_of(pages.phrase), *merged((), pages.defining, parts)), ""
        else:
            meanings = merged(
                pages.translating, pages.defining, parts, asked.back, lambda text: self._commonness(text, pair.target)
            )
            opinion = self._second_opinion(clean(word) if " " in head else head, pair, meanings)
        zipf = _zipf(head, pair.source)
        translated, defined = asked.beginning(head) if (zipf or 0.0) < _SMALL_WORDS else ((), ())
        return WordEntry(
            word,
            pair,
            head,
            found.found_by,
            best(self._sources.say(head, pair.source), pages.pronunciations),
            meanings,
            forms.of(head, parts) if forms and " " not in head else (),
            self._levels.level(head, pair.source),
            zipf,
            phrases=phrases.ranked(head, translated, defined, parts[:1] == ("verb",))[:_MOST_PHRASES],
            translation=opinion,
            form_of=found.form_of,
        )

    def _base(self, word: str, lemmas: Callable[[str], Iterable[str]], language: LanguageCode) -> str:
        """What a word that no dictionary has is a form of; lemmas that hardly anybody uses are guesses."""
        least = self._near.zipf(word.lower(), language) - 1.0
        known = () if "'" in word else lemmas(word.lower())
        return next((lemma for lemma in known if self._near.zipf(lemma, language) >= least), word)

    def _is_outshone(self, form: str, lemma: str, forms: Forms, language: LanguageCode) -> bool:
        """Whether the verb is far commoner than what the form is on its own, as its own other forms tell: *saws*."""
        verbs = [one for one in forms.of(lemma, ("verb",)) if one.part_of_speech == "verb"]
        of_verb = {text for one in verbs for told in one.forms for text in told.text.split(", ")}
        own = {text for one in forms.of(form, ("verb", "noun")) for told in one.forms for text in told.text.split(", ")}
        others = own - of_verb - {form}
        if form not in of_verb or not others:
            return False
        on_its_own = max(self._near.zipf(text, language) for text in others)
        return self._near.zipf(lemma, language) - on_its_own > _OUTSHONE

    def _second_opinion(self, asked_for: str, pair: Pair, meanings: Iterable[Meaning]) -> str:
        """The translator's word where dictionaries have hardly any (por-eng knows only *creature* for *ser*), and of a
        phrase that we didn't write of: eng-por has few."""
        words = {fold(word) for meaning in meanings for word in meaning.translations}
        if len(words) >= _ENOUGH and " " not in asked_for:
            return ""
        try:
            translation = _as_word(self._sources.translate(asked_for, pair), asked_for)
        except Cancelled:
            raise
        except UserError as error:
            log.info("no translation of a word: %s", error)
            return ""
        return "" if fold(translation) in words | {fold(asked_for)} else translation

    def _translated(self, word: str, query: str, pair: Pair, asked: Asked, lemma: str) -> WordEntry:
        """A word that no dictionary has. A phrase isn't one: whoever asked has it translated as a sentence."""
        if " " in query:
            asked.complain()
            return WordEntry(word, pair, "")
        try:
            translation = _as_word(self._sources.translate(query, pair), query)
        except Cancelled:
            raise
        except UserError as error:
            asked.complain(error)
            translation = ""
        same = fold(translation) == fold(query) and self._near.zipf(query.lower(), pair.source) < _IN_USE
        if not translation or same:
            return WordEntry(word, pair, "")
        forms = self._sources.forms(pair.source)
        parts = self._parts(lemma, pair.source, Pages((), ()), forms)
        return WordEntry(
            word,
            pair,
            lemma,
            LEMMA if lemma.lower() != query.lower() else "",
            best(self._sources.say(lemma, pair.source), ()),
            (),
            forms.of(lemma, parts) if forms else (),
            self._levels.level(lemma, pair.source),
            _zipf(lemma, pair.source),
            translation=translation,
        )

    def _parts(self, head: str, language: LanguageCode, pages: Pages, forms: Forms | None) -> tuple[str, ...]:
        """What the word may be, the commonest first."""
        senses = [sense.part_of_speech for entry in pages.defining for sense in entry.senses if sense.part_of_speech]
        graded = self._levels.parts(head, language)
        known = dict.fromkeys((*senses, *(forms.parts(head) if forms else ()))) or dict.fromkeys(graded)
        return tuple(sorted(known, key=lambda part: (graded.get(part, _UNGRADED), -senses.count(part))))

    def _commonness(self, text: str, language: LanguageCode) -> float:
        """Of a phrase that of its rarest word, and a little less."""
        words = text.lower().split()
        return min((self._near.zipf(word, language) for word in words), default=0.0) - (len(words) > 1)

    def _false_friend(self, query: str, head: str, pair: Pair) -> FalseFriend | None:
        found = self._sources.false_friend(head, pair) if head else None
        return found or self._sources.false_friend(query.lower(), pair)


def _as_word(translation: str, word: str) -> str:
    """A translator begins and ends a word like a sentence."""
    translation = translation.strip().rstrip(".")
    if word[:1].islower() and translation[1:].islower() and translation[:2] != "I ":
        return translation[:1].lower() + translation[1:]
    return translation


def _zipf(word: str, language: LanguageCode) -> float | None:
    """None where no frequencies are known, and for phrases, of which only the words' are."""
    import wordfreq

    if " " in word or language not in wordfreq.available_languages("best"):
        return None
    return float(wordfreq.zipf_frequency(word, language)) or None
