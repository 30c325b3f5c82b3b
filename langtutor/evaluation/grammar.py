"""How well texts are corrected: GLEU and F0.5 on learners' sentences, and false alarms on sentences that are right.

All numbers of a system come from one operating point: edits that are at least as certain as the threshold are made, the
others are questions. A right sentence counts as a false alarm if any edit is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from statistics import median
from typing import Protocol

from langtutor.core.text import CERTAIN, Edit, ErrorType, apply_edits
from langtutor.evaluation.edit_scores import Counts, Edits, EditScores, compare
from langtutor.evaluation.gleu import Gleu
from langtutor.evaluation.grammar_data import Corrected
from langtutor.evaluation.tokens import tokenised


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system would change in a text, and the seconds it takes to find out."""

    edits: tuple[Edit, ...]
    seconds: float


class System(Protocol):
    """Corrects texts of one or a few sentences, given as people write them. version: what its answers depend on."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def answer(self, text: str) -> Answer: ...

    def close(self) -> None: ...


class Differ(Protocol):
    """Typed edits between two tokenised sentences."""

    def edits(self, source: Sequence[str], corrected: Sequence[str]) -> Edits: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """One system's, in the order of the data. clean: on right sentences."""

    system: str
    learners: tuple[Answer, ...]
    clean: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """gleu: in [0, 100]. false_alarms_per_100, questions_per_100: right sentences with a certain edit, or with a
    question; None without right sentences. median_s: of a learner's sentence. kinds: what was found and missed of each
    kind that the data names."""

    system: str
    gleu: float
    edits: EditScores
    false_alarms_per_100: float | None
    questions_per_100: float | None
    median_s: float
    kinds: Mapping[str, Counts] = field(default_factory=dict)


Done = Callable[[int, int], None]
"""How many of how many."""


def ask(system: System, texts: Sequence[str], clean: Sequence[str], done: Done) -> Answers:
    """Every sentence, one after the other. Raises what the system raises."""
    answers = []
    for place, text in enumerate([*texts, *clean]):
        done(place, len(texts) + len(clean))
        answers.append(system.answer(text))
    return Answers(system.name, tuple(answers[: len(texts)]), tuple(answers[len(texts) :]))


class Judge:
    """Scores answers on one set of sentences. Reads the references once, saying how far it is."""

    def __init__(self, data: Sequence[Corrected], differ: Differ, done: Done = lambda done, of: None) -> None:
        self._data = data
        self._differ = differ
        self._gleu = Gleu([row.source.tokens for row in data], [row.references for row in data])
        self._references = []
        for place, row in enumerate(data):
            done(place, len(data))
            self._references.append([differ.edits(row.source.tokens, reference) for reference in row.references])

    def annotators(self) -> Counts | None:
        """Each annotator's edits measured by the others', all together; None where there is one annotator only."""
        count = min((len(references) for references in self._references), default=0)
        if count < 2:
            return None
        found = [
            compare((references[one], [*references[:one], *references[one + 1 :]]) for references in self._references)
            for one in range(count)
        ]
        return reduce(Counts.plus, (scores.total for scores in found))

    def scores(self, answers: Answers, threshold: float = CERTAIN) -> Scores:
        hypotheses = [
            tokenised(row.source, apply_edits(row.source.text, certain(answer.edits, threshold)))
            for row, answer in zip(self._data, answers.learners, strict=True)
        ]
        made = [
            self._differ.edits(row.source.tokens, hypothesis)
            for row, hypothesis in zip(self._data, hypotheses, strict=True)
        ]
        sure = [any(edit.confidence >= threshold for edit in answer.edits) for answer in answers.clean]
        unsure = [any(edit.confidence < threshold for edit in answer.edits) for answer in answers.clean]
        return Scores(
            answers.system,
            self._gleu.score(hypotheses),
            compare(zip(made, self._references, strict=True)),
            _per_100(sure),
            _per_100(unsure),
            median(answer.seconds for answer in answers.learners),
            self._by_kind(made),
        )

    def _by_kind(self, made: Sequence[Edits]) -> dict[str, Counts]:
        """Nobody can say of what kind an edit is that no teacher made: none is wrong here."""
        named = {kind for row in self._data for kind in row.kinds}
        references = [
            [_named(edits, row.kinds) for edits in of_row]
            for row, of_row in zip(self._data, self._references, strict=True)
        ]
        found = compare(zip(made, references, strict=True)).types if named else {}
        return {str(kind): counts for kind, counts in found.items() if kind in named}


def _named(edits: Edits, kinds: Sequence[str]) -> Edits:
    """With the kinds as types: one after the other, or the only one there is. Else nobody knows which is which."""
    if len(edits) != len(kinds) and len(set(kinds)) != 1:
        return edits
    each = kinds if len(edits) == len(kinds) else [kinds[0]] * len(edits)
    return [replace(edit, type=ErrorType(kind)) for edit, kind in zip(edits, each, strict=True)]


def certain(edits: Sequence[Edit], threshold: float = CERTAIN) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits if edit.confidence >= threshold)


def _per_100(found: Sequence[bool]) -> float | None:
    return 100 * sum(found) / len(found) if found else None
