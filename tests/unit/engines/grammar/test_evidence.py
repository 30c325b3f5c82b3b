"""What speaks for and against a proposal, what two rewrites say, and what the judge makes of a bad sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from langtutor.core.requests import Rewritten, RewrittenToken, Tier
from langtutor.core.text import CERTAIN, Edit, ErrorType, Span
from langtutor.engines.grammar.candidates import gather
from langtutor.engines.grammar.ensemble import judged, undisturbed
from langtutor.engines.grammar.evidence import (
    CANDIDATES,
    REWRITER,
    RULES,
    SECOND,
    Case,
    Likelihood,
    cut,
    features_of,
)
from langtutor.engines.grammar.judge import Forest, Judge, Split
from langtutor.engines.grammar.proposing import Parsed

TEXT = "He depend of his friends a lot."


def edit(said: str, new: str, source: str, kind: str = "R:PREP", confidence: float = 0.6) -> Edit:
    start = TEXT.index(said)
    return Edit(Span(start, start + len(said)), new, ErrorType(kind), None, confidence, source)


def rewritten(*tokens: tuple[str, Sequence[tuple[str, float]]]) -> Rewritten:
    made = tuple(RewrittenToken(text, -0.1, ((text, -0.1), *others)) for text, others in tokens)
    return Rewritten("".join(text for text, _ in tokens), made, "test")


LATER = ((" his", ()), (" friends", ()), (" a", ()), (" lot", ()), (".", ()))
BOTH = rewritten(("He", ()), (" depends", [(" depend", -4.1)]), (" on", [(" of", -2.1)]), *LATER)
VERB_ONLY = rewritten(("He", ()), (" depends", [(" depend", -3.1)]), (" of", [(" on", -1.1), (" upon", -6.1)]), *LATER)
VERB, PREP, UPON = (
    edit("depend", "depends", REWRITER, "R:VERB:SVA"),
    edit("of", "on", REWRITER),
    edit("of", "upon", CANDIDATES, confidence=0.1),
)


def case(edits: Sequence[Edit], *, second: bool = False) -> Case:
    found = gather(TEXT, edits)
    return Case(
        Parsed(TEXT, ()),
        tuple(found),
        tuple(Likelihood(1.0, 2.0 + number) for number in range(len(found))),
        4.0,
        lambda word: 5.0,
        cut(TEXT, BOTH, [VERB, PREP]),
        cut(TEXT, VERB_ONLY, [VERB]) if second else None,
    )


def rows(made: Case) -> dict[str, dict[str, float]]:
    features = features_of(made)
    return {one.replacement: row for one, row in zip(made.candidates, features, strict=True)}


def test_a_change_is_known_by_its_kind_and_by_who_made_it() -> None:
    found = rows(case([VERB, PREP, UPON]))
    assert found["depends"]["kind VERB:SVA"] == found["on"]["kind PREP"] == 1.0
    assert found["on"]["rw_same"] and not found["on"]["rw_other"]
    assert found["upon"]["rw_other"] and not found["upon"]["rw_same"]
    assert found["on"]["rw_margin"] == pytest.approx(2.0 / 4)


def test_a_rewrite_that_left_the_words_says_how_near_it_was_to_changing_them() -> None:
    found = rows(case([VERB, PREP, UPON], second=True))
    assert found["on"]["second_margin"] == pytest.approx(-1.0 / 4)  # " of" by 1 nat to " on"
    assert found["upon"]["second_margin"] == pytest.approx(-6.0 / 4)
    assert found["depends"]["second_same"] and found["depends"]["second_margin"] == pytest.approx(3.0 / 4)


def test_two_rewrites_agree_where_both_made_a_change() -> None:
    both = edit("depend", "depends", SECOND, "R:VERB:SVA")
    found = rows(case([VERB, PREP, both], second=True))
    assert found["depends"]["agreed"] == 1.0 and found["on"]["agreed"] == 0.0
    assert "agreed" not in rows(case([VERB, PREP]))["depends"]


def test_rivals_for_one_place_make_each_less_likely() -> None:
    sure = edit("of", "about", RULES, confidence=0.9)
    found = rows(case([VERB, PREP, UPON, sure]))
    assert found["depends"]["rivals"] == 0.0
    assert found["on"]["rivals"] > 0.0
    assert found["on"]["rival_sure"] == 0.9 and found["about"]["rival_sure"] == 0.0


@pytest.mark.parametrize(("verb", "certain"), [(2.0, {"depends", "on"}), (-0.1, set())])
def test_where_a_sentence_certainly_has_a_mistake_the_rewriter_is_believed_more_readily(
    verb: float, certain: set[str]
) -> None:
    trees = (Split("kind VERB:SVA", 0.5, -0.5, verb),)
    judge = Judge({Tier.DEEP: Forest(trees, {"": 0.5}, {"": 0.1}, opened=1.0)})
    found = judged(case([VERB, PREP]), judge, Tier.DEEP, {})
    assert {one.replacement for one, sure in found if sure >= CERTAIN} == certain
    assert {one.replacement for one, _ in found} == {"depends", "on"}  # at least asked about


def test_what_only_a_confusion_proposes_gains_nothing_by_that() -> None:
    trees = (Split("kind VERB:SVA", 0.5, -0.5, 2.0),)
    judge = Judge({Tier.DEEP: Forest(trees, {"": 0.5}, {"": 0.1}, opened=1.0)})
    found = judged(case([VERB, UPON]), judge, Tier.DEEP, {})
    assert {one.replacement for one, sure in found if sure >= CERTAIN} == {"depends"}


def test_a_question_beside_a_correction_of_somebody_elses_is_not_asked() -> None:
    made = case([VERB, PREP, UPON])
    depends, on, upon = (next(c for c in made.candidates if c.replacement == new) for new in ("depends", "on", "upon"))
    assert undisturbed(TEXT, [(depends, 0.9), (upon, 0.6)]) == [(depends, 0.9)]
    assert undisturbed(TEXT, [(depends, 0.9), (on, 0.6)]) == [(depends, 0.9), (on, 0.6)]  # the same rewrite's
    assert undisturbed(TEXT, [(depends, 0.7), (upon, 0.6)]) == [(depends, 0.7), (upon, 0.6)]
