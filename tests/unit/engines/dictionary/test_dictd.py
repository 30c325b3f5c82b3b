from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Entries
from langtutor.engines.dictionary.shelf import Shelf

EN, PT = LanguageCode("en"), LanguageCode("pt")
SOURCES = (
    (Pair(EN, PT), "freedict-en-pt"),
    (Pair(PT, EN), "freedict-pt-en"),
    (Pair(EN, EN), "wordnet"),
)


@pytest.fixture(scope="module")
def dictionary(model_folder: Callable[[str], Path]) -> Shelf:
    return Shelf(model_folder, lambda: SOURCES)


def headwords(entries: Entries) -> list[str]:
    return [entry.headword for entry in entries.entries]


def texts(entries: Entries) -> str:
    return "; ".join(sense.text for entry in entries.entries for sense in entry.senses)


def test_a_headword_is_found_with_its_pronunciation(dictionary: Shelf) -> None:
    found = dictionary.look_up("house", EN, PT)
    assert found.lemma is None
    assert "casa" in texts(found)
    assert found.entries[0].pronunciation == "haus"
    assert "FreeDict" in found.entries[0].dictionary


@pytest.mark.parametrize(
    ("form", "lemma", "language", "target"),
    [
        ("went", "go", EN, PT),
        ("Children", "child", EN, PT),
        ("running", "run", EN, PT),
        ("went", "go", EN, EN),
        ("ações", "ação", PT, EN),
        ("falando", "falar", PT, EN),
        ("meninas", "menino", PT, EN),
        ("disse", "dizer", PT, EN),
        ("alemães", "alemão", PT, EN),
    ],
)
def test_forms_find_their_lemma(
    dictionary: Shelf, form: str, lemma: str, language: LanguageCode, target: LanguageCode
) -> None:
    found = dictionary.look_up(form, language, target)
    assert (found.query, found.lemma) == (form, lemma)
    assert lemma in headwords(found)


def test_all_lemmas_of_an_ambiguous_form_are_shown(dictionary: Shelf) -> None:
    assert set(headwords(dictionary.look_up("lives", EN, PT))) == {"live", "life"}


def test_a_form_that_is_a_word_too_shows_itself_first(dictionary: Shelf) -> None:
    found = dictionary.look_up("saw", EN, PT)
    assert found.lemma is None
    assert headwords(found) == ["saw", "see"]


@pytest.mark.parametrize(
    ("asked", "headword", "language"),
    [("HOUSE", "house", EN), ("acao", "ação", PT), (" “Dog”, ", "dog", EN), ("brasil", "Brasil", PT)],
)
def test_case_accents_and_punctuation_around_are_forgiven(
    dictionary: Shelf, asked: str, headword: str, language: LanguageCode
) -> None:
    target = PT if language == EN else EN
    assert headwords(dictionary.look_up(asked, language, target))[0] == headword


def test_an_accent_that_was_given_counts(dictionary: Shelf) -> None:
    assert headwords(dictionary.look_up("avô", PT, EN)) == ["avô"]


@pytest.mark.parametrize(("asked", "language"), [("light-headed", EN), ("a lot of", EN), ("alegrar-se", PT)])
def test_headwords_of_several_parts(dictionary: Shelf, asked: str, language: LanguageCode) -> None:
    assert headwords(dictionary.look_up(asked, language, PT if language == EN else EN))[0] == asked


def test_a_definition_has_examples_and_synonyms(dictionary: Shelf) -> None:
    senses = dictionary.look_up("run", EN, EN).entries[0].senses
    assert senses[0].part_of_speech == "noun"
    assert senses[0].text.startswith("a score in baseball")
    assert "tally" in senses[0].synonyms
    assert any("Yankees" in example for example in senses[0].examples)
    assert {"noun", "verb"} == {sense.part_of_speech for sense in senses}
    assert not any("[syn" in sense.text or '"' in sense.text for sense in senses)


@pytest.mark.parametrize("asked", ["", "  …", "zzzqqq", "house\tB\tC", "00databaseinfo", "house\nhome"])
def test_what_is_no_word_has_no_entry(dictionary: Shelf, asked: str) -> None:
    assert dictionary.look_up(asked, EN, PT).entries == ()


def test_every_article_can_be_read(dictionary: Shelf, model_folder: Callable[[str], Path]) -> None:
    index = next(model_folder("freedict-pt-en").glob("*.index")).read_text(encoding="utf-8")
    words = [line.split("\t")[0] for line in index.splitlines() if not line.startswith("00")]
    found = sum(bool(dictionary.look_up(word, PT, EN).entries) for word in words[::100])
    # The index drops hyphens and apostrophes, so a few of its keys aren't what anybody asks for.
    assert found > 0.95 * len(words[::100])


def test_errors_say_what_is_missing() -> None:
    nothing: dict[str, Path] = {}
    dictionary = Shelf(nothing.get, lambda: SOURCES)
    assert dictionary.pairs() == frozenset()
    with pytest.raises(ModelMissing) as missing:
        dictionary.look_up("casa", PT, EN)
    assert missing.value.fields["model"] == "freedict-pt-en"
    with pytest.raises(UnsupportedPair):
        dictionary.look_up("casa", PT, PT)


def test_a_folder_without_a_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"no \.index"):
        Shelf(lambda _model: tmp_path, lambda: SOURCES).look_up("house", EN, PT)


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.index").write_text("house\tB\n", encoding="utf-8")
    (tmp_path / "x.dict").write_text("house\ncasa\n", encoding="utf-8")
    with pytest.raises(EngineFailed, match=r"x\.index"):
        Shelf(lambda _model: tmp_path, lambda: SOURCES).look_up("house", EN, PT)
