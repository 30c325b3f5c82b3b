"""Word error rate: what counts as the same word, and how errors are counted."""

from __future__ import annotations

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode
from langtutor.evaluation.wer import Errors, counted, difference, normalised, together, word_errors
from langtutor.settings.paths import resources_dir

LANGUAGES = load_languages(resources_dir() / "languages")


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "IT’S A WELL-KNOWN, “OLD” STORY…", "it's a well known old story"),
        ("en", "‘Hello’, o'clock", "hello o'clock"),
        ("en", "20 men, 1,000 men", "twenty men one thousand men"),
        ("en", "the 3rd of 21", "the third of twenty one"),
        ("en", "in 1999 and 2015", "in nineteen ninety nine and twenty fifteen"),
        ("en", "3.5 or 0176", "three point five or zero one seven six"),
        ("en", "5% off, 20 % more", "five percent off twenty percent more"),
        ("en", "$1 and $5", "one dollar and five dollars"),
        ("en", "at 3:30, 10:00 and 10:05", "at three thirty ten and ten zero five"),
        ("en", "bread & butter", "bread and butter"),
        ("pt", "R$ 5 e 20%", "cinco reais e vinte por cento"),
        ("pt", "o 3º guarda-chuva, às 3,5", "o terceiro guarda chuva às três vírgula cinco"),
        ("pt", "voce\u0302 não", "você não"),
        ("en", " … ", ""),
    ],
)
def test_what_is_written_is_counted_as_it_is_said(language: str, written: str, spoken: str) -> None:
    assert " ".join(normalised(written, LANGUAGES[LanguageCode(language)])) == spoken


@pytest.mark.parametrize(
    ("asked", "heard", "errors"),
    [
        ("she goes home", "she goes home", 0),
        ("she goes home", "she go home", 1),
        ("she goes home", "she home", 1),
        ("she goes home", "she goes to home now", 2),
        ("she goes home", "", 3),
        ("", "home", 1),
        ("a b c d", "b c d a", 2),
    ],
)
def test_errors_are_words_to_insert_delete_or_replace(asked: str, heard: str, errors: int) -> None:
    assert word_errors(asked.split(), heard.split()) == errors


def test_a_corpus_weighs_its_words_alike() -> None:
    found = together([counted(["one"], []), counted(["a", "b", "c"], ["a", "b", "c"])])
    assert (found.errors, found.words, found.rate) == (1, 4, 0.25)
    assert Errors(0, 0).rate == 0.0


def test_a_difference_has_an_interval_that_encloses_it() -> None:
    ours = [Errors(count % 3, 8) for count in range(60)]
    worse = [Errors(one.errors + 2, 8) for one in ours]
    noisy = [Errors((one.errors + place) % 3, 8) for place, one in enumerate(ours)]

    assert difference(ours, ours).low == difference(ours, ours).high == 0
    assert difference(ours, worse).high < 0
    found = difference(ours, noisy)
    assert found.low < found.value < found.high
    assert found == difference(ours, noisy)
