"""Likely slips in sentences that no course lists, by the rules of the language."""

from __future__ import annotations

import pytest

from langtutor.core.language import Language, SlipRule
from langtutor.drills.differences import fits, likely_slip, likely_slips


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


def test_likely_slips_leave_out_small_words_and_endings_that_leave_a_word(english: Language) -> None:
    found = likely_slips("She walks to the station.", english, lambda form: 4.0 if form == "walk" else 0.0)
    by_text = {one.said: one.skill for one in found}
    assert by_text["She walk to the station."] == "en.grammar.verb.agreement"
    assert by_text["She walks to station."] == "en.grammar.noun.article"
    assert by_text["Walks to the station."] == "en.grammar.pronoun.subject"
    assert "She walks to the statio." not in by_text


def test_likely_slips_swap_words_of_short_lists(english: Language) -> None:
    found = {one.said for one in likely_slips("He is in a room.", english, lambda form: 0.0)}
    assert {"He are in a room.", "He is on a room.", "He is in the room."} <= found
    assert "She is in a room." not in found, "a list of seven"


def test_likely_slips_are_few(english: Language) -> None:
    long = "He has the books of the girls in the bags on the chairs of the rooms of the houses."
    assert len(likely_slips(long, english, lambda form: 5.0)) == 12
