"""Which words of a text its reader knows, and how much of it that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from langtutor.core.language import LanguageCode
from langtutor.core.reading import Book, Familiarity, Measures, word_spans
from langtutor.core.skill import Knowing
from langtutor.core.vocabulary import Standing, WordState, plain_word
from langtutor.services.word_forms import WordForms

ASSUMED: Mapping[Knowing, float] = {Knowing.NEW: 5.6, Knowing.SOME: 5.0, Knowing.COMFORTABLE: 4.4}
"""Zipf frequency from which words are taken for known that nothing is known of: some 250, 1,000 and 3,500 words."""

_ENDS = ".!?…:\"“”«»‘’'()[]-–—*\n"

Zipf = Callable[[str], float]
Stands = Callable[[str], Standing]


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a text. counts: by plain form. names: never written small, and capital where no sentence begins."""

    counts: Mapping[str, int]
    names: frozenset[str]


@dataclass(slots=True)
class _Seen:
    counts: Counter[str] = field(default_factory=Counter)
    small: set[str] = field(default_factory=set)
    capital: set[str] = field(default_factory=set)


def words_of(book: Book) -> WordList:
    """0.4 s for a novel."""
    seen = _Seen()
    for chapter in book.chapters:
        for paragraph in chapter.paragraphs:
            _look(paragraph.text, seen)
    return WordList(seen.counts, frozenset(seen.capital - seen.small))


def _look(text: str, seen: _Seen) -> None:
    for start, end in word_spans(text):
        word = text[start:end]
        plain = plain_word(word)
        seen.counts[plain] += 1
        if word[0].islower():
            seen.small.add(plain)
        elif not _opens(text, start):
            seen.capital.add(plain)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence may begin here."""
    before = text[:at].rstrip(" \t\u00a0") if at < 40 else text[at - 40 : at].rstrip(" \t\u00a0")
    return not before or before[-1] in _ENDS


class Familiar:
    """Tells how words stand. stands: what the learner's vocabulary says; zipf: how common a word is, infinite where the
    language has no frequencies.

    What the vocabulary doesn't know is taken for known from a frequency on that fits the learner, as are words that
    were met but never looked up or kept. Not for the window's thread.
    """

    def __init__(
        self, language: LanguageCode, knowing: Knowing, stands: Stands, zipf: Zipf, forms: WordForms | None = None
    ) -> None:
        self.language = language
        self._from = ASSUMED[knowing]
        self._stands = stands
        self._zipf = zipf
        self._forms = forms or WordForms()
        self._told: dict[str, Familiarity] = {}

    def of(self, plain: str, names: frozenset[str] = frozenset()) -> Familiarity:
        """plain: as `plain_word` gives it."""
        if plain not in self._told:
            self._told[plain] = self._found(plain)
        told = self._told[plain]
        return Familiarity.NAME if told is Familiarity.NEW and plain in names else told

    def all(self, words: Iterable[str], names: frozenset[str]) -> dict[str, Familiarity]:
        return {word: self.of(word, names) for word in words}

    def frequency(self, plain: str) -> float:
        """Of the form or of its lemma, whichever is commoner."""
        return max(self._zipf(plain), *(self._zipf(lemma) for lemma in self._forms.lemmas(plain, self.language)), 0.0)

    def _found(self, plain: str) -> Familiarity:
        standing = self._stands(plain)
        if standing.state is WordState.KNOWN:
            return Familiarity.KNOWN
        if standing.item is not None or standing.looked_up:
            return Familiarity.LEARNING
        if self.frequency(plain) >= self._from:
            return Familiarity.KNOWN
        if "-" in plain and all(self.of(part) is Familiarity.KNOWN for part in plain.split("-") if part):
            return Familiarity.KNOWN
        return Familiarity.LEARNING if standing.state is WordState.LEARNING else Familiarity.NEW


def measured(words: WordList, familiar: Familiar, level: str | None) -> Measures:
    told = {plain: familiar.of(plain, words.names) for plain in words.counts}
    counts: Counter[Familiarity] = Counter()
    for plain, count in words.counts.items():
        counts[told[plain]] += count
    total = sum(words.counts.values()) - counts[Familiarity.NAME]
    different = [plain for plain, state in told.items() if state is not Familiarity.NAME]
    return Measures(
        total,
        counts[Familiarity.NEW] / max(1, total),
        counts[Familiarity.LEARNING] / max(1, total),
        len(different),
        sum(told[plain] is Familiarity.NEW for plain in different),
        level,
    )
