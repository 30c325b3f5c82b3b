"""Other operating points than the shipped one, out of the same answers: thresholds, and proposers left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from langtutor.core.text import Edit
from langtutor.evaluation.grammar import Answer, Answers, Judge, Scores

THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)


def curve(judge: Judge, answers: Answers, thresholds: Iterable[float] = THRESHOLDS) -> dict[float, Scores]:
    """What each threshold of certainty would give. Edits that were dropped before they came here stay dropped."""
    return {threshold: judge.scores(answers, threshold) for threshold in thresholds}


def ablation(judge: Judge, answers: Answers) -> dict[str, Scores]:
    """What is left without the edits that only one proposer made, by proposer; the most frequent first.

    A lower bound of what it earns: where it agreed with others, the edit stays as certain as it was.
    """
    counts = Counter(source for answer in answers.learners for edit in answer.edits for source in sources(edit))
    return {source: judge.scores(without(answers, {source})) for source, _ in counts.most_common()}


def sources(edit: Edit) -> tuple[str, ...]:
    """Who proposed it: `harper+languagetool` is two."""
    return tuple(edit.source.split("+"))


def without(answers: Answers, left_out: Collection[str]) -> Answers:
    """Answers as if these proposers had not been asked."""

    def lessened(answer: Answer) -> Answer:
        return replace(answer, edits=tuple(edit for edit in answer.edits if not set(sources(edit)) <= set(left_out)))

    return replace(answers, learners=tuple(map(lessened, answers.learners)), clean=tuple(map(lessened, answers.clean)))
