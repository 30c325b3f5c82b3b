"""Phrases load, those we ship keep the rules, and what breaks one is named with its phrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.check import check_content
from langtutor.content.check_phrases import check_phrases
from langtutor.content.phrases import load_phrases
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")

PHRASE = """\
[[phrase]]
text = "call off"
[[phrase.senses]]
gloss = "cancel"
means = ["cancelar", "suspender"]
example = "They called the game off."
translation = "Cancelaram o jogo."
[[phrase.senses]]
gloss = "a dog"
means = ["chamar de volta"]
"""


def folder(tmp_path: Path, text: str = PHRASE, name: str = "en-pt.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def said_of(place: Path, languages: tuple[str, ...] = ("en", "pt")) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in check_phrases(place, resources_dir() / "words", languages)]


def test_a_phrase_is_told_in_its_direction(tmp_path: Path) -> None:
    found = load_phrases(folder(tmp_path))
    phrase = found.of("Call  Off", EN, PT)
    assert phrase is not None
    assert [sense.means for sense in phrase.senses] == [("cancelar", "suspender"), ("chamar de volta",)]
    assert (phrase.senses[0].gloss, phrase.senses[1].example) == ("cancel", "")
    assert found.of("call off", PT, EN) is None
    assert found.of("called off", EN, PT) is None
    assert found.beginning("call", EN, PT) == ("call off",)
    assert found.beginning("cal", EN, PT) == found.beginning("call", PT, EN) == ()


def test_no_folder_is_no_phrase(tmp_path: Path) -> None:
    assert load_phrases(tmp_path / "none").of("call off", EN, PT) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('text = "call off"\n', ""),
        ('"call off"', '" call off"'),
        ('["chamar de volta"]', "[]"),
        ('["chamar de volta"]', '"chamar de volta"'),
        ('gloss = "cancel"', "gloss = 1"),
        ("gloss", "hint"),
        ('translation = "Cancelaram o jogo."\n', ""),
        ("[[phrase]]", "[[phrases]]"),
        ("[[phrase]]", "[[phrase"),
    ],
)
def test_what_is_missing_or_unknown_names_the_file(tmp_path: Path, old: str, new: str) -> None:
    place = folder(tmp_path, PHRASE.replace(old, new))
    with pytest.raises(BadContent) as caught:
        load_phrases(place)
    assert caught.value.fields["file"] == "en-pt.toml"
    assert len(said_of(place)) == 1


def test_a_phrase_that_is_there_twice_isnt_loaded(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match="call off is there twice"):
        load_phrases(folder(tmp_path, PHRASE + PHRASE))
    assert ("call off", "is there twice") in said_of(tmp_path)


def test_a_phrase_in_order_breaks_no_rule(tmp_path: Path) -> None:
    assert said_of(folder(tmp_path)) == []
    assert said_of(tmp_path, ("en",)) == [("pt", "there is no such language")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"call off"', '"Call off"', "small letters"),
        ("They called the game off.", "They cancelled the game.", "isn't in its example"),
        ("They called the game off.", "Off they called.", "isn't in its example"),
        ('gloss = "a dog"\n', "", "not each has a gloss"),
        ('"suspender"', '"cancelar"', "a meaning twice"),
        ('"suspender"', '"suspender, parar"', "more than one meaning"),
        ('example = "They called the game off."\ntranslation = "Cancelaram o jogo."\n', "", "no example"),
    ],
)
def test_what_breaks_a_rule_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert [said in what for _, what in said_of(folder(tmp_path, PHRASE.replace(old, new)))] == [True]


def test_irregular_forms_and_owners_are_known_in_examples(tmp_path: Path) -> None:
    told = PHRASE.replace("call off", "make up one's mind").replace("called the game off", "made up their mind")
    assert said_of(folder(tmp_path, told)) == []


def test_the_shipped_ones_are_as_many_as_promised_and_keep_the_rules() -> None:
    phrases = resources_dir() / "phrases"
    assert said_of(phrases) == []
    assert sum(key[:2] == (EN, PT) for key in load_phrases(phrases).by_text) >= 340


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [("give up", "desistir"), ("look up", "procurar"), ("put off", "adiar"), ("run out of", "ficar sem")],
)
def test_the_shipped_ones_say_the_usual_meaning_first(phrase: str, meaning: str) -> None:
    found = load_phrases(resources_dir() / "phrases").of(phrase, EN, PT)
    assert found is not None and found.senses[0].means[0] == meaning


def test_the_check_of_all_content_reads_them(tmp_path: Path) -> None:
    for name in ("languages", "messages", "grammar", "prompts", "words"):
        (tmp_path / name).symlink_to(resources_dir() / name)
    (tmp_path / "phrases").mkdir()
    folder(tmp_path / "phrases", PHRASE.replace("called", "cancelled"))
    assert any(one.file == "phrases/en-pt.toml" for one in check_content(tmp_path))
