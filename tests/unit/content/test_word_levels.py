from __future__ import annotations

import pytest

from langtutor.content.word_levels import WordLevels
from langtutor.core.language import LanguageCode

EN, PT = LanguageCode("en"), LanguageCode("pt")


@pytest.fixture(scope="session")
def levels() -> WordLevels:
    return WordLevels()


@pytest.mark.parametrize(("word", "level"), [("house", "A1"), ("House", "A1"), ("pretend", "A2"), ("wich", "")])
def test_the_level_is_that_of_the_easiest_part_of_speech(levels: WordLevels, word: str, level: str) -> None:
    assert levels.level(word, EN) == level


def test_other_languages_have_no_levels(levels: WordLevels) -> None:
    assert levels.level("casa", PT) == ""
    assert levels.parts("casa", PT) == {}


def test_parts_of_speech_have_grades(levels: WordLevels) -> None:
    graded = levels.parts("go", EN)
    assert graded["verb"] < graded["noun"]
