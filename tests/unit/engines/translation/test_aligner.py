"""Which words answer which: with a few facts of two languages, and with the real shortlists and dictionaries."""

from __future__ import annotations

import pytest

from langtutor.core.alternatives import WordLink
from langtutor.engines.translation.aligner import MOST_WORDS, Side, links, words_of

LIKELY = {("cat", "gato"), ("black", "preto"), ("sees", "vê"), ("small", "pequeno")}
ENGLISH = Side(
    shortlist=lambda word, other: 0.6 if (word.lower(), other.lower()) in LIKELY else 0.0,
    answers=lambda word: {"cat": ["gato"], "black": ["preto", "negro"]}.get(word, ()),
    answering={"the": frozenset({"o", "a"}), "not": frozenset({"não"}), "it": frozenset({"lo", "o"})},
    small=frozenset({"the", "not", "does", "it", "do"}),
    parts={"doesn't": ("does not",)},
)
PORTUGUESE = Side(
    shortlist=lambda word, other: 0.6 if (other.lower(), word.lower()) in LIKELY else 0.0,
    small=frozenset({"o", "a", "não", "lo"}),
)


def told(source: str, target: str, found: tuple[WordLink, ...]) -> set[tuple[str, str]]:
    return {(link.source.of(source), link.target.of(target)) for link in found}


def linked(source: str, target: str, there: Side = ENGLISH, back: Side = PORTUGUESE) -> set[tuple[str, str]]:
    return told(source, target, links(source, target, there, back))


def test_words_of_another_order_find_each_other() -> None:
    assert linked("The black cat sees.", "O gato preto vê.") == {
        ("The", "O"),
        ("black", "preto"),
        ("cat", "gato"),
        ("sees", "vê"),
    }


def test_both_directions_say_the_same() -> None:
    one, other = "The cat doesn't see 3,50 cats.", "O gato não vê 3,50 gatos."
    assert linked(one, other) == {(a, b) for b, a in linked(other, one, PORTUGUESE, ENGLISH)}


def test_short_forms_and_clitics_are_what_they_are_made_of() -> None:
    found = linked("The cat doesn't see it.", "O gato não quer vê-lo.")
    assert ("doesn't", "não") in found and ("it", "vê-lo") in found


def test_names_numbers_and_words_alike_need_no_dictionary() -> None:
    found = linked(
        "Mary Jones visited Lisbon in 1998 by helicopter.",
        "Mary Jones visitou Lisboa em 1998 de helicóptero.",
        Side(),
        Side(),
    )
    assert {("Mary", "Mary"), ("1998", "1998"), ("helicopter", "helicóptero"), ("Lisbon", "Lisboa")} <= found


def test_of_two_the_same_each_has_its_own() -> None:
    source, target = "The cat sees the small cat.", "O gato vê o gato pequeno."
    spans = {(link.source.start, link.target.start) for link in links(source, target, ENGLISH, PORTUGUESE)}
    assert {(4, 2), (23, 12)} <= spans and not {(4, 12), (23, 2)} & spans


def test_sentences_of_a_text_go_with_their_own_if_they_are_as_many() -> None:
    source, target = "The cat sees.\n\nThe small cat sees it! 😀", "O gato vê.\n\nO gato pequeno vê. 😀"
    spans = {(link.source.start, link.target.start) for link in links(source, target, ENGLISH, PORTUGUESE)}
    assert {(4, 2), (25, 14)} <= spans and not {(4, 14), (25, 2)} & spans
    assert ("cat", "gato") in linked(source, target.replace("vê. ", "vê "))
    assert ("cat", "gato") in linked(source, target.replace("vê.\n\nO", "vê, o"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", ""),
        ("cat", ""),
        ("?!", "gato"),
        ("\U0001f600", "\U0001f600"),
        ("cat " * (MOST_WORDS + 1), "gato"),
        ("Cat. " * 10_000, "Gato. " * 10_000),
    ],
)
def test_nothing_links_where_there_are_no_words_or_far_too_many(source: str, target: str) -> None:
    assert links(source, target, ENGLISH, PORTUGUESE) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t pay $1,000.50 at 7:45!", ["Don’t", "pay", "1,000.50", "at", "7:45"]),
        ("guarda-chuva, d'água; (sim)", ["guarda-chuva", "d'água", "sim"]),
        ("cafe\u0301 \U0001f600 ol\u00e1", ["cafe\u0301", "olá"]),
        ("-- 'quoted' _x_", ["quoted", "x"]),
    ],
)
def test_words_are_where_they_stand(text: str, words: list[str]) -> None:
    assert [word.span.of(text) for word in words_of(text, ENGLISH)] == words


def test_probabilities_are_probabilities_and_the_order_is_the_original_s() -> None:
    found = links("The small black cat sees.", "O pequeno gato preto vê.", ENGLISH, PORTUGUESE)
    assert all(0.0 <= link.probability <= 1.0 for link in found)
    assert [link.source for link in found] == sorted(link.source for link in found)


def test_a_word_without_an_answer_has_none() -> None:
    assert linked("The cat really sees.", "O gato vê.") == {("The", "O"), ("cat", "gato"), ("sees", "vê")}
