"""Whether one translator is better than another: paired bootstrap (Koehn 2004) over the sentences of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from langtutor.evaluation.wer import Difference

SAMPLES = 1000
_SEED = 12345
_ORDER = 6
"""Of chrF: characters of the longest n-gram."""
_BETA = 2

Counts = NDArray[np.float64]
"""What a metric counts in each sentence, a row each: sums of rows are what it counts in a text."""


def bleu_less(ours: Sequence[str], theirs: Sequence[str], references: Sequence[str]) -> Difference:
    """Of two systems' BLEU, with where it lies in 95 % of the samples."""
    return _difference(_bleu_counts(ours, references), _bleu_counts(theirs, references), _bleu)


def chrf_less(ours: Sequence[str], theirs: Sequence[str], references: Sequence[str]) -> Difference:
    """The same of chrF2."""
    return _difference(_chrf_counts(ours, references), _chrf_counts(theirs, references), chrf)


def _difference(ours: Counts, theirs: Counts, metric: Callable[[Counts], float]) -> Difference:
    random = np.random.default_rng(_SEED)
    drawn = random.integers(0, len(ours), (SAMPLES, len(ours)))
    found = [metric(ours[rows].sum(0)) - metric(theirs[rows].sum(0)) for rows in drawn]
    low, high = np.percentile(found, [2.5, 97.5])
    return Difference(metric(ours.sum(0)) - metric(theirs.sum(0)), float(low), float(high))


def _bleu_counts(texts: Sequence[str], references: Sequence[str]) -> Counts:
    from sacrebleu.metrics.bleu import BLEU

    metric = BLEU()
    scores = [metric.corpus_score([text], [[reference]]) for text, reference in zip(texts, references, strict=True)]
    return np.array([[*one.counts, *one.totals, one.sys_len, one.ref_len] for one in scores], np.float64)


def _bleu(counts: Counts) -> float:
    from sacrebleu.metrics.bleu import BLEU

    whole = [int(count) for count in counts]
    return float(BLEU.compute_bleu(whole[:4], whole[4:8], whole[8], whole[9], smooth_method="exp").score)


def _chrf_counts(texts: Sequence[str], references: Sequence[str]) -> Counts:
    return np.array([_shared(text, reference) for text, reference in zip(texts, references, strict=True)], np.float64)


def _shared(text: str, reference: str) -> list[int]:
    """For each length of n-gram, how many the text has, the reference has, and both have."""
    ours, theirs = "".join(text.split()), "".join(reference.split())
    counts: list[int] = []
    for length in range(1, _ORDER + 1):
        own, wanted = _grams(ours, length), _grams(theirs, length)
        counts += [own.total(), wanted.total(), (own & wanted).total()]
    return counts


def _grams(text: str, length: int) -> Counter[str]:
    return Counter(text[at : at + length] for at in range(len(text) - length + 1))


def chrf(counts: Counts) -> float:
    """chrF2 as sacrebleu has it by default (Popović 2017)."""
    own, wanted, both = counts.reshape(-1, 3).T
    there = (own > 0) & (wanted > 0)
    if not there.any():
        return 0.0
    precision, recall = float((both[there] / own[there]).mean()), float((both[there] / wanted[there]).mean())
    if precision + recall == 0:
        return 0.0
    return 100 * (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)
