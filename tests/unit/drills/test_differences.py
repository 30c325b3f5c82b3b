"""Likely slips in sentences that no course lists, by the rules of the language."""

from __future__ import annotations

import pytest

from langtutor.core.language import Language, SlipRule
from langtutor.drills.differences import fits, likely_slip


@pytest.mark.parametrize(
    ("heard", "asked", "skill"),
    [
        ("My cousin live in Rome.", "My cousin lives in Rome.", "en.grammar.verb.agreement"),
        ("I saw cat outside.", "I saw a cat outside.", "en.grammar.noun.article"),
        ("She tired today.", "She's tired today.", "en.grammar.verb.be"),
        ("We cook in Sundays.", "We cook on Sundays.", "en.grammar.preposition.time_place"),
        ("We stay here yesterday.", "We stayed here yesterday.", "en.grammar.verb.past"),
        ("They are sleep.", "They are sleeping.", "en.grammar.verb.progressive"),
    ],
)
def test_what_learners_do(heard: str, asked: str, skill: str, english: Language) -> None:
    found = likely_slip(heard, asked, english)
    assert found is not None
    assert (found.said, found.skill) == (heard, skill)


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        ("My cousin lives in Rome.", "My cousin lives in Rome."),
        ("My dentist lives in Rome.", "My cousin lives in Rome."),  # another word
        ("Cousin live at a Rome.", "My cousin lives in Rome."),  # too much
        ("I see and cat.", "I see an cat."),  # nobody forms *an* so
    ],
)
def test_what_is_no_likely_slip(heard: str, asked: str, english: Language) -> None:
    assert likely_slip(heard, asked, english) is None


def test_a_rule_may_have_words_and_endings() -> None:
    rule = SlipRule("x.grammar.y", frozenset({"is", "are"}), frozenset({("s", "")}))
    assert fits(rule, "is", "are")
    assert fits(rule, "is", "")
    assert fits(rule, "walks", "walk")
    assert not fits(rule, "walks", "talk")
    assert not fits(rule, "walks", "is")


def test_gender_in_portuguese(portuguese: Language) -> None:
    found = likely_slip("A casa é bonito.", "A casa é bonita.", portuguese)
    assert found is not None and found.skill == "pt.grammar.adjective.agreement"
