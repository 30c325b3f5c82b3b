"""One line about a word whose stress went elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from langtutor.content.messages import Messages
from langtutor.core.verdict import WordOutcome
from langtutor.services.pronouncing import WordSaid
from langtutor.services.sounds_said import SoundSaid
from langtutor.services.stress_said import stress_remark
from langtutor.settings.paths import resources_dir

VOWELS = "aeiouɛə"


def said(text: str, sounds: str, asked: int | None, heard: int | None) -> WordSaid:
    shown = tuple(
        SoundSaid(one, one, one, one, WordOutcome.RIGHT, vowel=one in VOWELS, example="", how="") for one in sounds
    )
    return WordSaid(text, 0.0, 1.0, shown, asked, heard)


HOTEL = said("hotel", "hotɛl", asked=3, heard=1)


@pytest.mark.parametrize(
    ("language", "line"), [("en", "on its second syllable: ho-TEL."), ("pt", "é a segunda: ho-TEL.")]
)
def test_where_the_weight_belongs(language: str, line: str) -> None:
    remark = stress_remark([None, said("the", "ðə", None, None), HOTEL])
    assert remark is not None
    assert line in Messages(resources_dir() / "messages", language).in_words(remark.key, remark.fields)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_word_whose_spelling_does_not_show_its_syllables(language: str) -> None:
    remark = stress_remark([said("idea", "adiə", asked=2, heard=0)])
    assert remark is not None and "split" not in remark.fields
    line = Messages(resources_dir() / "messages", language).in_words(remark.key, remark.fields)
    assert "“idea”" in line and "{" not in line


def test_nothing_where_stress_is_right_or_unclear() -> None:
    assert stress_remark([None, replace(HOTEL, stress_heard=3), replace(HOTEL, stress_heard=None)]) is None
    assert stress_remark([]) is None
