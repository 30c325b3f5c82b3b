"""Typed answers: the same words, listed slips, mixtures of right answers, typos; what words alone can decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from langtutor.core.course import Sentence
from langtutor.core.language import Language
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId, apply_edits
from langtutor.core.verdict import AnswerOutcome, DifferenceKind, Verdict, WordOutcome
from langtutor.drills import typed
from langtutor.drills.variants import RightAnswers

Zipf = Callable[[str], float]


@pytest.fixture
def judged(tea: Sentence, english: Language, common: Zipf) -> Callable[[str], Verdict | None]:
    right = RightAnswers(typed.keys_of(tea), english)
    return lambda answer: typed.judge_by_words(answer, tea, right, "pt", common)


Judged = Callable[[str], Verdict | None]


def test_the_key_is_right(judged: Judged) -> None:
    verdict = judged("my husband drinks tea without sugar")
    assert verdict is not None and verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is None
    assert [word.asked for word in verdict.words] == ["My", "husband", "drinks", "tea", "without", "sugar"]


def test_a_listed_variant_is_right_and_named(judged: Judged) -> None:
    verdict = judged("My husband drinks tea with no sugar.")
    assert verdict is not None and verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is not None and verdict.difference.kind is DifferenceKind.VARIANT
    assert verdict.expected == "My husband drinks tea with no sugar."


def test_two_variants_mix(judged: Judged) -> None:
    verdict = judged("My husband takes tea with no sugar.")
    assert verdict is not None and verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is not None and verdict.difference.kind is DifferenceKind.VARIANT


def test_a_listed_slip_is_named_with_its_reason(judged: Judged, tea: Sentence) -> None:
    verdict = judged("My husband he drinks tea without sugar")
    assert verdict is not None and verdict.outcome is AnswerOutcome.SLIP
    (slip,) = verdict.slips
    assert (slip.skill, slip.kind, slip.why) == (tea.slips[1].skill, SkillKind.GRAMMAR, "*He* está sobrando.")
    assert apply_edits("My husband he drinks tea without sugar", verdict.edits) == tea.text.rstrip(".")
    assert [word.heard for word in verdict.words if word.outcome is WordOutcome.SLIP] == ["he"]


def test_a_typo_is_right_and_named(judged: Judged) -> None:
    verdict = judged("My husbend drinks tea without suggar.")
    assert verdict is not None and verdict.outcome is AnswerOutcome.RIGHT
    assert verdict.difference is not None and verdict.difference.kind is DifferenceKind.TYPO
    assert verdict.difference.words == (("husbend", "husband"), ("suggar", "sugar"))


def test_a_typo_in_a_mixture_is_right(judged: Judged) -> None:
    verdict = judged("My husbend takes tea with no sugar.")
    assert verdict is not None and verdict.outcome is AnswerOutcome.RIGHT


def test_other_words_are_not_decided_by_words(judged: Judged) -> None:
    assert judged("My husband drinks tea unsweetened.") is None
    assert judged("My husband drinks coffee without sugar.") is None
    assert judged("") is None


@pytest.mark.parametrize(
    ("typed_word", "meant", "is_one"),
    [
        ("husbend", "husband", True),
        ("hubsand", "husband", True),  # neighbours swapped
        ("hsbnd", "husband", False),  # too much of a short word
        ("drink", "drinks", False),  # a word itself
        ("childrens", "children", False),  # a wrong ending is a slip
        ("ti", "to", False),  # too short to tell
    ],
)
def test_what_a_typo_is(typed_word: str, meant: str, is_one: bool, english: Language, common: Zipf) -> None:
    assert typed.is_typo(typed_word, meant, english, common) is is_one


@pytest.mark.parametrize(
    ("typed_word", "meant", "is_one"),
    [
        ("nao", "não", True),
        ("esta", "está", False),  # both are common words
        ("brincaram", "brincavam", False),  # rare, but no rarer than what was meant
        ("irmães", "irmãs", False),  # a wrong plural is a slip
    ],
)
def test_what_a_typo_is_in_portuguese(
    typed_word: str, meant: str, is_one: bool, portuguese: Language, common: Zipf
) -> None:
    assert typed.is_typo(typed_word, meant, portuguese, common) is is_one


def test_typos_are_mended_before_engines_read(tea: Sentence, english: Language, common: Zipf) -> None:
    right = RightAnswers(typed.keys_of(tea), english)
    answer = "Each day my husbend drinks tea"
    assert typed.without_typos(answer, right, common) == "Each day my husband drinks tea"
    assert typed.without_typos("My husband drink tea", right, common) == "My husband drink tea"


def test_given_up_shows_the_key_and_marks_nothing_wrong(tea: Sentence, english: Language) -> None:
    verdict = typed.given_up(tea.text, english)
    assert verdict.outcome is AnswerOutcome.GIVEN_UP
    assert (verdict.answer, verdict.expected, verdict.slips) == ("", tea.text, ())
    assert {word.outcome for word in verdict.words} == {WordOutcome.UNCLEAR}


def test_wrong_answers_name_the_listed_slip_they_contain(tea: Sentence, english: Language) -> None:
    verdict = typed.wrong("My husband he drinks coffee without sugar.", tea.text, tea, english, tea.skill, "en")
    assert verdict.outcome is AnswerOutcome.SLIP
    assert verdict.slips[0].skill == "en.grammar.pronoun.subject"


def test_wrong_answers_name_the_likely_skill(tea: Sentence, english: Language) -> None:
    verdict = typed.wrong("My husband drinks a tea without sugar.", tea.text, tea, english, tea.skill, "en")
    assert verdict.slips[0].skill == "en.grammar.noun.article"
    verdict = typed.wrong("My husband likes tea.", tea.text, tea, english, tea.skill, "en")
    assert verdict.slips[0].skill == tea.skill


def test_an_empty_answer_is_wrong_without_edits(tea: Sentence, english: Language) -> None:
    verdict = typed.wrong("", tea.text, tea, english, tea.skill, "en")
    assert verdict.outcome is AnswerOutcome.SLIP
    assert verdict.edits == ()


def test_words_that_may_be_left_out(portuguese: Language, tea: Sentence, common: Zipf) -> None:
    sentence = replace(tea, text="Eu não como a minha carne no domingo.", variants=(), slips=())
    right = RightAnswers((sentence.text,), portuguese)

    def judge(answer: str) -> Verdict | None:
        return typed.judge_by_words(answer, sentence, right, "en", common)

    accepted = judge("Não como minha carne domingo.")
    assert accepted is not None and accepted.outcome is AnswerOutcome.RIGHT
    assert judge("Não eu como minha carne domingo.") is None  # nobody says it there
    assert judge("Eu como a minha carne no domingo.") is None


def test_the_skill_of_an_unlisted_answer_is_the_one_trained(english: Language, tea: Sentence) -> None:
    other = replace(tea, slips=())
    verdict = typed.wrong("Wives cook.", other.text, other, english, SkillId("en.word.make_do"), "en")
    assert (verdict.slips[0].skill, verdict.slips[0].kind) == ("en.word.make_do", SkillKind.WORD)
