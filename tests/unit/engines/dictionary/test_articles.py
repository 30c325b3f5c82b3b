from __future__ import annotations

from langtutor.core.look_up_requests import Sense
from langtutor.engines.dictionary.articles import read_article


def test_freedict_head_and_numbered_senses() -> None:
    entry = read_article("abet /əbet/ <vt>\n1. agitar, amotinar\n2. ajudar,\nassistir\n", "FreeDict")
    assert entry is not None
    assert (entry.headword, entry.pronunciation, entry.dictionary) == ("abet", "əbet", "FreeDict")
    assert entry.senses == (Sense("verb", "agitar, amotinar"), Sense("verb", "ajudar, assistir"))


def test_as_many_tags_as_senses_name_them_in_turn() -> None:
    entry = read_article("abduct /ɐbdˈʌkt/ <s> <vt>\n1. sequestro\n2. sequestrar\n", "FreeDict")
    assert entry is not None
    assert [sense.part_of_speech for sense in entry.senses] == ["noun", "verb"]


def test_other_numbers_of_tags_stand_for_the_whole_article() -> None:
    entry = read_article("fun /fən/ <s> <adj>\n1. distração\n2. deleite\n3. divertido\n", "FreeDict")
    assert entry is not None
    assert {sense.part_of_speech for sense in entry.senses} == {"noun, adjective"}


def test_a_head_may_be_bare_and_an_article_empty() -> None:
    entry = read_article("a lot of\nmuito\n", "FreeDict")
    assert entry is not None
    assert (entry.headword, entry.pronunciation, entry.senses) == ("a lot of", "", (Sense("", "muito"),))
    assert read_article("nothing /x/ <s>\n", "FreeDict") is None


def test_wordnet_senses_with_examples_and_synonyms() -> None:
    article = """run
    n 1: a score in baseball made by a runner touching all four
         bases safely; "the Yankees scored 3 runs in the bottom of
         the 9th" [syn: {run}, {tally}]
    2: a small stream [syn: {rivulet}, {foot
       race}] [ant: {sea}]
    v 1: move fast; "Don't run--you'll be out of breath"
"""
    entry = read_article(article, "WordNet")
    assert entry is not None
    assert entry.senses == (
        Sense(
            "noun",
            "a score in baseball made by a runner touching all four bases safely",
            ("the Yankees scored 3 runs in the bottom of the 9th",),
            ("run", "tally"),
        ),
        Sense("noun", "a small stream", (), ("rivulet", "foot race")),
        Sense("verb", "move fast", ("Don't run--you'll be out of breath",), ()),
    )
