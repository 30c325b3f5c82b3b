"""Mixtures of right answers are right, and nothing else is made."""

from __future__ import annotations

from langtutor.core.language import Language
from langtutor.drills.variants import RightAnswers, mixtures


def test_one_turn_from_each(english: Language) -> None:
    keys = ("I made a mistake on the test.", "I made an error on the test.", "I made a mistake on the exam.")
    assert "I made an error on the exam." in set(mixtures(keys, english))


def test_what_one_key_changes_goes_together(english: Language) -> None:
    keys = (
        "I haven't finished the report yet.",
        "I didn't finish the report yet.",
        "I haven't completed the report yet.",
    )
    mixed = set(mixtures(keys, english))
    assert not any("didn't finished" in text or "haven't finish " in text for text in mixed)


def test_a_word_is_not_said_twice(english: Language) -> None:
    keys = ("Can you answer the phone, please?", "Please, can you answer the phone?", "Can you get the phone, please?")
    assert not any(text.lower().count("please") > 1 for text in mixtures(keys, english))


def test_nothing_to_mix(english: Language) -> None:
    assert list(mixtures(("I'm here.",), english)) == []
    assert list(mixtures(("I'm here.", "Here I am."), english)) == []


def test_listed_answers_come_first(english: Language) -> None:
    keys = ("She has a big dog.", "She has a large dog.", "She owns a big dog.")
    right = RightAnswers(keys, english)
    assert right.all[:3] == keys
    assert "She owns a large dog." in right.mixed
