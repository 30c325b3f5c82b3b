"""Stop texts in what comes piece by piece."""

from __future__ import annotations

import pytest

from langtutor.engines.language_model.stopping import Stopping


def written(stops: tuple[str, ...], *texts: str) -> tuple[list[str], str, bool]:
    """texts: the whole so far, each time. The pieces told, the text, whether it was stopped."""
    pieces: list[str] = []
    text = Stopping(stops, pieces.append)
    for so_far in texts:
        if text.has_come_to(so_far):
            break
    text.finish()
    return pieces, text.text, text.stopped


def test_all_is_told_as_it_comes() -> None:
    assert written((), "a", "ab", "abc") == (["a", "b", "c"], "abc", False)


def test_it_is_cut_before_the_stop() -> None:
    assert written(("\n",), "one", "one\ntwo") == (["one"], "one", True)


def test_what_may_be_a_stop_is_held_back() -> None:
    assert written(("END",), "one E", "one EN", "one END") == (["one "], "one ", True)
    assert written(("END",), "one E", "one EN", "one ENough") == (["one ", "ENough"], "one ENough", False)
    assert written(("END",), "one EN") == (["one ", "EN"], "one EN", False)


def test_the_first_of_several_stops_counts() -> None:
    assert written(("x", "yy"), "a yy x") == (["a "], "a ", True)


def test_half_a_character_waits_for_the_rest() -> None:
    assert written((), "pol\ufffd", "polí", "política") == (["pol", "í", "tica"], "política", False)


@pytest.mark.parametrize("stops", [("",), ("", "")])
def test_an_empty_stop_is_none(stops: tuple[str, ...]) -> None:
    assert written(stops, "a", "ab") == (["a", "b"], "ab", False)
