"""Edits lead exactly from what was said to what was meant; written words stay whole."""

from __future__ import annotations

import pytest

from langtutor.core.language import Language
from langtutor.core.text import SkillId, Span, apply_edits
from langtutor.core.verdict import WordOutcome
from langtutor.drills.blocks import changed, edits_between, places, side_by_side, word_verdicts

SKILL = SkillId("en.grammar.verb.be")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("She walk to work.", "She walks to work."),
        ("I have twenty years old.", "I'm twenty years old."),
        ("It raining again.", "It's raining again."),
        ("Is raining again.", "It's raining again."),
        ("Where is my bag? Is under the table.", "Where is my bag? It's under the table."),
        ("I'm afraid of dogs big.", "I'm afraid of big dogs."),
        ("The kids very hungry are.", "The kids are very hungry."),
        ("My phone never doesn't work here.", "My phone never works here."),
        ("What are you looking?", "What are you looking for?"),
        ("Não preocupe se, está tudo bem.", "Não se preocupe, está tudo bem."),
        ("Eu vou a avó.", "Eu vou à avó."),
        ("Vou na terça.", "Eu vou na terça-feira."),
        ("", "Hello there."),
    ],
)
def test_edits_lead_from_what_was_said_to_what_was_meant(said: str, meant: str, english: Language) -> None:
    everywhere = dict.fromkeys(places(said, meant, english), SKILL)
    edits = edits_between(said, meant, everywhere, english)
    assert apply_edits(said, edits) == meant
    assert all(edit.skill == SKILL for edit in edits)


def test_edits_are_as_small_as_they_can_be(english: Language) -> None:
    (edit,) = edits_between("Ana need umbrella today.", "Ana need an umbrella today.", {2: SKILL}, english)
    assert (edit.span, edit.replacement, edit.type) == (Span(9, 9), "an ", "M:VERB")
    (edit,) = edits_between("José walk home.", "José walks home.", {1: None}, english)
    assert (edit.span.of("José walk home."), edit.replacement, edit.type) == ("walk", "walks", "R:OTHER")


def test_only_places_with_a_skill_are_corrected(english: Language) -> None:
    edits = edits_between("She walk to the work.", "She walks to work.", {1: SKILL}, english)
    assert apply_edits("She walk to the work.", edits) == "She walks to the work."


def test_a_written_word_is_in_one_block(english: Language) -> None:
    for block in side_by_side("I not can go", "I can't go", english):
        assert len({word.span for word in block.right}) <= 1 or not block.equal
    spans = [word.span for block in side_by_side("I have gone", "I've gone", english) for word in block.right]
    assert sorted(spans) == spans


def test_an_insertion_counts_for_the_word_after_it(english: Language) -> None:
    assert places("She she walks", "She walks", english) in ({0}, {1})
    assert places("I need of an umbrella", "I need an umbrella", english) == {2}


def test_the_differing_stretch_with_a_word_around(english: Language) -> None:
    assert changed("She walk to work.", "She walks to work.", english) == ("She walk to", "She walks to")
    assert changed("I have twenty years.", "I'm twenty years.", english) == ("I have twenty", "I'm twenty")
    assert changed("the same", "the same", english) == ("the same", "the same")


def test_word_verdicts_keep_contractions_whole(english: Language) -> None:
    words = word_verdicts("I have twenty.", "I'm twenty.", lambda _: WordOutcome.SLIP, english)
    assert [(word.asked, word.heard, word.outcome) for word in words] == [
        ("I'm", "I have", WordOutcome.SLIP),
        ("twenty", "twenty", WordOutcome.RIGHT),
    ]


def test_an_added_word_has_its_place_and_a_missing_one_nothing_heard(english: Language) -> None:
    words = word_verdicts("I need of umbrella", "I need an umbrella", lambda _: WordOutcome.SLIP, english)
    assert [(word.asked, word.heard) for word in words] == [
        ("I", "I"),
        ("need", "need"),
        ("an", "of"),
        ("umbrella", "umbrella"),
    ]
    words = word_verdicts("My husband he drinks", "My husband drinks", lambda _: WordOutcome.SLIP, english)
    assert [(word.span, word.asked, word.heard) for word in words][2] == (Span(10, 10), "", "he")
    words = word_verdicts("I need umbrella", "I need an umbrella", lambda _: WordOutcome.SLIP, english)
    assert [(word.asked, word.heard) for word in words][2] == ("an", None)


def test_a_number_written_otherwise_is_no_part_of_the_slip(english: Language) -> None:
    (edit,) = edits_between("I have 20 years old.", "I'm twenty years old.", {0: None, 1: None}, english)
    assert (edit.span, edit.replacement) == (Span(0, 6), "I'm")
