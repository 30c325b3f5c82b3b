from __future__ import annotations

import pytest

from langtutor.core.text import apply_edits
from langtutor.engines.grammar.changes import overlap
from langtutor.engines.grammar.errant_edits import Errant, TokenEdit
from tests.support.models import model_folder


@pytest.fixture(scope="module")
def errant() -> Errant:
    import spacy

    return Errant(spacy.load(model_folder("spacy-en-small")))


@pytest.mark.parametrize(
    ("source", "corrected", "expected"),
    [
        ("He go home.", "He goes home.", [("go", "goes", "R:VERB:SVA")]),
        ("I go to the bed.", "I go to bed.", [(" the", "", "U:DET")]),
        ("I have dog.", "I have a dog.", [("", " a", "M:DET")]),
        ("school is good", "School is good.", [("school", "School", "R:ORTH"), ("", ".", "M:PUNCT")]),
        ("My childs toy broke.", "My child's toy broke.", [("childs", "child's", "R:NOUN:POSS")]),
        ("The child toy broke.", "The child's toy broke.", [("child", "child's", "M:NOUN:POSS")]),
        ("It is alot of work.", "It is a lot of work.", [("alot", "a lot", "R:ORTH")]),
        ("I can not swim.", "I cannot swim.", [("can not", "cannot", "R:ORTH")]),
        ("I paused ,and slept.", "I paused, and slept.", [(" ", "", "R:ORTH"), ("", " ", "R:ORTH")]),
        ("They speak in internet.", "They speak on the internet.", [("in", "on", "R:PREP"), ("", "the ", "M:DET")]),
        ("  He go home. ", "He goes home.", [("go", "goes", "R:VERB:SVA")]),
        ("He  goes   home.", "He goes home.", []),
        ("", "", []),
    ],
)
def test_edits_are_whole_words_with_the_space_they_need(
    errant: Errant, source: str, corrected: str, expected: list[tuple[str, str, str]]
) -> None:
    edits = errant.annotate(source, corrected)

    assert [(edit.span.of(source), edit.replacement, edit.type) for edit in edits] == expected
    assert apply_edits(source, edits).split() == corrected.split()


@pytest.mark.parametrize(
    ("source", "corrected"),
    [
        (
            "Yesterday she have went in home,but nobody are there 😀",
            "Yesterday she went home, but nobody was there. 😀",
        ),
        ("what you wants ?", "What do you want?"),
        ("teh cat", "the cats' toy"),
        ("He’s dog it’s mine", "His dog is mine"),
        ("word", "quite another sentence, this one"),
    ],
)
def test_applied_together_they_give_the_corrected_text(errant: Errant, source: str, corrected: str) -> None:
    edits = errant.annotate(source, corrected)

    assert apply_edits(source, edits) == corrected
    spans = [edit.span for edit in edits if edit.span.start < edit.span.end]
    assert not any(overlap(one, other) for one in spans for other in spans if one != other)


def test_given_tokens_are_kept(errant: Errant) -> None:
    edits = errant.annotate_tokens("I do n't knows him .", "I do n't know him at all .")

    assert edits == (TokenEdit(3, 4, ("know",), "R:VERB:FORM"), TokenEdit(5, 5, ("at", "all"), "M:ADV"))


def test_a_text_is_parsed_once(errant: Errant) -> None:
    assert errant.parse("He is late.") is errant.parse("He is late.")
