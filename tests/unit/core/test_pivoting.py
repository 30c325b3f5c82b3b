from __future__ import annotations

from langtutor.core.language import LanguageCode, Pair
from langtutor.core.pivoting import pivot, reachable


def pairs(*names: str) -> list[Pair]:
    return [Pair(LanguageCode(name[:2]), LanguageCode(name[2:])) for name in names]


def test_the_way_leads_through_the_language_with_the_most_pairs() -> None:
    known = pairs("defr", "frpt", "deen", "enpt", "enes", "esen")
    assert pivot(*pairs("dept"), known) == "en"
    assert pivot(*pairs("dept"), known[:2]) == "fr"
    assert pivot(*pairs("ptde"), known) is None
    assert pivot(*pairs("deen"), pairs("deen", "ende")) is None


def test_what_can_be_reached_is_what_there_is_and_what_lies_one_step_further() -> None:
    known = pairs("enpt", "pten", "deen")
    assert reachable(known) == (*known, *pairs("dept"))
    assert reachable(()) == ()


def test_a_model_of_all_pairs_of_many_languages_is_quickly_looked_through() -> None:
    codes = [chr(97 + one) + chr(97 + other) for one in range(14) for other in range(14)]
    known = pairs(*(one + other for one in codes for other in codes if one != other))
    assert reachable(known) == tuple(known)
