"""Looking up words and sentences, with engines that answer from a table and a real ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import pytest

from langtutor.core.alternatives import WordLink
from langtutor.core.errors import EngineFailed, ModelMissing, NothingToKeep, UnsupportedPair
from langtutor.core.events import CardKept, LookedUp
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord, Translate, TranslateText, Translation, WordLinks
from langtutor.core.text import Span
from langtutor.core.vocabulary import WordState
from langtutor.core.word_entry import Meaning, WordEntry
from langtutor.services.answers import Who
from langtutor.services.looking_up import LookedUpSentence, LookedUpWord, LookingUp
from langtutor.services.tasks import Tasks
from langtutor.services.vocabulary import NO_MEMORIES, Vocabulary
from langtutor.store.ledger import Ledger
from tests.support.fake_host import FakeHost

EN, PT, DE = LanguageCode("en"), LanguageCode("pt"), LanguageCode("de")
EN_PT, PT_EN = Pair(EN, PT), Pair(PT, EN)
LEARNS_ENGLISH, LEARNS_PORTUGUESE = Who("me", EN, "s1"), Who("me", PT, "s1")
Make = Callable[..., LookingUp]


def translated(request: Translate | TranslateText) -> Translation:
    return Translation(f"<{request.text} in {request.pair.target}>", request.pair, "fake translator")


def described(request: DescribeWord) -> WordEntry:
    """A dictionary that has single words, and one phrase."""
    if " " in request.word and request.word != "gave up":
        return WordEntry(request.word, request.pair, "")
    headword = {"umbrellas": "umbrella", "gave up": "give up"}.get(request.word, request.word)
    meanings = (Meaning("noun", ("umbrella", "brolly")), Meaning("noun", (), "keeps the rain off"))
    return WordEntry(request.word, request.pair, headword, meanings=meanings)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(Translate=translated, TranslateText=translated, DescribeWord=described)


@pytest.fixture
def make(host: FakeHost, ledger: Ledger, languages: Mapping[LanguageCode, Language], tasks: Tasks) -> Make:
    def made(who: Who | None = LEARNS_ENGLISH, pairs: tuple[Pair, ...] = (EN_PT, PT_EN)) -> LookingUp:
        vocabulary = Vocabulary(ledger, lambda: who, lambda: NO_MEMORIES, tasks)
        return LookingUp(host, ledger, languages, pairs, lambda: who, tasks, vocabulary)

    return made


def test_a_sentence_goes_there_and_on_request_back(make: Make) -> None:
    looking_up = make()
    found = looking_up.look_up("  Where is the station?\n").result(30)
    assert found == LookedUpSentence("Where is the station?", "<Where is the station? in pt>", EN_PT, "fake translator")
    assert looking_up.back(found).result(30) == "<<Where is the station? in pt> in en>"


@pytest.mark.parametrize(
    "error", [ModelMissing(model="m", command="c"), UnsupportedPair(source="pt", target="en"), EngineFailed(engine="e")]
)
def test_without_a_way_back_there_is_still_a_translation(make: Make, host: FakeHost, error: Exception) -> None:
    looking_up = make()
    found = looking_up.look_up("Good morning to you", EN_PT).result(30)
    assert found.translation == "<Good morning to you in pt>"
    host.answers |= {"Translate": error, "LinkWords": error}
    assert looking_up.back(found).result(30) == ""
    assert looking_up.links(found).result(30) == ()


def test_words_of_a_sentence_are_linked(make: Make, host: FakeHost) -> None:
    link = WordLink(Span(0, 4), Span(1, 5), 0.9)
    host.answers["LinkWords"] = WordLinks((link,), "lex")
    looking_up = make()
    found = looking_up.look_up("Good morning to you all", EN_PT).result(30)
    assert looking_up.links(found).result(30) == (link,)


def test_a_word_gives_its_entry_and_how_it_stands(make: Make, host: FakeHost) -> None:
    found = make().look_up("umbrellas").result(30)
    assert isinstance(found, LookedUpWord)
    assert (found.entry.headword, found.pair, found.translation) == ("umbrella", EN_PT, "umbrella")
    assert found.standing is not None
    assert found.standing.state is WordState.LEARNING  # it has just been looked up
    assert not any(isinstance(request, Translate) for request in host.asked)


def test_a_phrase_that_dictionaries_have_is_a_word_and_others_are_sentences(make: Make, host: FakeHost) -> None:
    assert isinstance(make().look_up("gave up", EN_PT).result(30), LookedUpWord)
    assert isinstance(make().look_up("ate up all", EN_PT).result(30), LookedUpSentence)
    host.asked.clear()
    assert isinstance(make().look_up("I gave up.", EN_PT).result(30), LookedUpSentence)
    assert not any(isinstance(request, DescribeWord) for request in host.asked)


def test_phrases_need_no_dictionary(make: Make, host: FakeHost) -> None:
    del host.answers["DescribeWord"]
    assert isinstance(make().look_up("gave up", EN_PT).result(30), LookedUpSentence)
    with pytest.raises(ModelMissing, match="DescribeWord"):
        make().look_up("umbrella").result(30)


def test_a_text_comes_in_parts_and_can_be_let_go(make: Make, host: FakeHost) -> None:
    text = "It rained.\nWe stayed at home."
    found = make().look_up(text, EN_PT).result(30)
    assert isinstance(found, LookedUpSentence)
    assert found.is_text
    assert found.translation == f"<{text} in pt>"
    waiting: Future[Translation] = Future()
    host.answers["TranslateText"] = lambda request: waiting.result(30)
    under_way = make().look_up("A long text. " * 100, EN_PT)
    assert under_way.cancel()
    waiting.set_result(Translation("", EN_PT, ""))


def test_nothing_asks_nobody_and_is_not_remembered(make: Make, host: FakeHost, ledger: Ledger) -> None:
    found = make().look_up(" \n ").result(30)
    assert isinstance(found, LookedUpWord)
    assert found.entry.is_empty
    assert host.asked == []
    assert ledger.events() == ()


@pytest.mark.parametrize(
    ("who", "text", "pair", "headword"),
    [
        (LEARNS_ENGLISH, "umbrellas", EN_PT, "umbrella"),
        (LEARNS_ENGLISH, "guarda-chuva", PT_EN, "umbrella"),
        (LEARNS_ENGLISH, "gave up", EN_PT, "give up"),
        (LEARNS_ENGLISH, "Good night to you", EN_PT, ""),
        (LEARNS_PORTUGUESE, "guarda-chuva", PT_EN, "guarda-chuva"),
    ],
)
def test_the_event_names_the_word_of_the_learned_language(
    make: Make, ledger: Ledger, who: Who, text: str, pair: Pair, headword: str
) -> None:
    make(who).look_up(text, pair).result(30)
    (event,) = (event for event in ledger.events() if isinstance(event, LookedUp))
    assert (event.text, event.headword) == (text, headword)


def test_what_another_page_asks_on_its_own_is_not_remembered(make: Make, ledger: Ledger) -> None:
    make().look_up("umbrella", remember=False).result(30)
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
        (LEARNS_ENGLISH, "umbrella", EN_PT, ("umbrella", "umbrella, brolly")),
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


def test_a_card_has_the_sentence_that_its_word_was_met_in(make: Make, ledger: Ledger) -> None:
    looking_up = make()
    found = looking_up.look_up("umbrellas", EN_PT).result(30)
    looking_up.keep_card(found, "We forgot our umbrellas.", "Esquecemos os guarda-chuvas.").result(30)
    (card,) = (event for event in ledger.events() if isinstance(event, CardKept))
    assert (card.front, card.sentence, card.form) == ("umbrella", "We forgot our umbrellas.", "umbrellas")
    assert (card.translation, card.origin) == ("Esquecemos os guarda-chuvas.", "look_up")
    standing = looking_up.standing(found).result(30)
    assert standing is not None
    assert standing.item == card.item


@pytest.mark.parametrize(
    "nothing",
    [
        LookedUpWord(WordEntry("xyzzy", EN_PT, "")),
        LookedUpWord(WordEntry("", EN_PT, "", translation="x")),
        LookedUpSentence("Guten Tag", "Good day", Pair(DE, LanguageCode("fr")), "e"),
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
