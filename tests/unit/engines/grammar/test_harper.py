from __future__ import annotations

from itertools import pairwise

import pytest

from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.text import CERTAIN, Edit, ErrorType, SkillId, apply_edits
from langtutor.engines.grammar.harper import HarperChecker

EN = LanguageCode("en")
AGREEMENT = SkillId("en.grammar.verb.agreement")
NOBODY: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def checker() -> HarperChecker:
    return HarperChecker({ErrorType("R:VERB:SVA"): AGREEMENT})


def edits(checker: HarperChecker, text: str, personal: frozenset[str] = NOBODY) -> tuple[Edit, ...]:
    return checker.check(text, EN, personal).edits


def certain(checker: HarperChecker, text: str) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits(checker, text) if edit.confidence >= CERTAIN)


@pytest.mark.parametrize(
    ("said", "meant", "kind"),
    [
        ("She go home every day.", "She goes home every day.", "R:VERB:SVA"),
        ("He have a dog.", "He has a dog.", "R:VERB:SVA"),
        ("She is a engineer.", "She is an engineer.", "R:DET"),
        ("I need informations about it.", "I need information about it.", "R:NOUN:NUM"),
        ("Two childs play here.", "Two children play here.", "R:NOUN:INFL"),
        ("Did you went there?", "Did you go there?", "R:VERB:FORM"),
        ("I could of gone.", "I could have gone.", "R:VERB"),
        ("He is more taller than me.", "He is taller than me.", "U:ADJ:FORM"),
        ("Today i am happy.", "Today I am happy.", "R:ORTH"),
        ("She speaks english.", "She speaks English.", "R:ORTH"),
        ("I did not recieve it.", "I did not receive it.", "R:SPELL"),
        ("I dont know.", "I don't know.", "R:SPELL"),
        ("I saw the the cat.", "I saw the cat.", "U:DET"),
        ("Its a nice day.", "It's a nice day.", "R:CONTR"),
        ("Alot of people came.", "A lot of people came.", "R:ORTH"),
    ],
)
def test_mistakes_are_corrected_with_certainty(checker: HarperChecker, said: str, meant: str, kind: str) -> None:
    found = certain(checker, said)
    assert apply_edits(said, found) == meant
    assert [edit.type for edit in found] == [kind]
    assert found[0].source == "harper"
    assert found[0].message


@pytest.mark.parametrize("before", ["", "😀 ", "Olá, João! 👩‍👩‍👧 ", "naïve café — ", "e\u0301 "])
def test_spans_are_code_points(checker: HarperChecker, before: str) -> None:
    text = f"{before}She go home."
    edit = next(edit for edit in edits(checker, text) if edit.type == "R:VERB:SVA")
    assert edit.span.of(text) == "go"
    assert edit.apply(text) == f"{before}She goes home."


def test_edits_change_no_more_than_they_must(checker: HarperChecker) -> None:
    (edit,) = certain(checker, "I could of gone.")
    assert (edit.span.start, edit.span.end, edit.replacement) == (8, 10, "have")


def test_skills_come_from_the_table_that_was_given(checker: HarperChecker) -> None:
    found = edits(checker, "She go home and I recieve it.")
    assert {edit.type: edit.skill for edit in found} == {"R:VERB:SVA": AGREEMENT, "R:SPELL": None}
    assert edits(HarperChecker(), "She go home.")[0].skill is None


@pytest.mark.parametrize(
    "text",
    [
        "She goes to school every day, and she likes it.",
        "Yesterday Marivalda went to Itaquera with Jão.",
        "My favourite colour is at the centre of the theater.",
        "I work at the TRT and drive an XC40.",
        "He said that that was what he had had in mind…",
        "",
        "\n",
    ],
)
def test_what_is_right_is_left_alone(checker: HarperChecker, text: str) -> None:
    assert edits(checker, text) == ()


def test_an_unknown_name_at_the_beginning_is_a_question_at_most(checker: HarperChecker) -> None:
    assert certain(checker, "Thiago is my friend. Freinds are good.") == ()


@pytest.mark.parametrize("text", ["That film was very good.", "He came, ate and left..."])
def test_taste_is_no_mistake(checker: HarperChecker, text: str) -> None:
    assert certain(checker, text) == ()


def test_personal_words_are_never_misspelt(checker: HarperChecker) -> None:
    text = "I like my freind and comming home."
    assert {edit.span.of(text) for edit in edits(checker, text)} == {"freind", "comming"}
    assert edits(checker, text, frozenset({"Freind", "comming"})) == ()


def test_edits_never_overlap_and_come_in_order(checker: HarperChecker) -> None:
    found = edits(checker, "i has a apple ,and she dont recieve teh the the informations at wednesday")
    assert len(found) > 5
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_only_english(checker: HarperChecker) -> None:
    assert checker.languages() == {EN}
    with pytest.raises(UnsupportedLanguage) as refused:
        checker.check("Ela foi embora.", LanguageCode("pt"), NOBODY)
    assert refused.value.fields == {"language": "pt", "capability": "grammar"}


@pytest.mark.parametrize("right", ["There was lots of rain last summer.", "My lesson begins at 8 a.m. on Monday."])
def test_rules_are_not_believed_where_they_are_known_to_err(checker: HarperChecker, right: str) -> None:
    assert checker.check(right, EN, frozenset()).edits == ()
