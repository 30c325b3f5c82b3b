"""Looking up words and sentences, with engines that answer from a table and a real ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from langtutor.core.errors import EngineFailed, ModelMissing, NothingToKeep, UnsupportedPair
from langtutor.core.events import CardKept, LookedUp
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import DictionaryEntry, Entries, LookUpWord, Sense, Translate, Translation
from langtutor.services.answers import Who
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, LookingUp
from langtutor.services.tasks import Tasks
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost

EN, PT, DE = LanguageCode("en"), LanguageCode("pt"), LanguageCode("de")
EN_PT, PT_EN = Pair(EN, PT), Pair(PT, EN)
LEARNS_ENGLISH, LEARNS_PORTUGUESE = Who("me", EN, "s1"), Who("me", PT, "s1")
Make = Callable[..., LookingUp]


def entry(word: str, *senses: str) -> DictionaryEntry:
    return DictionaryEntry(word, "", tuple(Sense("noun", sense) for sense in senses), "A dictionary")


def translated(request: Translate) -> Translation:
    return Translation(f"<{request.text} in {request.pair.target}>", request.pair, "fake translator")


def listed(request: LookUpWord) -> Entries:
    if request.language == request.target:
        return Entries(request.word, None, (entry(request.word, "what it means"),))
    return Entries(request.word, None, (entry(request.word, "umbrella; brolly", "parasol"),))


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(Translate=translated, LookUpWord=listed)


@pytest.fixture
def make(host: FakeHost, ledger: Ledger, languages: Mapping[LanguageCode, Language], tasks: Tasks) -> Make:
    def made(who: Who | None = LEARNS_ENGLISH, pairs: tuple[Pair, ...] = (EN_PT, PT_EN)) -> LookingUp:
        return LookingUp(host, ledger, languages, pairs, lambda: who, tasks)

    return made


def test_a_sentence_goes_there_and_back(make: Make) -> None:
    found = make().look_up("  Where is the station?\n").result(30)
    assert isinstance(found, LookedUpSentence)
    assert found.text == "Where is the station?"
    assert found.pair == EN_PT
    assert found.translation == "<Where is the station? in pt>"
    assert found.back_translation == "<<Where is the station? in pt> in en>"
    assert found.engine == "fake translator"


@pytest.mark.parametrize(
    "error", [ModelMissing(model="m", command="c"), UnsupportedPair(source="pt", target="en"), EngineFailed(engine="e")]
)
def test_without_a_way_back_there_is_still_a_translation(make: Make, host: FakeHost, error: Exception) -> None:
    def one_way(request: Translate) -> Translation:
        if request.pair == PT_EN:
            raise error
        return translated(request)

    host.answers["Translate"] = one_way
    found = make().look_up("Good morning to you", EN_PT).result(30)
    assert isinstance(found, LookedUpSentence)
    assert (found.translation, found.back_translation) == ("<Good morning to you in pt>", "")


def test_a_word_gives_translations_definitions_and_the_translators_word(make: Make) -> None:
    found = make().look_up("guarda-chuva").result(30)
    assert isinstance(found, LookedUpWord)
    assert found.pair == PT_EN
    assert found.entries.entries[0].senses[0].text == "umbrella; brolly"
    assert found.definitions is not None
    assert found.definitions.entries[0].senses[0].text == "what it means"
    assert found.translation == "<guarda-chuva in en>"


def test_a_word_needs_only_one_of_dictionary_and_translator(make: Make, host: FakeHost) -> None:
    del host.answers["LookUpWord"]
    without_dictionary = make().look_up("umbrella").result(30)
    assert isinstance(without_dictionary, LookedUpWord)
    assert without_dictionary.entries.entries == ()
    assert without_dictionary.definitions is None
    assert without_dictionary.translation == "<umbrella in pt>"
    host.answers = {"LookUpWord": listed, "Translate": EngineFailed(engine="e", detail="d")}
    without_translator = make().look_up("umbrella").result(30)
    assert isinstance(without_translator, LookedUpWord)
    assert without_translator.translation is None
    assert without_translator.entries.entries


def test_a_word_without_either_says_which_model_is_missing(make: Make, host: FakeHost) -> None:
    host.answers = {"LookUpWord": UnsupportedPair(source="en", target="pt")}
    with pytest.raises(ModelMissing, match="Translate"):
        make().look_up("umbrella").result(30)


def test_an_unknown_word_has_no_entries_and_no_definitions(make: Make, host: FakeHost) -> None:
    host.answers["LookUpWord"] = lambda request: Entries(request.word, None, ())
    found = make().look_up("xyzzy", EN_PT).result(30)
    assert isinstance(found, LookedUpWord)
    assert (found.entries.entries, found.definitions) == ((), None)


def test_nothing_asks_nobody_and_is_not_remembered(make: Make, host: FakeHost, ledger: Ledger) -> None:
    found = make().look_up(" \n ").result(30)
    assert isinstance(found, LookedUpWord)
    assert found.entries.entries == ()
    assert host.asked == []
    assert ledger.events() == ()


# --- direction -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("casa", PT),
        ("umbrella", EN),
        ("I have a dog", EN),
        ("Eu tenho um cachorro", PT),
        ("come", EN),
        ("para", PT),
        ("todo", PT),
    ],
)
@pytest.mark.parametrize("who", [LEARNS_ENGLISH, LEARNS_PORTUGUESE, None])
def test_the_direction_is_guessed(make: Make, text: str, source: LanguageCode, who: Who | None) -> None:
    assert make(who).direction(text).source == source


@pytest.mark.parametrize("word", ["a", "no", "me", "as", "legal", "data", "pasta", "real", "123", "?"])
def test_what_could_be_either_is_taken_for_the_learned_language(make: Make, word: str) -> None:
    assert make(LEARNS_ENGLISH).direction(word).source == EN
    assert make(LEARNS_PORTUGUESE).direction(word).source == PT


def test_a_given_direction_is_kept(make: Make) -> None:
    found = make().look_up("casa", EN_PT).result(30)
    assert found.pair == EN_PT


def test_without_any_pair_there_is_no_direction(make: Make) -> None:
    with pytest.raises(UnsupportedPair):
        make(pairs=()).look_up("casa").result(30)


def test_pairs_of_unknown_languages_still_have_a_direction(make: Make) -> None:
    assert make(pairs=(Pair(DE, EN),)).direction("Haus") == Pair(DE, EN)


# --- history and cards -----------------------------------------------------------------------------------------------


def test_history_is_newest_first_and_each_once(make: Make, ledger: Ledger) -> None:
    looking_up = make()
    for text in ("umbrella", "Good night to you", "umbrella", "dog"):
        looking_up.look_up(text).result(30)
    assert looking_up.history().result(30) == ("dog", "umbrella", "Good night to you")
    assert [e.result for e in ledger.events() if isinstance(e, LookedUp)][1] == "<Good night to you in pt>"


def test_before_the_first_start_nothing_is_remembered(make: Make, ledger: Ledger) -> None:
    looking_up = make(None)
    looking_up.look_up("umbrella").result(30)
    assert looking_up.history().result(30) == ()
    assert ledger.events() == ()


def cards(ledger: Ledger) -> list[tuple[str, str]]:
    return [(event.front, event.back) for event in ledger.events() if isinstance(event, CardKept)]


@pytest.mark.parametrize(
    ("who", "text", "pair", "card"),
    [
        (LEARNS_ENGLISH, "umbrella", EN_PT, ("umbrella", "umbrella; brolly")),
        (LEARNS_ENGLISH, "guarda-chuva", PT_EN, ("umbrella", "guarda-chuva")),
        (LEARNS_PORTUGUESE, "umbrella", EN_PT, ("umbrella", "umbrella")),
        (LEARNS_ENGLISH, "Good night to you", EN_PT, ("Good night to you", "<Good night to you in pt>")),
        (LEARNS_ENGLISH, "Boa noite a todos", PT_EN, ("<Boa noite a todos in en>", "Boa noite a todos")),
    ],
)
def test_a_card_has_the_learned_language_in_front(
    make: Make, ledger: Ledger, who: Who, text: str, pair: Pair, card: tuple[str, str]
) -> None:
    looking_up = make(who)
    looking_up.keep_card(looking_up.look_up(text, pair).result(30)).result(30)
    assert cards(ledger) == [card]


def test_a_card_is_kept_once(make: Make, ledger: Ledger) -> None:
    looking_up = make()
    found = looking_up.look_up("umbrella").result(30)
    for _ in range(2):
        looking_up.keep_card(found).result(30)
    assert len(cards(ledger)) == 1


@pytest.mark.parametrize(
    "nothing",
    [
        LookedUpWord("xyzzy", EN_PT, Entries("xyzzy", None, ()), None, None),
        LookedUpWord("", EN_PT, Entries("", None, ()), None, "x"),
        LookedUpSentence("Guten Tag", "Good day", Pair(DE, LanguageCode("fr")), "e", ""),
    ],
)
def test_without_meaning_or_learned_language_there_is_no_card(make: Make, ledger: Ledger, nothing: Any) -> None:
    with pytest.raises(NothingToKeep):
        make().keep_card(nothing).result(30)
    assert ledger.events() == ()


def test_whoever_learns_nothing_keeps_nothing(make: Make, ledger: Ledger) -> None:
    looking_up = make(None)
    with pytest.raises(NothingToKeep):
        looking_up.keep_card(looking_up.look_up("umbrella").result(30)).result(30)
