"""Describing words with what is installed: the real dictionaries, translators, voice and false friends."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import Cancelled, ModelMissing
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord
from langtutor.core.requests import Capability
from langtutor.core.word_entry import OUR_PHRASES, WordEntry
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.host.sets.describing import ChosenDescriber
from langtutor.host.sets.translation import ChosenTranslator
from langtutor.host.sets.voice import ChosenVoice
from langtutor.models.catalogue import load_catalogue
from langtutor.models.store import ModelStore
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir
from tests.support.models import FOLDER, model_folder

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
PT_EN = EN_PT.reversed()


class _Job:
    """As the worker hands it over: somebody may have cancelled."""

    def __init__(self, cancelled: bool = False) -> None:
        self._cancelled = cancelled

    def check(self) -> None:
        if self._cancelled:
            raise Cancelled

    def emit(self, part: object) -> None: ...


def describer(folder: Path) -> ChosenDescriber:
    resources = resources_dir()
    guard = NetworkGuard(folder.parent / "network.log", never=True)
    store = ModelStore(folder, load_catalogue(resources / "catalogue.toml"), guard)
    languages = load_languages(resources / "languages")

    def dictionaries() -> list[tuple[Pair, str]]:
        known = (model for model in store.models() if model.capability == Capability.DICTIONARY)
        return [(pair, model.id) for model in known for pair in model.pairs]

    return ChosenDescriber(
        store,
        Shelf(store.installed, dictionaries),
        ChosenTranslator(store, languages),
        ChosenVoice(store, languages),
        resources,
    )


@pytest.fixture(scope="module")
def installed() -> ChosenDescriber:
    for name in ("firefox-en-pt", "firefox-pt-en", "freedict-en-pt", "freedict-pt-en", "wordnet", "languagetool-6.7"):
        model_folder(name)
    return describer(FOLDER)


def ask(describer: ChosenDescriber, word: str, pair: Pair = EN_PT) -> WordEntry:
    return describer.describe(DescribeWord(word, pair), _Job())


def test_an_english_word_whole(installed: ChosenDescriber) -> None:
    entry = ask(installed, "went")
    assert (entry.headword, entry.found_by, entry.level) == ("go", "lemma", "A1")
    assert entry.meanings[0].translations[0] == "ir"
    assert any(meaning.definition for meaning in entry.meanings)
    assert "went" in {form.text for form in entry.inflections[0].forms}
    assert "ɡ" in entry.pronunciation
    assert "go on" in entry.phrases


def test_a_portuguese_word_whole(installed: ChosenDescriber) -> None:
    entry = ask(installed, "fizeram", PT_EN)
    assert (entry.headword, entry.found_by) == ("fazer", "lemma")
    assert entry.inflections[0].irregular
    assert entry.zipf is not None
    assert {"do", "make"} & {word for meaning in entry.meanings for word in meaning.translations}


@pytest.mark.parametrize(
    ("word", "pair", "headword"),
    [
        ("gave up", EN_PT, "give up"),
        ("saw", EN_PT, "see"),
        ("recieve", EN_PT, "receive"),
        ("coracao", PT_EN, "coração"),
        ("cachoro", PT_EN, "cachorro"),
        ("fui", PT_EN, "ser"),
    ],
)
def test_headwords_of_what_people_type(installed: ChosenDescriber, word: str, pair: Pair, headword: str) -> None:
    assert ask(installed, word, pair).headword == headword


def test_false_friends_are_warned_of_in_both_directions(installed: ChosenDescriber) -> None:
    friend = ask(installed, "pretended").false_friend
    assert friend is not None
    assert friend.looks_like == "pretender"
    friend = ask(installed, "puxar", PT_EN).false_friend
    assert friend is not None
    assert friend.looks_like == "push"


@pytest.mark.parametrize(
    ("asked_for", "headword", "first", "sense_of_another"),
    [
        ("gave up", "give up", "desistir", "largar"),
        ("looks up", "look up", "procurar", "melhorar"),
        ("put it off", "put off", "adiar", "desanimar"),
        ("running out of", "run out of", "ficar sem", "não ter mais"),
        ("gave me a hand", "give a hand", "dar uma mão", "ajudar"),
    ],
)
def test_phrasal_verbs_arent_translated_word_by_word(
    installed: ChosenDescriber, asked_for: str, headword: str, first: str, sense_of_another: str
) -> None:
    entry = ask(installed, asked_for)
    assert (entry.headword, entry.found_by, entry.translation) == (headword, "phrase", "")
    assert entry.meanings[0].translations[0] == first
    assert entry.meanings[0].dictionaries == (OUR_PHRASES,)
    ours = [meaning for meaning in entry.meanings if OUR_PHRASES in meaning.dictionaries]
    assert entry.meanings[: len(ours)] == tuple(ours)  # before all definitions
    told = [word for meaning in entry.meanings for word in meaning.translations]
    assert sense_of_another in told
    assert len(set(told)) == len(told)


def test_who_cancelled_gets_nothing(installed: ChosenDescriber) -> None:
    with pytest.raises(Cancelled):
        installed.describe(DescribeWord("house", EN_PT), _Job(cancelled=True))


def test_an_empty_computer_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        ask(describer(tmp_path / "models"), "house")
