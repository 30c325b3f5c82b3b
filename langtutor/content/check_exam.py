"""What is wrong with the exam for language models that its loader lets through."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from langtutor.content.exam import HEAD, load_exam
from langtutor.content.problem import Problem
from langtutor.core.errors import BadContent
from langtutor.core.exam import Cloze, Correct, Exam, Paper, Rule, Section, SectionRules

LUCK = 0.01
"""How often a guesser may pass a section."""

SAME_PLACE = 0.45
"""The share of right answers that may stand at one place, so that a liking for it gains little."""


def check_exam(folder: Path) -> tuple[Problem, ...]:
    """folder: `resources/exam`."""
    try:
        exam = load_exam(folder)
    except BadContent as error:
        return (Problem(str(error.fields["file"]), "", str(error.fields["detail"])),)
    return (*_head(exam), *(problem for paper in exam.papers.values() for problem in _paper(paper, exam)))


def luck(total: int, needed: int, chance: float) -> float:
    """How likely a guesser gets at least `needed` of `total` right: the upper tail of the binomial distribution."""
    tail = range(needed, total + 1)
    return sum(math.comb(total, n) * chance**n * (1 - chance) ** (total - n) for n in tail)


def _head(exam: Exam) -> Iterator[Problem]:
    for section, rules in exam.rules.items():
        if not 0 <= rules.chance < rules.needed <= 1:
            yield Problem(HEAD, section, "needs 0 ≤ chance < needed ≤ 1")
    for use, sections in exam.opens.items():
        if not sections:
            yield Problem(HEAD, use, "is open to every model")
    if not exam.papers:
        yield Problem(HEAD, "", "there are no questions in any language")


def _paper(paper: Paper, exam: Exam) -> Iterator[Problem]:
    file = f"{paper.language}.toml"
    texts = Counter(_said(item) for items in paper.items.values() for item in items)
    for text, count in texts.items():
        if count > 1:
            yield Problem(file, text, "is asked twice")
    for section, items in paper.items.items():
        needed = exam.rules[section].least_right(len(items))
        if luck(len(items), needed, exam.rules[section].chance) > LUCK:
            yield Problem(file, section, f"a guesser passes too often with {needed} of {len(items)}")
        for question, _ in paper.examples.get(section, ()):
            if any(text and text in question for text in map(_said, items)):
                yield Problem(file, section, f"the example “{question}” gives an answer away")
    yield from _places(file, paper)
    yield from _correct(file, paper, exam.rules[Section.CORRECT])


def _said(item: object) -> str:
    """What tells a question from others."""
    for name in ("text", "right", "scene"):
        if text := getattr(item, name, ""):
            return str(text)
    return ""


def _places(file: str, paper: Paper) -> Iterator[Problem]:
    for section in (Section.CLOZE, Section.RULE):
        asked = [item for item in paper.items[section] if isinstance(item, Cloze | Rule)]
        places = Counter(item.options.index(item.right) for item in asked)
        if max(places.values()) > SAME_PLACE * len(asked):
            yield Problem(file, section, "right answers stand at one place too often")


def _correct(file: str, paper: Paper, rules: SectionRules) -> Iterator[Problem]:
    asked = [item for item in paper.items[Section.CORRECT] if isinstance(item, Correct)]
    kept = sum(item.keep for item in asked)
    if rules.least_right(len(asked)) <= max(kept, len(asked) - kept):
        yield Problem(file, Section.CORRECT, "who copies everything, or changes everything, would pass")
