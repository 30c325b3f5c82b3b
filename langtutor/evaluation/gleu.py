"""GLEU of whole corpora, for grammatical error correction (Napoles et al. 2015, revised 2016).

For each n up to four, the hypothesis' n-grams that the reference has count, less those that only the source has. A
brevity penalty and the geometric mean over n follow, as in BLEU. Of several references one is drawn for each sentence
in each of 500 rounds; the mean over rounds is the score.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ORDER = 4
ROUNDS = 500
SEED = 101

Tokens = Sequence[str]


class Gleu:
    """Of several systems on the same sentences. references: for each sentence, as many as the first one has."""

    def __init__(self, sources: Sequence[Tokens], references: Sequence[Sequence[Tokens]]) -> None:
        self._sources = sources
        self._references = references
        count = len(references[0]) if references else 1
        draw = random.Random(SEED)
        self._drawn = np.array(
            [[draw.randrange(count) for _ in sources] for _ in range(ROUNDS if count > 1 else 1)], dtype=np.intp
        )

    def score(self, hypotheses: Sequence[Tokens]) -> float:
        """In [0, 100]; one hypothesis for each source."""
        if not self._sources:
            return 0.0
        table = np.array(
            [
                [_counts(source, reference, hypothesis) for reference in references]
                for source, references, hypothesis in zip(self._sources, self._references, hypotheses, strict=True)
            ],
            dtype=np.int64,
        )
        everyone = np.arange(len(table))
        scores = [_score(table[everyone, drawn].sum(axis=0)) for drawn in self._drawn]
        return sum(scores) / len(scores)


def _counts(source: Tokens, reference: Tokens, hypothesis: Tokens) -> list[int]:
    """Lengths of hypothesis and reference; then for each n how many n-grams count, and of how many."""
    found = [len(hypothesis), len(reference)]
    for n in range(1, ORDER + 1):
        wanted, unwanted, given = _ngrams(reference, n), _ngrams(source, n), _ngrams(hypothesis, n)
        left = Counter({ngram: count for ngram, count in unwanted.items() if ngram not in wanted})
        right = sum((given & wanted).values()) - sum((given & left).values())
        found += [max(right, 0), max(len(hypothesis) + 1 - n, 0)]
    return found


def _ngrams(tokens: Tokens, n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1))


def _score(total: NDArray[np.int64]) -> float:
    counts = [int(count) for count in total]
    if min(counts[2:]) == 0:
        return 0.0
    precision = sum(math.log(right / of) for right, of in zip(counts[2::2], counts[3::2], strict=True)) / ORDER
    return 100 * math.exp(min(0.0, 1 - counts[1] / counts[0]) + precision)
