"""Puts learners' errors into clean English sentences, so that a judge of corrections can be trained.

How likely each slip is stands in `resources/grammar/injection.en.toml`: the likelier for speakers of Portuguese, the
oftener. Nothing of a learner corpus is in it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.proposing import Word
from langtutor.evaluation.injection_forms import form_slips
from langtutor.evaluation.injection_order import order_slips
from langtutor.evaluation.injection_slips import Clean, Slip, SlipTable
from langtutor.evaluation.injection_spelling import spelling_slips
from langtutor.evaluation.injection_verbs import verb_slips
from langtutor.evaluation.injection_words import word_slips

TYPICAL_RATE = 0.13
"""Errors per word of an intermediate learner: two in a sentence of 15 words."""

_SHAPE = 1.3
"""Of the gamma distribution of rates: 1 would be exponential. Some sentences are perfect, some have six errors."""

_MOST_PER_WORD = 0.4


@dataclass(frozen=True, slots=True)
class Injected:
    """gold: what a teacher would change, in order; spans in code points of text; no two overlap.

    Types are ERRANT's, `rule` is the kind of slip (`article.dropped`). All made, they give the clean sentence.
    """

    text: str
    gold: tuple[Edit, ...]


def inject(sentence: str, words: Sequence[Word], rng: random.Random, table: SlipTable, rate: float) -> Injected:
    """The sentence as a learner might have written it. rate: errors per word on average; the same rng, the same errors.

    words: the sentence parsed. A sentence without room for errors keeps what it has.
    """
    count = _how_many(len([word for word in words if word.pos != "PUNCT"]), rng, rate)
    if not count:
        return Injected(sentence, ())
    return _apply(sentence, _choose(_slips(Clean(sentence, tuple(words)), rng, table), count, rng))


def _slips(clean: Clean, rng: random.Random, table: SlipTable) -> list[Slip]:
    """All that could go wrong here, each with its weight."""
    finders = (word_slips, verb_slips, form_slips, order_slips, spelling_slips)
    found = [slip for finder in finders for slip in finder(clean, table, rng)]
    return [slip for slip in found if slip.weight > 0 and slip.wrong != slip.span.of(clean.text)]


def _how_many(words: int, rng: random.Random, rate: float) -> int:
    """Poisson with a gamma-distributed rate: learners' sentences differ more than chance alone would have it."""
    if rate <= 0:
        return 0
    expected = words * rng.gammavariate(_SHAPE, rate / _SHAPE)
    count, left = 0, rng.expovariate(1.0)
    while left < expected:
        count, left = count + 1, left + rng.expovariate(1.0)
    return min(count, max(1, round(words * _MOST_PER_WORD)))


def _choose(slips: list[Slip], count: int, rng: random.Random) -> list[Slip]:
    """By weight, without replacement, and no two that touch."""
    chosen: list[Slip] = []
    while slips and len(chosen) < count:
        slip = rng.choices(slips, weights=[slip.weight for slip in slips])[0]
        chosen.append(slip)
        slips = [other for other in slips if not _touch(slip.span, other.span)]
    return sorted(chosen, key=lambda slip: slip.span)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _apply(text: str, slips: Sequence[Slip]) -> Injected:
    parts, gold, read, written = [], [], 0, 0
    for slip in slips:
        parts += [text[read : slip.span.start], slip.wrong]
        start = written + slip.span.start - read
        written = start + len(slip.wrong)
        read = slip.span.end
        gold.append(_edit(Span(start, written), slip.span.of(text), slip))
    return Injected("".join(parts) + text[read:], tuple(gold))


def _edit(span: Span, right: str, slip: Slip) -> Edit:
    return Edit(span, right, ErrorType(slip.type), None, 1.0, "injected", rule=slip.kind)
