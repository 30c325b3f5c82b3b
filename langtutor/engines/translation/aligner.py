"""Which words of a translation answer which words of the original: our own estimate, with whatever is at hand.

Each pair of words gets a probability from what is seen of it alone, then a second one that knows what its rivals and
its neighbours got. The weights were fitted on sentences of the courses (`tests/bench/train_aligner.py`); they are of
what is seen, so they serve any two languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from langtutor.core.alternatives import WordLink
from langtutor.core.sentences import sentences
from langtutor.core.text import Span
from langtutor.engines.dictionary.folding import fold

MOST_WORDS = 200
"""Of either sentence. What is longer is none, and isn't linked."""
MOST_IN_ALL = 600
"""Words of either text: about half a second."""
LIKELY = 0.5
RATHER = 0.3
"""Enough for a pair than which neither of its words has a better one."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|(?:[^\W\d_][\u0300-\u036f]*|\d)+(?:['’-](?:[^\W\d_][\u0300-\u036f]*|\d)+)*")
_LEAST_ALIKE = 4
_HALF = 0.5

Matrix = NDArray[np.float64]
Likeness = Callable[[str, str], float]
"""Of a word and one of the other language, in [0, 1]."""
Answers = Callable[[str], Collection[str]]
"""What dictionaries have for a word, folded: whole translations and the words of longer ones."""


def nothing(word: str) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class Side:
    """What is known of one language of a pair.

    shortlist: None where there is none. answers: translations of its words. small: its words that carry little.
    answering: its small words → those of the other that stand for them. parts: short forms → what they are made of.
    lemmas: of a lower-case word, itself left out. abbreviations: see `sentences`.
    """

    shortlist: Likeness | None = None
    answers: Answers = nothing
    answering: Mapping[str, frozenset[str]] = field(default_factory=dict)
    small: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lemmas: Answers = nothing
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Word:
    """text: as written. readings: in lower case, and the parts of a short form. forms: folded, lemmas too.

    answers: its translations, folded. answering: small words that stand for it.
    """

    span: Span
    text: str
    folded: str
    readings: tuple[str, ...]
    forms: frozenset[str]
    answers: frozenset[str]
    answering: frozenset[str]
    is_small: bool


def words_of(text: str, side: Side) -> tuple[Word, ...]:
    """Words and numbers; punctuation answers nothing."""
    found = []
    for match in _WORD.finditer(text):
        written = unicodedata.normalize("NFC", match[0].replace("’", "'"))
        lower = written.lower()
        readings = tuple(dict.fromkeys((lower, *_parts(lower, side.parts))))
        found.append(
            Word(
                span=Span(*match.span()),
                text=written,
                folded=fold(written),
                readings=readings,
                forms=frozenset(fold(form) for one in readings for form in (one, *side.lemmas(one))),
                answers=frozenset(answer for one in readings for answer in side.answers(one)),
                answering=frozenset(answer for one in readings for answer in side.answering.get(one, ())),
                is_small=all(one in side.small for one in readings[1:] or readings),
            )
        )
    return tuple(found)


def links(source: str, target: str, there: Side, back: Side) -> tuple[WordLink, ...]:
    """In the order of the original. there: what is known of the original's language; back: of the translation's.

    Where both have as many sentences, each goes with its own. Nothing for texts that are too long.
    """
    if max(_count(source), _count(target)) > MOST_IN_ALL:
        return ()
    ours, theirs = _sentences(source, there), _sentences(target, back)
    if len(ours) != len(theirs):
        return _linked(source, target, there, back)
    return tuple(
        WordLink(_moved(link.source, start), _moved(link.target, other_start), link.probability)
        for (start, sentence), (other_start, other) in zip(ours, theirs, strict=True)
        for link in _linked(sentence, other, there, back)
    )


def _linked(source: str, target: str, there: Side, back: Side) -> tuple[WordLink, ...]:
    counts = _count(source), _count(target)
    if not min(counts) or max(counts) > MOST_WORDS:
        return ()
    ours, theirs = words_of(source, there), words_of(target, back)
    probabilities = probable(seen(ours, theirs, there, back))
    places = zip(*np.nonzero(decided(probabilities)), strict=True)
    return tuple(WordLink(ours[i].span, theirs[j].span, float(probabilities[i, j])) for i, j in places)


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _sentences(text: str, side: Side) -> list[tuple[int, str]]:
    """Each with where it begins; those without a word are left out."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        for sentence in sentences(line, side.abbreviations):
            if _WORD.search(sentence):
                found.append((at, sentence))
            at += len(sentence)
    return found


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


# --- what is seen of a pair -----------------------------------------------------------------------------------------

SEEN = ("likely", "likely_both", "dictionary", "small", "same", "alike", "far", "very_far", "one_small", "both_small")


def seen(ours: Sequence[Word], theirs: Sequence[Word], there: Side, back: Side) -> Matrix:
    """(our words, their words, SEEN): each in [0, 1]."""
    found = np.zeros((len(ours), len(theirs), len(SEEN)))
    known: dict[tuple[str, str], tuple[float, ...]] = {}
    for i, word in enumerate(ours):
        for j, other in enumerate(theirs):
            far = abs((i + 0.5) / len(ours) - (j + 0.5) / len(theirs))
            key = (word.text, other.text)
            if key not in known:
                known[key] = _of_words(word, other, there, back)
            found[i, j] = (
                *known[key],
                far,
                far**2,
                float(word.is_small != other.is_small),
                float(word.is_small and other.is_small),
            )
    return found


def _of_words(word: Word, other: Word, there: Side, back: Side) -> tuple[float, ...]:
    forward = _listed(word, other, there.shortlist)
    backward = _listed(other, word, back.shortlist)
    dictionary = not (word.answers.isdisjoint(other.forms) and other.answers.isdisjoint(word.forms))
    small = not (word.answering.isdisjoint(other.readings) and other.answering.isdisjoint(word.readings))
    same = not word.forms.isdisjoint(other.forms) and not (word.is_small and other.is_small)
    alike = 0.0 if word.is_small or other.is_small else _alike(word.folded, other.folded)
    return (max(forward, backward), min(forward, backward), float(dictionary), float(small), float(same), alike)


def _listed(word: Word, other: Word, shortlist: Likeness | None) -> float:
    if shortlist is None:
        return 0.0
    told = (word.text, *word.readings[1:])
    return max(shortlist(one, another) for one in told for another in (other.text, *other.readings[1:]))


def _alike(word: str, other: str) -> float:
    """From 0, for words with half of their letters in common, to 1."""
    shorter, longer = sorted((len(word), len(other)))
    if shorter < _LEAST_ALIKE or 3 * shorter <= longer:
        return 0.0
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return max(0.0, 2 * matcher.ratio() - 1) if matcher.quick_ratio() > _HALF else 0.0


def _parts(lower: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """*don't* → do, not; *vê-lo* → vê, lo."""
    if lower in parts:
        return tuple(part for full in parts[lower] for part in full.split())
    pieces = tuple(re.split(r"['-]", lower))
    return pieces if len(pieces) > 1 else ()


# --- what is made of it ---------------------------------------------------------------------------------------------

BESIDE = ("row", "column", "before", "after", "best_row", "best_column", "astray")

_HEARD = 2.0
"""Words over which a neighbour's answer counts for less and less."""
_FAR = 5.0
"""Words: what lies further from where it should is no worse."""

ALONE_WEIGHTS = np.array((3.591, 2.981, 2.343, 3.362, 1.224, 3.608, -9.626, 4.657, -0.923, -1.177, -2.244))
_OF_SEEN = (1.261, -1.838, 0.267, 0.551, 0.225, 2.049, 1.469, 1.218, 0.399, 0.251)
_OF_OTHERS = (0.070, 3.288, 3.332, 1.258, 0.396, 1.265, 1.248, -2.251, -5.073)
AMONG_WEIGHTS = np.array((*_OF_SEEN, *_OF_OTHERS))


def probable(found: Matrix) -> Matrix:
    """Of each pair that its words answer each other."""
    alone = logistic(found @ ALONE_WEIGHTS[:-1] + ALONE_WEIGHTS[-1])
    among = with_context(found, alone)
    return logistic(among @ AMONG_WEIGHTS[:-1] + AMONG_WEIGHTS[-1])


def with_context(found: Matrix, alone: Matrix) -> Matrix:
    """(…, SEEN, own log odds, BESIDE): what rivals of either word and neighbouring pairs have."""
    odds = np.log(alone.clip(1e-6, 1 - 1e-6)) - np.log1p(-alone.clip(1e-6, 1 - 1e-6))
    row, column = alone.sum(1, keepdims=True), alone.sum(0, keepdims=True)
    padded = np.pad(alone, 1)
    before = np.maximum(padded[:-2, :-2], padded[:-2, 2:] * 0.5)
    after = np.maximum(padded[2:, 2:], padded[2:, :-2] * 0.5)
    context = (
        alone / (row + 1e-3),
        alone / (column + 1e-3),
        before,
        after,
        (alone >= alone.max(1, keepdims=True)).astype(float),
        (alone >= alone.max(0, keepdims=True)).astype(float),
        (_astray(alone) + _astray(alone.T).T) / 2,
    )
    return np.concatenate([found, odds[..., None], np.stack(context, -1)], -1)


def _astray(alone: Matrix) -> Matrix:
    """How far each pair lies from where the neighbours' likeliest answers lead to, in [0, 1]."""
    count, others = alone.shape
    at = np.arange(count)
    apart = at[:, None] - at[None, :]
    heard = np.exp(-np.abs(apart) / _HEARD) * alone.max(1)[None, :] * (apart != 0)
    led = alone.argmax(1)[None, :] + apart * others / count
    expected = ((heard * led).sum(1) + 1e-3 * at * others / count) / (heard.sum(1) + 1e-3)
    return np.asarray(np.minimum(1.0, np.abs(np.arange(others)[None, :] - expected[:, None]) / _FAR), np.float64)


def decided(probabilities: Matrix) -> NDArray[np.bool_]:
    """Which pairs are linked: the likely ones, and the best of both their words where it is rather likely."""
    likeliest = np.maximum(probabilities.max(1, keepdims=True), probabilities.max(0, keepdims=True))
    least = np.where(probabilities >= likeliest, RATHER, LIKELY)
    return np.asarray(probabilities >= least, np.bool_)


def logistic(odds: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-odds)), np.float64)
