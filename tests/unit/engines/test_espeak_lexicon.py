from __future__ import annotations

import pytest

from langtutor.content.sound_signs import load_sound_signs, plain_guide
from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.espeak_lexicon import EspeakLexicon
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.settings.paths import resources_dir

PT = LanguageCode("pt")
FOLDER = resources_dir() / "sounds"


@pytest.fixture(scope="module")
def lexicon() -> EspeakLexicon:
    signs = load_sound_signs(FOLDER, PT)
    assert signs is not None
    return EspeakLexicon(signs, EspeakVoice({PT: "pt-br"}))


def test_words_have_the_sounds_that_are_listed(lexicon: EspeakLexicon) -> None:
    words = {word.text: word.pronunciations[0] for word in lexicon.words("Não é meu carro: põe na mesa, tia! Três.")}
    assert words["tia"][0] == "tʃ" and words["carro"][2] == "x"
    assert words["meu"] == ("m", "e", "w"), "a sign of two sounds"
    assert words["é"] == ("ɛ",), "not as a letter is spelled"
    assert list(words) == ["Não", "é", "meu", "carro", "põe", "na", "mesa", "tia", "Três"]


def test_spans_are_of_the_text_and_numbers_are_spoken(lexicon: EspeakLexicon) -> None:
    text = "Tenho 12 gatos."
    words = lexicon.words(text)
    assert [word.span.of(text) for word in words] == ["Tenho", "12", "gatos"]
    assert words[1].pronunciations[0][:2] == ("d", "o")


def test_a_language_without_a_guide_has_names_and_examples() -> None:
    guide = plain_guide(FOLDER, PT)
    assert guide is not None and load_sound_guide(FOLDER, PT) is None
    assert all(one.example.count("*") == 2 and not one.how for one in guide.phones.values())
    assert sum(one.vowel for one in guide.phones.values()) == 18
    assert set(guide.titles) == {"pt.sound.vowel", "pt.sound.consonant"}


def test_signs_are_listed_for_every_sound_of_a_guide() -> None:
    english = LanguageCode("en")
    signs, guide = load_sound_signs(FOLDER, english), load_sound_guide(FOLDER, english)
    assert signs is not None and guide is not None
    assert set(signs.signs) == set(guide.phones)
