"""Inflections, phrases, near words and IPA: what entries are made of besides dictionaries."""

from __future__ import annotations

import pytest

from langtutor.content.irregular_verbs import load_irregular_verbs
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.word_entry import Inflection
from langtutor.engines.dictionary import phrases
from langtutor.engines.dictionary.inflections import EnglishInflections
from langtutor.engines.dictionary.ipa import best, readable
from langtutor.engines.dictionary.near_words import NearWords
from langtutor.engines.dictionary.portuguese_inflections import PortugueseInflections
from langtutor.engines.grammar.portuguese.lexicon import Lexicon
from langtutor.settings.paths import resources_dir
from tests.support.models import model_folder

EN, PT = LanguageCode("en"), LanguageCode("pt")
WORDS = resources_dir() / "words"


@pytest.fixture(scope="session")
def english() -> EnglishInflections:
    return EnglishInflections(load_irregular_verbs(WORDS, EN))


@pytest.fixture(scope="session")
def portuguese() -> PortugueseInflections:
    return PortugueseInflections(Lexicon(model_folder("languagetool-6.7")))


def forms(inflection: Inflection) -> dict[str, str]:
    return {form.name: form.text for form in inflection.forms}


# --- English ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "past", "participle"),
    [
        ("go", "went", "gone"),
        ("get", "got", "gotten, got"),
        ("lie", "lay, lied", "lain, lied"),
        ("learn", "learned, learnt", "learned, learnt"),
        ("understand", "understood", "understood"),
        ("read", "read", "read"),
    ],
)
def test_irregular_verbs_are_told_whole(english: EnglishInflections, verb: str, past: str, participle: str) -> None:
    (told,) = english.of(verb, ("verb",))
    assert (forms(told)["past"], forms(told)["past_participle"]) == (past, participle)
    assert told.irregular
    assert told.principal == ("base", "past", "past_participle")


def test_be_and_modal_verbs(english: EnglishInflections) -> None:
    (be,) = english.of("be", ("verb",))
    assert [forms(be)[f"present.{who}"] for who in ("1s", "3s", "others")] == ["am", "is", "are"]
    (can,) = english.of("can", ("verb",))
    assert forms(can) == {"base": "can", "past": "could"}
    assert english.of("must", ("verb",)) == ()


def test_regular_words(english: EnglishInflections) -> None:
    (verb,) = english.of("stop", ("verb", "noun"))  # the noun has no form that the verb hasn't
    assert list(forms(verb).values()) == ["stop", "stops", "stopped", "stopped", "stopping"]
    assert not verb.irregular
    assert [one.part_of_speech for one in english.of("house", ("noun", "verb"))] == ["noun", "verb"]
    (hot,) = english.of("hot", ("adjective",))
    assert forms(hot) == {"base": "hot", "comparative": "hotter", "superlative": "hottest"}


@pytest.mark.parametrize(("noun", "plural"), [("child", "children"), ("mouse", "mice"), ("sheep", "sheep")])
def test_irregular_plurals(english: EnglishInflections, noun: str, plural: str) -> None:
    (told,) = english.of(noun, ("noun",))
    assert forms(told)["plural"] == plural
    assert told.irregular


@pytest.mark.parametrize("word", ["information", "advice"])
def test_what_has_no_plural_gets_none(english: EnglishInflections, word: str) -> None:
    assert english.of(word, ("noun",)) == ()


def test_only_parts_of_speech_that_a_word_has_are_inflected(english: EnglishInflections) -> None:
    assert english.of("quickly", ("adverb",)) == ()
    assert english.of("give up", ("verb",)) == ()
    assert english.of("house", ()) == ()


def test_a_list_of_verbs_that_is_wrong_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("words")
    for wrong in ('[verbs]\ngo = "went"\n[prefixes]', '[verbs]\ngo = "went / gone"\n[prefixes]\nundo = "do"'):
        (folder / "irregular.en.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(BadContent):
            load_irregular_verbs(folder, EN)
    assert load_irregular_verbs(folder, PT) == {}


def test_every_prefixed_verb_ends_like_its_base() -> None:
    verbs = load_irregular_verbs(WORDS, EN)
    assert verbs["undergo"].past == ("underwent",)
    assert len(verbs) > 180


# --- Portuguese ------------------------------------------------------------------------------------------------------


def test_an_irregular_portuguese_verb_whole(portuguese: PortugueseInflections) -> None:
    (fazer,) = portuguese.of("fazer")
    said = forms(fazer)
    assert fazer.irregular
    expected = {
        "present.1s": "faço",
        "preterite.3s": "fez",
        "future.1p": "faremos",
        "subjunctive_present.3p": "façam",
        "subjunctive_future.1s": "fizer",
        "personal_infinitive.3p": "fazerem",
        "gerund": "fazendo",
        "past_participle": "feito",
    }
    assert {name: said[name] for name in expected} == expected


@pytest.mark.parametrize("verb", ["falar", "ficar", "chegar", "começar", "conhecer", "dirigir", "partir"])
def test_spelling_is_no_irregularity(portuguese: PortugueseInflections, verb: str) -> None:
    (told,) = (one for one in portuguese.of(verb) if one.part_of_speech == "verb")
    assert not told.irregular


def test_portuguese_nouns_and_adjectives(portuguese: PortugueseInflections) -> None:
    (pretty,) = portuguese.of("bonito")
    assert list(forms(pretty).values()) == ["bonito", "bonita", "bonitos", "bonitas"]
    (blue,) = portuguese.of("azul")
    assert forms(blue) == {"base": "azul", "plural": "azuis"}
    (pupil,) = portuguese.of("aluno")
    assert forms(pupil) == {"base": "aluno", "feminine": "aluna", "plural": "alunos"}
    assert portuguese.of("ônibus") == ()


def test_all_lemmas_of_a_form(portuguese: PortugueseInflections) -> None:
    assert set(portuguese.lemmas("fui")) == {"ser", "ir"}
    assert portuguese.lemmas("casa") != ("casa",)
    assert PortugueseInflections(Lexicon(None)).of("fazer") == ()


# --- phrases, near words, IPA ----------------------------------------------------------------------------------------


def test_phrases_are_tried_as_dictionaries_write_them() -> None:
    def lemmas(word: str) -> tuple[str, ...]:
        return {"gave": ("give",), "takes": ("take",), "lost": ("lose",)}.get(word, ())

    assert next(phrases.spellings("gave up", lemmas)) == "give up"
    assert "take off" in phrases.spellings("takes it off", lemmas)
    assert "lose one's temper" in phrases.spellings("lost my temper", lemmas)
    assert list(phrases.spellings("gave", lemmas)) == []
    assert list(phrases.spellings("a sentence of many words is not one", lemmas)) == []


def test_phrasal_verbs_come_first() -> None:
    ranked = phrases.ranked("give", ("give birth", "give up"), ("give away", "give up", "give"), is_verb=True)
    assert ranked == ("give up", "give away", "give birth")
    assert phrases.ranked("house", ("house of worship",), ("house cat",), is_verb=False) == ("house of worship",)


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [(EN, "recieve", "receive"), (EN, "thier", "their"), (EN, "neccesary", "necessary"), (PT, "cachoro", "cachorro")],
)
def test_near_words(language: LanguageCode, written: str, meant: str) -> None:
    assert NearWords().of(written, language)[0].word == meant


def test_no_frequencies_no_near_words() -> None:
    assert NearWords().of("saluton", LanguageCode("eo")) == ()


def test_stress_goes_before_its_syllable() -> None:
    assert readable("ɡˈoʊ") == "ˈɡoʊ"
    assert readable("ʌmbɹˈɛlə") == "ʌmˈbɹɛlə"
    assert readable("ɡˈɪv ˈʌp") == "ˈɡɪv ˈʌp"
    assert readable("kˌoɾasˈɐ̃ʊ̃") == "ˌkoɾaˈsɐ̃ʊ̃"


def test_the_voice_is_believed_before_dictionaries_of_who_knows_which_variety() -> None:
    assert best("kˈɐ̃mæ", ["kɐmɐ"]) == "ˈkɐ̃mæ"
    assert best("", ["/kama/", "[kˈama]"]) == "ˈkama"
    assert best("", []) == ""
