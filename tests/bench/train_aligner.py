"""Fits the aligner's weights on the courses: `python -m tests.bench.train_aligner`.

A course says for each word of a sentence what it is called in the learner's language. Where that word stands in the
translation the two are linked; what it isn't said of is left out. Prints the two lists of weights to put into
`engines/translation/aligner.py`. The sentences of `aligning.py` are no part of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from langtutor.content.courses import course_pairs, load_course
from langtutor.core.course import Sentence
from langtutor.core.language import Pair
from langtutor.engines.dictionary.folding import fold
from langtutor.engines.translation.aligner import (
    BESIDE,
    SEEN,
    Side,
    Word,
    decided,
    logistic,
    seen,
    with_context,
    words_of,
)
from langtutor.settings.paths import resources_dir
from tests.bench.aligning import sides

Matrix = NDArray[np.float64]
Example = tuple[Matrix, Matrix]
"""What is seen of every pair of words, and whether they are linked: 1, 0, UNKNOWN."""
UNKNOWN = -1.0
_APART = re.compile(r"[,;/]\s*")


def labelled() -> Iterator[Example]:
    """Both ways round."""
    for learned, spoken in course_pairs(resources_dir() / "courses"):
        there, back = sides(Pair(learned, spoken))
        for sentence in load_course(resources_dir() / "courses", learned, spoken).sentences.values():
            for translation in sentence.translations:
                ours, theirs = words_of(sentence.text, there), words_of(translation, back)
                labels = links_told(sentence, ours, theirs, there)
                yield seen(ours, theirs, there, back), labels
                yield seen(theirs, ours, back, there), labels.T


def links_told(sentence: Sentence, ours: tuple[Word, ...], theirs: tuple[Word, ...], there: Side) -> Matrix:
    told = np.zeros((len(ours), len(theirs)), bool)
    glosses = {word.lower(): gloss for word, gloss in sentence.words.items()}
    sure: dict[int, int] = {}
    for rounds in (1, 2):
        for i, word in enumerate(ours):
            answers = answered(word, glosses, theirs, there)
            if answers and (rounds == 2 or len(answers) == 1) and not told[i].any():
                lead = expected(i, sure, len(ours), len(theirs))
                best = min(answers, key=lambda places: abs(places[0] - lead))
                told[i, list(best)] = True
                sure[i] = best[0]
    labels = np.where(told, 1.0, 0.0)
    labels[~told.any(1)] = UNKNOWN
    return labels


def answered(word: Word, glosses: dict[str, str], theirs: tuple[Word, ...], there: Side) -> list[tuple[int, ...]]:
    """Where what the word is called may stand: places of one word, or of several that stand together."""
    texts = [fold(other.text) for other in theirs]
    for reading in word.readings:
        called = [fold(gloss).split() for gloss in _APART.split(glosses.get(reading, ""))]
        whole = [
            tuple(range(at, at + len(words)))
            for words in sorted(called, key=len, reverse=True)
            for at in range(len(texts) - len(words) + 1)
            if words and texts[at : at + len(words)] == words
        ]
        if whole:
            return [places for places in whole if len(places) == len(whole[0])]
        wanted = {part for words in called for part in words}
        small = there.answering.get(reading, frozenset())
        found = [j for j, text in enumerate(texts) if text in wanted]
        found = found or [j for j, other in enumerate(theirs) if wanted and not small.isdisjoint(other.readings)]
        found = found or [j for j, other in enumerate(theirs) if not other.forms.isdisjoint(wanted)]
        if found:
            return [(place,) for place in found]
    return []


def expected(i: int, sure: dict[int, int], ours: int, theirs: int) -> float:
    """Where word i's answer should stand, from the nearest word whose answer is known."""
    if not sure:
        return i * theirs / ours
    near = min(sure, key=lambda known: abs(known - i))
    return sure[near] + (i - near)


def fitted(features: Matrix, labels: Matrix, penalty: float = 1.0) -> Matrix:
    """Logistic regression by Newton's method; the last weight is the constant."""
    x = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 0.0
    for _ in range(60):
        p = logistic(x @ weights)
        gradient = x.T @ (p - labels) + ridge * weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9), gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def both(examples: list[Example], penalty: float = 1.0) -> tuple[Matrix, Matrix]:
    """The weights of a pair alone, and of one among others."""
    labels = np.concatenate([labels[labels != UNKNOWN] for _, labels in examples])
    alone = fitted(np.concatenate([found[labels != UNKNOWN] for found, labels in examples]), labels, penalty)
    wider = [with_context(found, chances(found, alone))[labels != UNKNOWN] for found, labels in examples]
    return alone, fitted(np.concatenate(wider), labels, penalty)


def chances(found: Matrix, weights: Matrix) -> Matrix:
    return logistic(found @ weights[:-1] + weights[-1])


def tried(examples: list[Example], parts: int = 5) -> tuple[float, float]:
    """Precision and recall on sentences that the weights weren't fitted on."""
    right = made = there = 0
    for part in range(parts):
        # A sentence's translations and directions stay together: they follow each other.
        size = len(examples) // parts
        held = range(part * size, (part + 1) * size)
        alone, among = both([one for place, one in enumerate(examples) if place not in held])
        for found, labels in (examples[place] for place in held):
            chosen = decided(chances(with_context(found, chances(found, alone)), among)) & (labels != UNKNOWN)
            right, made = right + int((chosen & (labels == 1)).sum()), made + int(chosen.sum())
            there += int((labels == 1).sum())
    return right / made, right / there


def main() -> None:
    examples = list(labelled())
    linked = sum(int((labels == 1).sum()) for _, labels in examples)
    print(f"{len(examples)} pairs of sentences, {linked} links")
    precision, recall = tried(examples)
    print(f"on sentences it wasn't fitted on: precision {precision:.3f}, recall {recall:.3f}")
    alone, among = both(examples)
    for name, names, weights in (
        ("ALONE_WEIGHTS", (*SEEN, "constant"), alone),
        ("_OF_SEEN", SEEN, among[: len(SEEN)]),
        ("_OF_OTHERS", ("odds", *BESIDE, "constant"), among[len(SEEN) :]),
    ):
        print(f"{name} = ({', '.join(f'{weight:.3f}' for weight in weights)})")
        for word, weight in zip(names, weights, strict=True):
            print(f"  {word:12} {weight:7.2f}")


if __name__ == "__main__":
    main()
