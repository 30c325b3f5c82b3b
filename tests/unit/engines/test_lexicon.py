"""How words are pronounced."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.engines.speech.lexicon import EnglishLexicon, from_misaki

RULES = {"the": "ðə", "record": "ɹˈɛkəɹd", "zyx": "zˈɪks", "20": "twˈɛnti", "don't": "dˈOnt", "better": "bˈɛTəɹ"}


@pytest.fixture
def lexicon(tmp_path: Path) -> EnglishLexicon:
    dictionary = tmp_path / "dictionary"
    dictionary.write_text(
        "don't D OW N T\nrecord R EH K ER D\nrecord(2) R IH K AO R D\nthe DH AH\nthe(2) DH IY\n", encoding="utf-8"
    )
    return EnglishLexicon(dictionary, lambda text: RULES.get(text, ""))


def test_all_pronunciations_of_a_word(lexicon: EnglishLexicon) -> None:
    the, record = lexicon.words("The record.")
    assert (the.text, the.span.start, the.span.end) == ("The", 0, 3)
    assert [" ".join(sounds) for sounds in the.pronunciations] == ["DH AH", "DH IY"]
    assert record.stress == 0, "of the usual pronunciation"


def test_rules_for_what_no_dictionary_has(lexicon: EnglishLexicon) -> None:
    word, number = lexicon.words("zyx 20")
    assert word.pronunciations == (("Z", "IH", "K", "S"),)
    assert number.pronunciations == (("T", "W", "EH", "N", "T", "IY"),)


def test_apostrophes_of_both_kinds(lexicon: EnglishLexicon) -> None:
    assert [word.pronunciations[0][-1] for word in lexicon.words("don't don’t")] == ["T", "T"]


def test_what_nobody_can_pronounce_is_left_out(lexicon: EnglishLexicon) -> None:
    assert [word.text for word in lexicon.words("the qqq … the")] == ["the", "the"]


def test_which_vowels_have_some_of_the_stress(tmp_path: Path) -> None:
    dictionary = tmp_path / "dictionary"
    dictionary.write_text("afternoon AE F T ER N UW N\n", encoding="utf-8")
    (word,) = EnglishLexicon(dictionary, lambda _: "ˌæftəɹnˈun").words("afternoon")
    assert (word.stress, word.secondary) == (2, {0})


def test_hibaris_phonemes() -> None:
    assert from_misaki("bˈɜɹd") == (("B", "ER", "D"), None)
    assert from_misaki("hˌɛlˈO") == (("HH", "EH", "L", "OW"), 1)
    assert from_misaki("wˈɔTəɹ") == (("W", "AO", "T", "ER"), 0)
    assert from_misaki("piˈænO") == (("P", "IY", "AE", "N", "OW"), 1), "not the vowel right before the mark"
    assert from_misaki("") == ((), None)


def test_the_real_dictionary_and_the_real_rules() -> None:
    words = EnglishLexicon().words("Luciana thinks it’s beautiful.")
    assert [word.text for word in words] == ["Luciana", "thinks", "it’s", "beautiful"]
    assert words[1].pronunciations[0] == ("TH", "IH", "NG", "K", "S")
    assert words[3].stress == 0
    assert all(word.pronunciations for word in words)
