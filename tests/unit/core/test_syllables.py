"""Words cut at their syllables."""

from __future__ import annotations

import pytest

from langtutor.core.syllables import syllables, with_weight


@pytest.mark.parametrize(
    ("word", "count", "cut"),
    [
        ("hotel", 2, "ho-tel"),
        ("Photography", 4, "Pho-to-gra-phy"),
        ("development", 4, "de-ve-lop-ment"),
        ("comfortable", 4, "com-for-ta-ble"),
        ("machine", 2, "ma-chine"),
        ("request", 2, "re-quest"),
        ("yellow", 2, "yel-low"),
        ("university", 5, "u-ni-ver-si-ty"),
        ("a", 1, "a"),
    ],
)
def test_each_syllable_begins_with_what_can_begin_one(word: str, count: int, cut: str) -> None:
    assert "-".join(syllables(word, count)) == cut


@pytest.mark.parametrize(("word", "count"), [("idea", 3), ("create", 2), ("comfortable", 3), ("", 1), ("o'clock", 2)])
def test_spelling_that_does_not_show_them(word: str, count: int) -> None:
    assert syllables(word, count) == ()


def test_the_heavy_one_is_in_capitals() -> None:
    assert with_weight("hotel", 2, 1) == "ho-TEL"
    assert with_weight("idea", 3, 1) == ""
