"""Small words that answer each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.answering_words import load_answering_words
from langtutor.content.languages import load_languages
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode, Pair
from langtutor.settings.paths import resources_dir

FOLDER = resources_dir() / "words"
EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))


def test_both_directions_are_one_file() -> None:
    there, back = load_answering_words(FOLDER, EN_PT), load_answering_words(FOLDER, EN_PT.reversed())
    assert "na" in there["in"] and "in" in back["na"]
    assert {(word, answer) for word, answers in there.items() for answer in answers} == {
        (answer, word) for word, answers in back.items() for answer in answers
    }


def test_all_are_written_as_they_are_compared() -> None:
    there = load_answering_words(FOLDER, EN_PT)
    words = {*there, *(answer for answers in there.values() for answer in answers)}
    assert {word for word in words if word != word.lower() or not word.replace("-", "").isalpha()} == set()


def test_nearly_all_small_words_of_the_languages_are_there() -> None:
    languages = load_languages(FOLDER.parent / "languages")
    for pair in (EN_PT, EN_PT.reversed()):
        small = languages[pair.source].function_words
        assert len(small - load_answering_words(FOLDER, pair).keys()) < len(small) / 20


def test_where_nobody_wrote_any_there_are_none(tmp_path: Path) -> None:
    assert load_answering_words(tmp_path, EN_PT) == {}


@pytest.mark.parametrize("text", ["[words]\nthe = ['o']", "the = 'o'", "[words", "words = 'o'"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.en-pt.toml").write_text(text, encoding="utf-8")
    for pair in (EN_PT, EN_PT.reversed()):
        with pytest.raises(BadContent, match=r"answers\.en-pt\.toml"):
            load_answering_words(tmp_path, pair)
