"""Which words of a text are worth learning from it, each with the sentence that shows it best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from langtutor.core.reading import Chapter, Familiarity, ParagraphKind, TextWord, word_spans
from langtutor.core.sentences import sentences
from langtutor.core.vocabulary import plain_word
from langtutor.services.reading.familiar import Familiar, WordList
from langtutor.services.word_forms import WordForms

MOST = 10
"""Words; more isn't learnt in a sitting."""
_RAREST = 2.2
"""Zipf frequency below which a form may be a slip of the pen, or nobody's word."""
_BEST_LENGTH = 11
"""Words of a sentence that shows a word well; far longer or shorter ones do so less."""
_LONGEST = 30
_SHORTEST_WORD = 3


@dataclass(slots=True)
class _Candidate:
    """sentence: the best so far, with the form in it."""

    count: int
    zipf: float
    form: str
    sentence: str
    cost: float


def worth_learning(
    chapters: Iterable[Chapter],
    words: WordList,
    familiar: Familiar,
    forms: WordForms,
    abbreviations: frozenset[str],
    most: int = MOST,
) -> tuple[TextWord, ...]:
    """New words, the commonest in the text and in the language first; forms of one word are one.

    Words without a sentence of fitting length are left out.
    """
    found: dict[str, _Candidate] = {}
    for sentence in _sentences(chapters, abbreviations):
        spans = word_spans(sentence)
        if not 3 <= len(spans) <= _LONGEST:
            continue
        plains = [plain_word(sentence[start:end]) for start, end in spans]
        states = [familiar.of(plain, words.names) for plain in plains]
        others = states.count(Familiarity.NEW)
        for (start, end), plain, state in zip(spans, plains, states, strict=True):
            if state is Familiarity.NEW and len(plain) >= _SHORTEST_WORD and "-" not in plain:
                cost = abs(len(spans) - _BEST_LENGTH) + 3.0 * (others - 1)
                _add(found, familiar, forms, plain, sentence, sentence[start:end], cost)
    ranked = sorted(found.items(), key=lambda one: (-_worth(one[1]), one[0]))
    return tuple(TextWord(word, one.form, one.sentence, one.count, one.zipf) for word, one in ranked[:most])


def sentence_at(paragraph: str, at: int, abbreviations: frozenset[str]) -> tuple[int, int]:
    """Start and end, in code points, of the sentence around a place, without the white space about it."""
    start = 0
    for line in paragraph.splitlines(keepends=True):
        for sentence in sentences(line, abbreviations):
            end = start + len(sentence)
            if at < end or end == len(paragraph):
                left = len(sentence) - len(sentence.lstrip())
                return start + left, start + len(sentence.rstrip())
            start = end
    return 0, len(paragraph)


def _sentences(chapters: Iterable[Chapter], abbreviations: frozenset[str]) -> Iterator[str]:
    for chapter in chapters:
        for paragraph in chapter.paragraphs:
            if paragraph.kind in (ParagraphKind.TEXT, ParagraphKind.QUOTE, ParagraphKind.ITEM):
                for line in paragraph.text.split("\n"):
                    yield from (sentence.strip() for sentence in sentences(line, abbreviations))


def _add(
    found: dict[str, _Candidate],
    familiar: Familiar,
    forms: WordForms,
    plain: str,
    sentence: str,
    form: str,
    cost: float,
) -> None:
    zipf = familiar.frequency(plain)
    if zipf < _RAREST or math.isinf(zipf):
        return
    word = next(iter(forms.lemmas(plain, familiar.language)), plain)
    known = found.get(word)
    if known is None:
        found[word] = _Candidate(1, zipf, form, sentence, cost)
        return
    known.count += 1
    if cost < known.cost:
        known.form, known.sentence, known.cost = form, sentence, cost


def _worth(word: _Candidate) -> float:
    """A word that the text has four times is worth as much as one ten times as common."""
    return word.zipf + 0.5 * math.log2(word.count)
