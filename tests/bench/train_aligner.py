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
from langtutor.engines.translation.aligner import SEEN, Side, Word, logistic, seen, with_context, words_of
from langtutor.settings.paths import resources_dir
from tests.bench.aligning import sides

Matrix = NDArray[np.float64]
UNKNOWN = -1.0
_APART = re.compile(r"[,;/]\s*")


def labelled() -> Iterator[tuple[Matrix, Matrix]]:
    """What is seen of every pair of words, and whether they are linked (1, 0, UNKNOWN); both ways round."""
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
            places = answered(word, glosses, theirs, there)
            if places and (rounds == 2 or len(places) == 1) and not told[i].any():
                j = min(places, key=lambda place: abs(place - expected(i, sure, len(ours), len(theirs))))
                told[i, j] = True
                sure[i] = j
    labels = np.where(told, 1.0, 0.0)
    labels[np.ix_(~told.any(1), ~told.any(0))] = UNKNOWN
    for i in np.flatnonzero(~told.any(1)):
        labels[i] = UNKNOWN
    return labels


def answered(word: Word, glosses: dict[str, str], theirs: tuple[Word, ...], there: Side) -> list[int]:
    """Where what the word is called may stand."""
    for reading in word.readings:
        wanted = {fold(part) for gloss in _APART.split(glosses.get(reading, "")) for part in gloss.split() if part}
        exact = [j for j, other in enumerate(theirs) if fold(other.text) in wanted]
        small = there.answering.get(reading, frozenset())
        found = exact or [j for j, other in enumerate(theirs) if wanted and not small.isdisjoint(other.readings)]
        found = found or [j for j, other in enumerate(theirs) if not other.forms.isdisjoint(wanted)]
        if found:
            return found
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


def main() -> None:
    examples = list(labelled())
    known = [labels != UNKNOWN for _, labels in examples]
    features = np.concatenate([found[mask] for (found, _), mask in zip(examples, known, strict=True)])
    answers = np.concatenate([labels[mask] for (_, labels), mask in zip(examples, known, strict=True)])
    alone = fitted(features, answers)
    print(f"{len(examples)} pairs of sentences, {len(answers)} pairs of words, {int(answers.sum())} linked")
    print("ALONE_WEIGHTS =", np.array2string(alone, separator=", ", precision=3, max_line_width=110))
    for name, weight in zip((*SEEN, "constant"), alone, strict=True):
        print(f"  {name:12} {weight:7.2f}")
    wider = []
    for (found, _), mask in zip(examples, known, strict=True):
        wider.append(with_context(found, logistic(found @ alone[:-1] + alone[-1]))[mask])
    among = fitted(np.concatenate(wider), answers)
    print("AMONG_WEIGHTS =", np.array2string(among, separator=", ", precision=3, max_line_width=110))
    guessed = logistic(np.concatenate(wider) @ among[:-1] + among[-1]) > 0.5
    right = float((guessed & (answers == 1)).sum())
    print(f"on what it was fitted on: precision {right / guessed.sum():.3f}, recall {right / answers.sum():.3f}")


if __name__ == "__main__":
    main()
