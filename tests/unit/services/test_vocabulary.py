"""Words kept, found, changed and taken back, with a real ledger."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from langtutor.core.course import ItemId
from langtutor.core.errors import BadSearch, NoSuchCard, NothingToKeep
from langtutor.core.events import CardKept, LookedUp
from langtutor.core.language import LanguageCode
from langtutor.core.vocabulary import CardDraft, WordState
from langtutor.learner.memory import CardPhase, CardState
from langtutor.services.answers import Who
from langtutor.services.tasks import Tasks
from langtutor.services.vocabulary import Undone, Vocabulary
from langtutor.services.word_forms import WordForms
from langtutor.store.ledger import Ledger

EN = LanguageCode("en")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
UMBRELLA = CardDraft("umbrella", "guarda-chuva; sombrinha", tags=("rain",), origin="look_up")


@dataclass
class Book:
    words: Vocabulary
    ledger: Ledger
    memories: dict[ItemId, CardState] = field(default_factory=dict)

    def keep(self, front: str, back: str = "?", sentence: str = "") -> ItemId:
        return self.words.keep(CardDraft(front, back, sentence)).result(30).item

    def fronts(self, search: str = "") -> list[str]:
        return sorted(card.front for card in self.words.list(search).result(30).cards)

    def looks_up(self, word: str, session: str, at: datetime = NOW) -> None:
        self.ledger.append(LookedUp(Who("me", EN, session).header(at), word, "…", word))


@pytest.fixture(scope="session")
def forms() -> WordForms:
    return WordForms()


@pytest.fixture
def book(ledger: Ledger, tasks: Tasks, forms: WordForms) -> Book:
    memories: dict[ItemId, CardState] = {}
    who = Who("me", EN, "s1")
    return Book(Vocabulary(ledger, lambda: who, lambda: memories, tasks, forms, lambda: NOW), ledger, memories)


def test_a_word_is_kept_once_and_takes_over_what_it_lacked(book: Book) -> None:
    first = book.words.keep(UMBRELLA).result(30)
    again = book.words.keep(CardDraft(" Umbrella ", "sombrinha")).result(30)
    fuller = book.words.keep(
        CardDraft("umbrella", "guarda-chuva", "They sold umbrellas.", "Vendiam guarda-chuvas.", tags=("shop",))
    ).result(30)
    assert (first.is_new, again.is_new, again.changed) == (True, False, False)
    assert (fuller.item, fuller.is_new, fuller.changed) == (first.item, False, True)
    card = book.words.card(first.item).result(30)
    assert (card.sentence, card.form, card.tags) == ("They sold umbrellas.", "umbrellas", ("rain", "shop"))
    assert card.back == UMBRELLA.back
    assert len(book.ledger.events((CardKept,))) == 1


def test_two_meanings_of_a_word_are_two_cards(book: Book) -> None:
    assert book.keep("bank", "banco") != book.keep("bank", "margem")
    assert book.fronts("is:duplicate") == ["bank", "bank"]


def test_pressing_the_key_twice_at_once_keeps_one(book: Book) -> None:
    kept = [book.words.keep(UMBRELLA) for _ in range(6)]
    assert len({one.result(30).item for one in kept}) == 1
    assert sum(one.result(30).is_new for one in kept) == 1


@pytest.mark.parametrize("draft", [CardDraft("", "x"), CardDraft("word", " "), CardDraft(" \n", "x")])
def test_a_card_needs_a_word_and_a_meaning(book: Book, draft: CardDraft) -> None:
    with pytest.raises(NothingToKeep):
        book.words.keep(draft).result(30)


def test_every_change_can_be_taken_back(book: Book) -> None:
    item = book.keep("umbrella", "guarda-chuva")
    book.words.edit(item, CardDraft("brolly", "guarda-chuva")).result(30)
    book.words.tag([item], add=["wet days"]).result(30)
    book.words.suspend([item]).result(30)
    book.words.mark(["rain", "Rain "]).result(30)
    book.words.remove([item]).result(30)
    assert book.fronts() == []
    steps = [book.words.undo().result(30) for _ in range(7)]
    expected = [Undone(what, 1) for what in ("remove", "mark", "suspend", "tag", "edit", "keep")]
    assert steps == [*expected, None]
    assert book.words.can_undo is None
    assert book.fronts() == []


def test_undoing_an_edit_brings_the_card_back_as_it_was(book: Book) -> None:
    item = book.keep("umbrella", "guarda-chuva")
    before = book.words.card(item).result(30)
    book.words.edit(item, CardDraft("brolly", "chuva", "Where is my brolly?")).result(30)
    assert book.words.card(item).result(30).front == "brolly"
    book.words.undo().result(30)
    assert book.words.card(item).result(30) == before


def test_merging_takes_in_meanings_sentences_and_tags(book: Book) -> None:
    one = book.words.keep(CardDraft("give up", "desistir", tags=("verbs",))).result(30).item
    other = (
        book.words.keep(CardDraft("to give up", "parar de", "She gave up smoking.", tags=("health",))).result(30).item
    )
    merged = book.words.merge([one, other]).result(30)
    assert (merged.front, merged.back, merged.tags) == ("give up", "desistir; parar de", ("verbs", "health"))
    assert merged.sentence == "She gave up smoking."
    assert book.fronts() == ["give up"]
    book.words.undo().result(30)
    assert book.fronts() == ["give up", "to give up"]


def test_cards_that_are_gone_are_told(book: Book) -> None:
    item = book.keep("umbrella")
    book.words.remove([item]).result(30)
    for asked in (book.words.card(item), book.words.merge([item]), book.words.suspend([item])):
        with pytest.raises(NoSuchCard):
            asked.result(30)
    assert book.words.remove([item]).result(30) == 0


def test_searching(book: Book) -> None:
    ship = book.words.keep(CardDraft("ship", "navio", "The ship left.", tags=("sea", "travel"))).result(30).item
    shop = book.keep("shop", "loja de pão")
    book.keep("action", "ação")
    sun = book.keep("sun", "sol")
    book.memories[sun] = CardState(NOW - timedelta(days=1), CardPhase.REVIEW, None, 3.0, 5.0, NOW, 2, 0)
    book.memories[ship] = CardState(NOW + timedelta(days=40), CardPhase.REVIEW, None, 40.0, 5.0, NOW, 9, 7)
    book.memories[shop] = CardState(NOW - timedelta(days=1), CardPhase.REVIEW, None, 3.0, 5.0, NOW, 2, 1)
    book.words.suspend([shop]).result(30)
    found = {
        "": ["action", "ship", "shop", "sun"],
        "acao": ["action"],
        '"de pao"': ["shop"],
        "tag:sea": ["ship"],
        "tag:tra*": ["ship"],
        "tag:none": ["action", "shop", "sun"],
        "-tag:sea is:new": ["action"],
        "is:due": ["sun"],
        "is:suspended": ["shop"],
        "is:known": ["ship"],
        "is:learning": ["shop", "sun"],
        "is:leech": ["ship"],
        "lapses>=1 lapses<7": ["shop"],
        "reviews:0": ["action"],
        "front:sh": ["ship", "shop"],
        "sentence:left": ["ship"],
        "due:3": ["sun"],
        "due:50 -is:due": ["ship"],
        "kept:7 is:new": ["action"],
    }
    assert {search: book.fronts(search) for search in found} == found
    listing = book.words.list("tag:sea").result(30)
    assert (listing.total, listing.new, listing.learning, listing.known) == (4, 1, 2, 1)
    assert (listing.due, listing.suspended, listing.leeches, listing.tags) == (1, 1, 1, ("sea", "travel"))
    for bad in ("is:hungry", "lapses>many", "colour:red", 'tag:"open'):
        with pytest.raises(BadSearch):
            book.words.list(bad).result(30)


def test_a_word_stands_where_cards_marks_and_look_ups_put_it(book: Book) -> None:
    item = book.keep("give up", "desistir", sentence="She gave up smoking.")
    book.memories[item] = CardState(NOW, CardPhase.REVIEW, None, 30.0, 5.0, NOW, 5, 0)
    book.words.mark(["umbrella"]).result(30)
    book.looks_up("ship", "s1")
    told = book.words.states(["gave up", "Umbrellas", "ships", "teapot"])
    assert told == {
        "gave up": WordState.KNOWN,
        "Umbrellas": WordState.KNOWN,
        "ships": WordState.LEARNING,
        "teapot": WordState.NEW,
    }
    assert book.words.state_of("gave up").item == item


def test_a_word_looked_up_in_three_sittings_is_weak_and_offered(book: Book) -> None:
    for session in ("a", "a", "b"):
        book.looks_up("ship", session)
    assert book.words.weak_words().result(30) == ()
    book.looks_up("ship", "b", NOW + timedelta(days=1))
    weak = book.words.weak_words().result(30)
    assert [(one.word, one.looked_up) for one in weak] == [("ship", 3)]
    assert book.words.state_of("ships").is_weak
    book.keep("ship", "navio")
    assert book.words.weak_words().result(30) == ()
    assert book.fronts("is:weak") == ["ship"]


def test_who_listens_hears_of_changes(book: Book) -> None:
    changed = threading.Event()
    stop = book.words.on_change(changed.set)
    book.keep("umbrella")
    assert changed.wait(30)
    stop()


def test_nobody_has_no_words(ledger: Ledger, tasks: Tasks, forms: WordForms) -> None:
    words = Vocabulary(ledger, lambda: None, dict, tasks, forms)
    assert words.list().result(30).total == 0
    assert words.state_of("umbrella").state is WordState.NEW
    with pytest.raises(NothingToKeep):
        words.keep(UMBRELLA).result(30)
