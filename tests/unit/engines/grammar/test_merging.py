from __future__ import annotations

from langtutor.core.text import CERTAIN, Edit, ErrorType, SkillId, Span
from langtutor.engines.grammar.merging import merged

AGREEMENT = SkillId("en.grammar.verb.agreement")


def edit(
    start: int,
    end: int,
    replacement: str,
    confidence: float,
    kind: str = "R:VERB:SVA",
    source: str = "one",
    skill: SkillId | None = None,
) -> Edit:
    return Edit(Span(start, end), replacement, ErrorType(kind), skill, confidence, source)


def test_two_that_agree_are_surer_than_either() -> None:
    (both,) = merged([edit(4, 6, "goes", 0.7)], [edit(4, 6, "goes", 0.6, source="other", skill=AGREEMENT)])
    assert both.confidence > CERTAIN
    assert both.source == "one+other"
    assert both.skill == AGREEMENT


def test_where_they_disagree_the_more_precise_is_believed() -> None:
    (kept,) = merged([edit(4, 6, "goes", 0.85)], [edit(4, 6, "went", 0.95)])
    assert kept.replacement == "goes"


def test_unless_it_is_unsure_and_the_other_is_not() -> None:
    (kept,) = merged([edit(4, 6, "goes", 0.5)], [edit(0, 6, "They go", 0.9)])
    assert kept.replacement == "They go"


def test_what_only_one_finds_stays() -> None:
    found = merged([edit(10, 12, "b", 0.9)], [edit(0, 2, "a", 0.85)])
    assert [one.replacement for one in found] == ["a", "b"]
    assert [one.confidence for one in found] == [0.85, 0.9]


def test_a_word_that_one_speller_alone_does_not_know_is_a_question() -> None:
    found = merged([edit(0, 6, "color", 0.9, "R:SPELL")], [edit(7, 9, "b", 0.9, "R:SPELL")])
    assert [one.confidence < CERTAIN for one in found] == [True, True]
    (both,) = merged([edit(0, 6, "color", 0.9, "R:SPELL")], [edit(0, 6, "color", 0.9, "R:SPELL")])
    assert both.confidence >= CERTAIN


def test_two_spellers_that_mean_different_words_leave_a_question() -> None:
    (kept,) = merged([edit(0, 6, "muppet", 0.9, "R:SPELL")], [edit(0, 6, "puppet", 0.9, "R:SPELL")])
    assert (kept.replacement, kept.confidence < CERTAIN) == ("muppet", True)
