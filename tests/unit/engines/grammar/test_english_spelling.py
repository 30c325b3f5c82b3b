from __future__ import annotations

import pytest

from langtutor.engines.grammar.english.lexicon import Lexicon
from langtutor.engines.grammar.english.spelling import corrections, edited
from langtutor.engines.grammar.english.tables import load_tables
from langtutor.settings.paths import resources_dir


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    tables = load_tables(resources_dir() / "grammar" / "english.toml")
    return Lexicon(tables.words("known"), tables.words("misspelt"), tables.words("uncountable"))


@pytest.mark.parametrize("word", ["the", "colour", "color", "organise", "children's", "don't", "google", "unhappier"])
def test_words_of_either_country_are_known(lexicon: Lexicon, word: str) -> None:
    assert lexicon.knows(word)


@pytest.mark.parametrize("word", ["recieve", "occured", "alot", "becouse", "tecnology", "goverment"])
def test_misspellings_are_not(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.knows(word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dificult", "difficult"),
        ("tecnology", "technology"),
        ("fisical", "physical"),
        ("nessesary", "necessary"),
        ("beautyful", "beautiful"),
        ("scool", "school"),
        ("studing", "studying"),
        ("befor", "before"),
        ("yaers", "years"),
        ("informtion", "information"),
        ("ofthe", "of the"),
    ],
)
def test_what_was_meant_is_among_the_first(lexicon: Lexicon, written: str, meant: str) -> None:
    found = corrections(lexicon, written)
    assert meant in [word for word, _ in found[:3]]
    assert sum(share for _, share in found) < 1
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)


def test_nothing_near_is_no_correction(lexicon: Lexicon) -> None:
    assert corrections(lexicon, "xqzvwkj") == []


def test_one_step_away_are_letters_left_out_put_in_changed_and_swapped() -> None:
    assert {"ct", "cta", "cart", "bat"} <= edited("cat")


def test_forms(lexicon: Lexicon) -> None:
    assert lexicon.verb("goes", "VBG") == "going"
    assert lexicon.verb("works", "VBN") == "worked"
    assert lexicon.verb("table", "VBZ") == "tables"
    assert lexicon.verb("beautiful", "VB") is None
    assert lexicon.plural("child") == "children"
    assert lexicon.singular("children") == "child"
    assert lexicon.singular("bus") is None
    assert lexicon.countable("umbrella") > 0.5 > lexicon.countable("information")
