"""How well and how fast texts are translated: BLEU and chrF (sacrebleu), beside the library alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from langtutor.evaluation.translation_data import Parallel

RAW = "raw"
SAMPLES = 1000
_WARMING = 3
"""Sentences that are translated before any is timed."""

Translates = Callable[[str], str]
Done = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a system made of each sentence, and how long it took for it in seconds."""

    texts: tuple[str, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """bleu, chrf: of the corpus, 0 to 100."""

    system: str
    bleu: float
    chrf: float
    words_per_s: float
    seconds_per_sentence: float
    median_s: float


def ask(systems: Mapping[str, Translates], texts: Parallel, done: Done) -> dict[str, Answers]:
    """Every system for a sentence before the next, in turn which is first: so what disturbs one disturbs all."""
    for sentence in texts.sources[:_WARMING]:
        for translate in systems.values():
            translate(sentence)
    found: dict[str, list[tuple[str, float]]] = {name: [] for name in systems}
    names = list(systems)
    for number, sentence in enumerate(texts.sources):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            begin = time.perf_counter()
            translated = systems[name](sentence)
            found[name].append((translated, time.perf_counter() - begin))
        done(number + 1, len(texts.sources))
    return {name: Answers(*map(tuple, zip(*answers, strict=True))) for name, answers in found.items()}


def score(system: str, answers: Answers, texts: Parallel) -> Scores:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    references = [list(texts.references)]
    return Scores(
        system,
        BLEU().corpus_score(list(answers.texts), references).score,
        CHRF().corpus_score(list(answers.texts), references).score,
        texts.words / sum(answers.seconds),
        statistics.fmean(answers.seconds),
        statistics.median(answers.seconds),
    )


def times_as_long(answers: Mapping[str, Answers], system: str) -> float:
    """How many times the time of raw: the median over the sentences, which were translated one beside the other."""
    pairs = zip(answers[system].seconds, answers[RAW].seconds, strict=True)
    return statistics.median(own / raw for own, raw in pairs)
