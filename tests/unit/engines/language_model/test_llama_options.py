"""Options by the tokens they begin with."""

from __future__ import annotations

import math

import pytest

from langtutor.engines.language_model.options import of_options


def logs(**probabilities: float) -> dict[str, float]:
    return {token.replace("_", " "): math.log(value) for token, value in probabilities.items()}


def test_the_rest_of_the_vocabulary_does_not_count() -> None:
    assert of_options(("A", "B"), logs(A=0.3, B=0.1, The=0.6)) == pytest.approx((0.75, 0.25))


def test_spaces_before_a_token_do_not_matter() -> None:
    assert of_options(("A", "B"), logs(A=0.2, _A=0.2, _B=0.1)) == pytest.approx((0.8, 0.2))


def test_an_option_of_several_tokens_counts_by_its_first() -> None:
    assert of_options(("present", "past"), logs(pres=0.3, past=0.1)) == pytest.approx((0.75, 0.25))


def test_what_begins_two_options_counts_for_neither() -> None:
    assert of_options(("present", "past"), logs(p=0.9, pre=0.1, past=0.1)) == pytest.approx((0.5, 0.5))


def test_a_token_that_is_an_option_is_that_option() -> None:
    assert of_options(("B", "Both"), logs(B=0.3, Bo=0.1)) == pytest.approx((0.75, 0.25))


def test_an_option_that_is_not_among_them_has_no_share() -> None:
    assert of_options(("A", "B", "C"), logs(A=0.5, B=0.5)) == pytest.approx((0.5, 0.5, 0))


@pytest.mark.parametrize("tokens", [{}, logs(X=1.0), {"": -1.0, " ": -1.0}])
def test_nothing_to_choose_by(tokens: dict[str, float]) -> None:
    assert of_options(("A", "B"), tokens) is None
