"""When two answers are the same words, and how two sentences are laid side by side."""

from __future__ import annotations

import unicodedata

import pytest

from langtutor.core.language import Language
from langtutor.drills.words import align, closest_readings, edit_distance, forms, readings, same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("It's 20 o'clock.", "it is twenty oclock"),
        ("I'm late", "I am late"),
        ("I’m late", "I'm late!"),  # typographic apostrophe
        ("im late", "I'm late"),  # an apostrophe is punctuation
        ("He doesnt eat", "He does not eat"),
        ("He can't swim", "He cannot swim"),
        ("She's worked here", "She has worked here"),
        ("My brother's taller than me", "My brother is taller than me"),
        ("What're you doing?", "What are you doing?"),
        ("1,000 people", "one thousand people"),
        ("at 3:30", "at three thirty"),
        ("at 8:00", "at eight"),
        ("the 3rd floor", "the third floor"),
        ("3.5 litres", "three point five liters"),
        ("My favourite colour", "my favorite color"),
        ("Uh, I, um, think so", "I think so"),
        ("seat belt", "seatbelt"),
        ("well-known", "well known"),
        ("Are you going to go?", "are you gonna go"),
    ],
)
def test_the_same_words(left: str, right: str, english: Language) -> None:
    assert same(left, right, english)
    assert same(right, left, english)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("I have twenty years", "I am twenty years"),
        ("She walk", "She walks"),
        ("She's tired", "She was tired"),
        ("30", "thirteen"),
        ("1,000", "one hundred"),
        ("a book", "the book"),
        ("He can swim", "He can't swim"),
        ("", "a"),
    ],
)
def test_other_words(left: str, right: str, english: Language) -> None:
    assert not same(left, right, english)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Comprei 2 camisas", "comprei duas camisas"),
        ("Tenho 2 carros", "tenho dois carros"),
        ("1.000 pessoas", "mil pessoas"),
        ("3,5 litros", "três vírgula cinco litros"),
        ("no 2º andar", "no segundo andar"),
        ("Tô com fome", "estou com fome"),
        ("na terça-feira", "na terça"),
        ("vou pra casa", "vou para casa"),
    ],
)
def test_the_same_words_in_portuguese(left: str, right: str, portuguese: Language) -> None:
    assert same(left, right, portuguese)


def test_accents_count_and_come_composed_or_not(portuguese: Language) -> None:
    assert not same("avó", "avô", portuguese)
    assert same("avó", unicodedata.normalize("NFD", "avó"), portuguese)


def test_spans_are_where_the_words_stand(english: Language) -> None:
    text = "Well, it’s José’s 3rd car."
    found = readings(text, english)[0]
    assert [word.span.of(text) for word in found] == ["Well", "it’s", "it’s", "José’s", "3rd", "car"]
    assert forms(found) == ("well", "it", "is", "josés", "third", "car")


def test_an_empty_text_has_one_empty_reading(english: Language) -> None:
    assert readings(" … ", english) == ((),)


def test_the_closest_reading_is_taken(english: Language) -> None:
    ours, theirs = closest_readings("She's gone.", "She has gone.", english)
    assert forms(ours) == forms(theirs) == ("she", "has", "gone")


def test_alignment_pairs_similar_words() -> None:
    left, right = ["she", "walk", "to", "work"], ["she", "walks", "to", "the", "work"]
    steps = [(step.left, step.right, step.equal) for step in align(left, right)]
    assert steps == [(0, 0, True), (1, 1, False), (2, 2, True), (None, 3, False), (3, 4, True)]


def test_alignment_of_nothing() -> None:
    assert align([], []) == ()
    assert [(step.left, step.right) for step in align([], ["a"])] == [(None, 0)]


def test_of_equal_alignments_the_one_that_pairs_early_words() -> None:
    steps = align(["you", "must", "to", "see"], ["you", "should", "see"])
    assert [(step.left, step.right) for step in steps] == [(0, 0), (1, 1), (2, None), (3, 2)]


@pytest.mark.parametrize(
    ("left", "right", "distance"), [("walk", "walks", 1), ("form", "from", 1), ("tea", "coffee", 5), ("", "ab", 2)]
)
def test_edit_distance(left: str, right: str, distance: int) -> None:
    assert edit_distance(left, right) == distance
