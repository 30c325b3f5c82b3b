"""What learners of English get wrong, found by rules over the parse, and what they may have meant instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from langtutor.core.text import Edit, Span
from langtutor.engines.grammar.english.adjectives import adjectives
from langtutor.engines.grammar.english.agreement import agreement
from langtutor.engines.grammar.english.articles import articles
from langtutor.engines.grammar.english.candidates import candidates
from langtutor.engines.grammar.english.clauses import clauses
from langtutor.engines.grammar.english.complements import complements
from langtutor.engines.grammar.english.confusions import Confusions
from langtutor.engines.grammar.english.lexicon import Lexicon
from langtutor.engines.grammar.english.nouns import nouns
from langtutor.engines.grammar.english.orthography import orthography
from langtutor.engines.grammar.english.patterns import Patterns
from langtutor.engines.grammar.english.punctuation import comma_candidates, commas
from langtutor.engines.grammar.english.questions import questions
from langtutor.engines.grammar.english.reading import CANDIDATES, RULES, Reading
from langtutor.engines.grammar.english.small_words import small_words
from langtutor.engines.grammar.english.spelling import guesses, spelling
from langtutor.engines.grammar.english.tables import Tables, load_tables
from langtutor.engines.grammar.english.tense import tense
from langtutor.engines.grammar.english.verb_forms import verb_forms
from langtutor.engines.grammar.english.word_family import WordFamilies
from langtutor.engines.grammar.proposing import Parsed

_WORD = re.compile(r"\w+(?:['’]\w+)*")

_FAMILIES: tuple[Callable[[Reading], Iterator[Edit]], ...] = (
    agreement,
    verb_forms,
    nouns,
    articles,
    clauses,
    questions,
    tense,
    complements,
    adjectives,
    commas,
    orthography,
    spelling,
)


class EnglishProposer:
    """A `Proposer`; source tells rules (precise, each with its own reliability) from candidates (many, with priors).

    Loads with the first sentence (2 s, 150 MB). The edits may overlap; of several in the same place that make the
    same change the surest stays. folder: `resources/grammar`. Raises BadContent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def propose(self, sentence: Parsed) -> tuple[Edit, ...]:
        return _once(sentence, self._all(sentence))

    def rules(self, sentence: Parsed) -> tuple[Edit, ...]:
        """Those by rules alone."""
        return _once(sentence, self._by_rules(self._reading(sentence)))

    def _all(self, sentence: Parsed) -> Iterator[Edit]:
        reading = self._reading(sentence)
        yield from self._by_rules(reading)
        by_table = (self._confusions.edits, self._families.edits)
        for family in (guesses, candidates, comma_candidates, small_words, *by_table):
            yield from (replace(one, source=CANDIDATES) for one in family(reading) if not reading.is_kept(one.span))

    def _by_rules(self, reading: Reading) -> Iterator[Edit]:
        for edit in (*self._patterns.edits(reading), *(edit for family in _FAMILIES for edit in family(reading))):
            if not reading.is_kept(edit.span):
                yield replace(edit, source=RULES)

    def _reading(self, sentence: Parsed) -> Reading:
        return Reading(sentence, self._lexicon, self._tables)

    @cached_property
    def _tables(self) -> Tables:
        return load_tables(self._folder / "english.toml")

    @cached_property
    def _lexicon(self) -> Lexicon:
        tables = self._tables
        return Lexicon(tables.words("known"), tables.words("misspelt"), tables.words("uncountable"))

    @cached_property
    def _patterns(self) -> Patterns:
        return Patterns(self._tables)

    @cached_property
    def _families(self) -> WordFamilies:
        return WordFamilies(self._lexicon.vocabulary)

    @cached_property
    def _confusions(self) -> Confusions:
        return Confusions(self._tables)


def _once(sentence: Parsed, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Each change once, of each source: the surest. Personal words stay."""
    words = [Span(*match.span()) for match in _WORD.finditer(sentence.text)]
    best: dict[tuple[Span, str, str], Edit] = {}
    for found in edits:
        edit = _of_whole_words(sentence.text, words, found)
        if edit.span.of(sentence.text).strip().lower() in sentence.personal_words:
            continue
        key = (edit.span, edit.replacement, edit.source)
        if key not in best or best[key].confidence < edit.confidence:
            best[key] = edit
    ruled = {(span, new) for span, new, source in best if source == RULES}
    kept = (edit for edit in best.values() if edit.source == RULES or (edit.span, edit.replacement) not in ruled)
    return tuple(sorted(kept, key=lambda edit: (edit.span, -edit.confidence)))


def _of_whole_words(text: str, words: Sequence[Span], edit: Edit) -> Edit:
    """ "do" → "does" in "don't" is "don't" → "doesn't"; a possessive's ending comes with its noun."""
    start, end = edit.span.start, edit.span.end
    ending = edit.replacement[:1] in ("'", "’") and start == end
    for word in words:
        if word.start < start < word.end or (ending and word.end == start):
            start = word.start
        if word.start < end < word.end:
            end = word.end
    if (start, end) == (edit.span.start, edit.span.end):
        return edit
    new = text[start : edit.span.start] + edit.replacement + text[edit.span.end : end]
    return replace(edit, span=Span(start, end), replacement=new)
