from __future__ import annotations

import pytest

from langtutor.engines.grammar.spelling import distance, nearest


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("same", "same", 0),
        ("", "abc", 3),
        ("recieve", "receive", 0.5),  # swapped
        ("dont", "don't", 0.25),
        ("comming", "coming", 0.5),  # doubled
        ("speling", "spelling", 0.5),
        ("hause", "house", 1),
        ("cat", "dog", 3),
        ("abcd", "badc", 1),
    ],
)
def test_distance(one: str, other: str, expected: float) -> None:
    assert distance(one, other) == expected
    assert distance(other, one) == expected


def test_the_nearest_is_guessed_whatever_its_place() -> None:
    guess = nearest("recieve", ["relieve", "recipe", "receive"])
    assert guess is not None
    assert guess.word == "receive"
    assert guess.confidence > 0.8


def test_rivals_make_it_a_question() -> None:
    guess = nearest("wark", ["walk", "war", "ward"])
    assert guess is not None
    assert guess.word == "walk"
    assert guess.confidence < 0.5


def test_no_suggestions_no_guess() -> None:
    assert nearest("xyzzy", []) is None
