from __future__ import annotations

from langtutor.core.look_up_requests import DictionaryEntry, Sense
from langtutor.engines.dictionary.merging import merged


def entry(dictionary: str, *senses: Sense) -> DictionaryEntry:
    return DictionaryEntry("bank", "", senses, dictionary)


def test_what_two_dictionaries_have_is_told_once_with_both_names() -> None:
    one = entry("One", Sense("", "banco (de dinheiro, de dados), caixa"), Sense("noun", "margem"))
    other = entry("Other", Sense("noun", "Margem; ribanceira"), Sense("verb", "margem"))
    first, second, third = merged((one, other), ())
    assert first.translations == ("banco (de dinheiro, de dados)", "caixa")
    assert (second.translations, second.dictionaries) == (("Margem", "ribanceira"), ("One", "Other"))
    assert (third.part_of_speech, third.translations) == ("verb", ("margem",))


def test_a_word_that_is_one_thing_only_is_that_everywhere() -> None:
    (meaning,) = merged((entry("One", Sense("", "banco")),), (), ("noun",))
    assert meaning.part_of_speech == "noun"
    (meaning,) = merged((entry("One", Sense("", "banco")),), (), ("noun", "verb"))
    assert meaning.part_of_speech == ""


def test_definitions_come_by_the_commonest_part_of_speech() -> None:
    defined = entry("D", Sense("noun", "a thing"), Sense("verb", "to do"), Sense("adverb", "so"))
    assert [m.part_of_speech for m in merged((), (defined,), ("verb", "noun"))] == ["verb", "noun", "adverb"]


def test_a_translation_is_put_beside_the_definition_whose_synonym_it_leads_back_to() -> None:
    translated = entry("T", Sense("", "margem, banco"))
    defined = entry("D", Sense("noun", "land by water", (), ("bank", "shore")), Sense("noun", "a house of money"))
    back = {"margem": ("shore", "margin"), "banco": ("bank", "bench")}
    _, shore, money = merged((translated,), (defined,), ("noun",), lambda word: back.get(word, ()))
    assert shore.translations == ("margem",)
    assert money.translations == ()


def test_an_alphabetical_list_comes_by_use_and_an_authored_one_stays() -> None:
    zipf = {"casa": 6.0, "abrigo": 4.0, "lar": 5.0, "zona": 5.5}.get
    alphabetical = entry("T", Sense("", "abrigo, lar"), Sense("", "casa, zona"))
    found = merged((alphabetical,), (), zipf=lambda word: zipf(word, 0.0))
    assert [meaning.translations for meaning in found] == [("casa", "zona"), ("lar", "abrigo")]
    authored = entry("T", Sense("", "lar, abrigo"), Sense("", "casa, zona"))
    found = merged((authored,), (), zipf=lambda word: zipf(word, 0.0))
    assert [meaning.translations for meaning in found] == [("lar", "abrigo"), ("casa", "zona")]


def test_what_leads_back_to_the_word_comes_first_in_any_list() -> None:
    translated = entry("T", Sense("", "zona, abrigo"), Sense("", "olhar, mirar, ver"))
    back = {"ver": ("bank",)}
    found = merged((translated,), (), back=lambda word: back.get(word, ()), zipf=lambda word: 1.0)
    assert [meaning.translations for meaning in found] == [("ver", "olhar", "mirar"), ("zona", "abrigo")]
