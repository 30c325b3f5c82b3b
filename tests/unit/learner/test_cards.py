"""A word in its sentence, as drills ask it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from langtutor.core.course import ItemId
from langtutor.core.text import SkillId
from langtutor.learner.cards import Kept, as_sentence, merged_memory
from langtutor.learner.memory import CardPhase, CardState
from langtutor.learner.word_in_sentence import form_in, gapped

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LEMMAS = {"gave": "give", "umbrellas": "umbrella", "went": "go"}


def asked(front: str, sentence: str, form: str = "") -> tuple[str, str, tuple[str, ...]]:
    kept = Kept(SkillId("en.word.x"), front, "?", NOW, sentence, form=form)
    made = as_sentence(ItemId("card/1"), kept)
    return made.text, made.context, made.variants


def test_the_form_in_the_sentence_is_asked_and_the_headword_is_right_too() -> None:
    assert asked("give up", "She gave up smoking.", "gave up") == ("gave up", "She ____ smoking.", ("give up",))


def test_where_the_word_stands_as_it_is_the_whole_sentence_is_right_too() -> None:
    sentence = "Take an umbrella."
    assert asked("umbrella", sentence) == ("umbrella", "Take an ____.", (sentence,))


@pytest.mark.parametrize(
    ("front", "sentence", "form"),
    [("umbrella", "", ""), ("umbrella", "Umbrella!", ""), ("cat", "Concatenate.", ""), ("sun", "sun " * 40, "")],
)
def test_a_card_without_a_sentence_to_show_is_asked_alone(front: str, sentence: str, form: str) -> None:
    assert asked(front, sentence, form) == (front, "", ())


@pytest.mark.parametrize(
    ("sentence", "word", "found"),
    [
        ("She gave up smoking.", "give up", "gave up"),
        ("UMBRELLAS are useful.", "umbrella", "UMBRELLAS"),
        ("Give  up now!", "give up", "Give  up"),
        ("She gave it up.", "give up", ""),
        ("Nothing here.", "umbrella", ""),
        ("O pão está quente.", "pão", "pão"),
        ("A well-known man", "known", "known"),
        ("Anything", "", ""),
    ],
)
def test_a_word_is_found_in_whatever_form(sentence: str, word: str, found: str) -> None:
    assert form_in(sentence, word, lambda one: LEMMAS.get(one, one)) == found


def test_every_place_becomes_a_gap() -> None:
    assert gapped("Rain, rain, go away. It rained.", "rain") == "____, ____, go away. It rained."


def test_merging_memories_loses_nothing() -> None:
    strong = CardState(NOW + timedelta(days=50), CardPhase.REVIEW, None, 60.0, 5.0, NOW - timedelta(days=9), 9, 1)
    weak = CardState(NOW + timedelta(days=1), CardPhase.RELEARNING, 0, 2.0, 7.0, NOW - timedelta(days=1), 2, 1)
    fresh = CardState(due=NOW)
    for merged in (merged_memory(strong, weak), merged_memory(weak, strong)):
        assert (merged.reviews, merged.lapses, merged.stability) == (11, 2, 60.0)
        assert (merged.due, merged.last_review) == (weak.due, weak.last_review)
    assert merged_memory(strong, fresh) == merged_memory(fresh, strong) == strong
    assert merged_memory(fresh, CardState(due=NOW - timedelta(days=1))).due == NOW - timedelta(days=1)
