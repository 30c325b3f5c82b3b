from __future__ import annotations

import re

import pytest

from langtutor.content.reading import read_toml
from langtutor.core.text import Span
from langtutor.engines.grammar.english.lexicon import Lexicon
from langtutor.engines.grammar.english.patterns import Patterns
from langtutor.engines.grammar.english.reading import Reading
from langtutor.engines.grammar.english.tables import Row, Tables, load_tables
from langtutor.engines.grammar.proposing import Parsed, Word
from langtutor.settings.paths import resources_dir

LISTS = {"colours": frozenset({"red", "blue"})}
LEXICON = Lexicon(frozenset(), frozenset(), frozenset())


def reading(text: str, tags: str = "", lemmas: dict[str, str] | None = None) -> Reading:
    """tags: one for each word, as far as they matter."""
    spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    named = [*tags.split(), *["NN"] * len(spans)]
    words = tuple(
        Word(
            Span(*span),
            text[slice(*span)],
            (lemmas or {}).get(text[slice(*span)], text[slice(*span)].lower()),
            named[i] if text[slice(*span)].isalnum() else ".",
            "X",
            "dep",
            0,
        )
        for i, span in enumerate(spans)
    )
    return Reading(Parsed(text, words), LEXICON, Tables(LISTS, {}, (), ()))


def rewritten(when: str, write: str, one: Reading) -> list[str]:
    patterns = Patterns(Tables(LISTS, {}, (Row("test", when, write, "R:OTHER", 0.9),), ()))
    return [edit.apply(one.text) for edit in patterns.edits(one)]


@pytest.mark.parametrize(
    ("when", "write", "text", "tags", "expected"),
    [
        ("depends [of]", "on", "It depends of you.", "", ["It depends on you."]),
        ("listen [] @DT", "to", "We listen the radio.", "PRP VBP DT", ["We listen to the radio."]),
        ("discuss [about]", "", "We discuss about it.", "", ["We discuss it."]),
        ("^ [in] fact", "as a", "In fact no.", "", ["As a fact no."]),
        ("^ [in] fact", "on", "It is in fact no.", "", []),
        ("a $colours? [cars]", "car", "I saw a red cars.", "", ["I saw a red car."]),
        ("a $colours? [cars]", "car", "I saw a cars.", "", ["I saw a car."]),
        ("!not [go]", "goes", "go home", "", ["goes home"]),
        ("!not [go]", "goes", "not go home", "", []),
        ("enjoy [to =VB]", ":VBG", "I enjoy to read.", "", ["I enjoy reading."]),
        ("[do i can]", ":3 :2", "Do I can go?", "", ["Can I go?"]),
        ("see [=NNS] .", ":NN", "They see dogs.", "", ["They see dog."]),
        ("see # [dog]", ":NNS", "They see two dog.", "PRP VBP CD NN", ["They see two dogs."]),
        ("well [] .", "done", "All well.", "", ["All well done."]),
    ],
)
def test_what_stands_in_brackets_is_rewritten(when: str, write: str, text: str, tags: str, expected: list[str]) -> None:
    assert rewritten(when, write, reading(text, tags)) == expected


def test_a_lemma_stands_for_its_forms() -> None:
    one = reading("It depended of you.", lemmas={"depended": "depend"})
    assert rewritten("~depend [of]", "on", one) == ["It depended on you."]


def test_a_capital_that_begins_the_sentence_stays_in_front() -> None:
    assert rewritten("^ [] is important", "it", reading("Is important.")) == ["It is important."]
    assert rewritten("^ [the] life", "", reading("The life is good.")) == ["Life is good."]


@pytest.mark.parametrize("when", ["depends of", "[@NN]", "$nothing [x]"])
def test_what_cannot_be_read_is_refused(when: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Patterns(Tables(LISTS, {}, (Row("test", when, "x", "R:OTHER", 0.9),), ()))


def test_the_tables_can_all_be_read() -> None:
    tables = load_tables(resources_dir() / "grammar" / "english.toml")
    Patterns(tables)
    assert len(tables.rows) > 400
    assert all(0 < row.confidence < 1 and re.fullmatch(r"[MRU]:[A-Z:]+", row.type) for row in tables.rows)
    assert all(0 < one.prior < 0.5 and len(one.words) > 1 for one in tables.confusions)
    raw = read_toml(resources_dir() / "grammar" / "english.toml")
    assert set(raw) == {"lists", "maps", "patterns", "confusions"}
