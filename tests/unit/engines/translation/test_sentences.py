from __future__ import annotations

import time

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode
from langtutor.engines.translation.sentences import bounded, sentences
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
LANGUAGES = load_languages(resources_dir() / "languages")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (EN, "She left. |Why? |Nobody knows!"),
        (EN, "Mr. Brown met Dr. Lee on St. James Street. |They talked."),
        (EN, "J. R. R. Tolkien wrote it. |So do I. |He left."),
        (EN, "It costs 3.50 a piece, e.g. here, at 5 p.m. today. |Fine."),
        (EN, '"Why?" she asked. |"Because."'),
        (EN, "1. Wash it. |2. Dry it."),
        (EN, "He was born in 1999. |She was not."),
        (EN, "Wait... |What?! |(Really.) |No."),
        (EN, "no full stop at all"),
        (PT, "O Sr. Silva e a Dra. Ana moram na Av. Paulista. |Quem é? |Ninguém sabe quem ele é. |Foi."),
        (PT, "— Olá! — disse ele. |Depois saiu."),
    ],
)
def test_cuts_where_a_reader_would(language: LanguageCode, line: str) -> None:
    expected = [part for part in line.split("|") if part]
    text = "".join(expected)
    assert list(sentences(text, LANGUAGES[language].abbreviations)) == expected


def words(text: str) -> int:
    return len(text.split())


def test_long_sentences_are_cut_at_the_best_place_there_is() -> None:
    text = "one two three four five; six seven eight, nine ten eleven twelve"
    assert list(bounded(text, words, 6)) == ["one two three four five; ", "six seven eight, ", "nine ten eleven twelve"]
    assert list(bounded("short", words, 6)) == ["short"]
    assert list(bounded("", words, 6)) == []


def test_a_word_without_an_end_is_cut_too() -> None:
    parts = list(bounded("a" * 1000, len, 64))
    assert "".join(parts) == "a" * 1000
    assert max(map(len, parts)) == 64


def test_a_very_long_line_takes_time_in_proportion() -> None:
    line = "This is what she said. " * 20_000
    begin = time.perf_counter()
    assert sum(1 for _ in sentences(line, frozenset())) == 20_000
    parts = list(bounded("word " * 100_000, words, 100))
    assert "".join(parts) == "word " * 100_000
    assert time.perf_counter() - begin < 10
