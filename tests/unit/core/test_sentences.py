from __future__ import annotations

import pytest

from langtutor.content.languages import load_languages
from langtutor.core import sentences as cutting
from langtutor.core.language import LanguageCode
from langtutor.core.sentences import LONGEST, bounded, in_text, sentences
from langtutor.core.text import Span
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


def test_a_very_long_line_takes_work_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """At each full stop only its own sentence is looked at, and for each part only what may belong to it."""
    looked_at = 0
    is_short_form = cutting._is_short_form

    def counted_form(seen: list[str], abbreviations: frozenset[str]) -> bool:
        nonlocal looked_at
        looked_at += len(seen)
        return is_short_form(seen, abbreviations)

    def counted_words(text: str) -> int:
        nonlocal looked_at
        looked_at += len(text)
        return words(text)

    monkeypatch.setattr(cutting, "_is_short_form", counted_form)
    assert sum(1 for _ in sentences("This is what she said. " * 20_000, frozenset())) == 20_000
    assert looked_at == 5 * 20_000
    looked_at = 0
    line = "word " * 10_000
    assert "".join(bounded(line, counted_words, 100)) == line
    assert looked_at < 100 * len(line), "a search by halves; each time the whole rest would be 1000 times the line"


def texts(text: str) -> list[str]:
    found = in_text(text, LANGUAGES[EN].abbreviations)
    for sentence in found:
        whole = sentence.whole(Span(0, len(sentence.text)))
        assert whole == sentence.within
        assert " ".join(whole.of(text).split()) == " ".join(sentence.text.split())
    return [sentence.text for sentence in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n 123 \n---\n", []),
        ("One. Two!\nThree", ["One.", "Two!", "Three"]),
        ("One.  \r\n\r\n  Two 😀 three. Four.\r\n", ["One.", "Two 😀 three.", "Four."]),
        ("- buy milk\n* Buy bread\n  1. Go home.\n2) Sleep.", ["buy milk", "Buy bread", "Go home.", "Sleep."]),
        ("# A title\n\n> What she said.", ["A title", "What she said."]),
        ("— Olá! — disse ele.", ["Olá! — disse ele."]),
        ("buy milk\nbuy bread", ["buy milk", "buy bread"]),
        ("I am here. I", ["I am here.", "I"]),
        ("E. Brontë wrote it.\na) First", ["E. Brontë wrote it.", "First"]),
    ],
)
def test_the_sentences_of_a_text(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_text_wrapped_by_hand(line_end: str) -> None:
    text = line_end.join(
        ["Yesterday I wanted to go to the market with", "my sister. But she were ill and so I stayed at", "home."]
    )
    one, two = in_text(text, frozenset())
    assert one.text == "Yesterday I wanted to go to the market with my sister."
    assert two.text == "But she were ill and so I stayed at home."
    assert (one.before, two.before) == ("", one.text)
    for sentence, words in ((one, "with my"), (one, "sister."), (two, "were"), (two, "home"), (two, "at home")):
        at = sentence.text.index(words)
        assert sentence.whole(Span(at, at + len(words))).of(text).split() == words.split()
    end = len(two.text)
    assert two.whole(Span(end, end)) == Span(len(text), len(text))


def test_places_are_code_points() -> None:
    text = "👩‍👩‍👧 Hi 😀! She go home 🏠."
    _, sentence = in_text(text, frozenset())
    at = sentence.text.index("go")
    assert sentence.whole(Span(at, at + 2)).of(text) == "go"


def test_what_stands_before_is_of_the_same_paragraph() -> None:
    found = in_text("One. Two. Three.\nFour. Five.", frozenset())
    assert [sentence.before for sentence in found] == ["", "One.", "Two.", "", "Four."]


def test_a_sentence_without_end_is_checked_in_parts() -> None:
    parts = texts("and then she said so, " * 100)
    assert len(parts) > 2
    assert max(map(len, parts)) <= LONGEST
