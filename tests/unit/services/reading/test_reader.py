"""Reading as a service: what is opened, which words are known, and cards of those that aren't."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import Cancelled, ModelMissing
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import DescribeWord, Translate, Translation
from langtutor.core.reading import Familiarity, Place
from langtutor.core.reading_errors import NoNewWords
from langtutor.core.skill import Knowing
from langtutor.core.vocabulary import CardDraft
from langtutor.core.word_entry import Form, Inflection, Meaning, WordEntry
from langtutor.services.answers import Who
from langtutor.services.reading.reader import Reading, _meaning
from langtutor.services.tasks import Tasks
from langtutor.services.vocabulary import Vocabulary
from langtutor.services.word_forms import WordForms
from langtutor.services.writing_level import WritingLevel
from langtutor.settings.paths import resources_dir
from langtutor.settings.schema import Settings
from langtutor.store.ledger import Ledger
from langtutor.store.library import Library
from tests.support.books import page, write_epub
from tests.support.fake_host import FakeHost

EN, PT = LanguageCode("en"), LanguageCode("pt")
FORMS = WordForms()
TEXT = (
    "Clara opened the old drawer and found a rusty lantern. The lanterns of the village were always rusty, said Clara."
    "\n\nNobody had lit a lantern here since the war. She put it on the table and looked at it for a long time."
)


@dataclass
class Desk:
    reading: Reading
    vocabulary: Vocabulary
    host: FakeHost
    who: list[Who | None]


def described(request: DescribeWord) -> WordEntry:
    meanings = {"lantern": "lanterna", "lanterns": "lanterna", "rusty": "enferrujado"}
    found = meanings.get(request.word)
    headword = request.word.removesuffix("s")
    return WordEntry(request.word, request.pair, headword, meanings=(Meaning("noun", (found,)),) if found else ())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger, tasks = Ledger(tmp_path / "ledger.sqlite"), Tasks()
    who: list[Who | None] = [Who("learner", EN, "session")]
    host = FakeHost(
        DescribeWord=described, Translate=lambda request: Translation(f"<{request.text}>", request.pair, "fake")
    )
    vocabulary = Vocabulary(ledger, lambda: who[0], dict, tasks, FORMS)
    reading = Reading(
        Library(tmp_path / "books"),
        vocabulary,
        host,
        load_languages(resources_dir() / "languages"),
        lambda: who[0],
        lambda: replace(Settings(), learns=EN, speaks=PT, knowing=Knowing.COMFORTABLE),
        WritingLevel(resources_dir()).level,
        FORMS,
        tasks,
    )
    yield Desk(reading, vocabulary, host, who)
    tasks.close()
    ledger.close()


def test_a_pasted_text_is_on_the_list_with_its_place(desk: Desk) -> None:
    opened = desk.reading.paste(TEXT).result(30)
    assert opened.about.language == EN
    desk.reading.set_place(opened.about.id, Place(0, 1, 3), 0.6).result(30)
    (shelved,) = desk.reading.shelf().result(30)
    assert (shelved.place, shelved.done) == (Place(0, 1, 3), 0.6)
    assert desk.reading.open(shelved.id).result(30).book == opened.book
    desk.reading.remove(shelved.id).result(30)
    assert desk.reading.shelf().result(30) == ()
    desk.reading.put_back(shelved.id).result(30)
    assert len(desk.reading.shelf().result(30)) == 1


def test_the_language_is_that_of_the_words_not_of_the_label(desk: Desk, tmp_path: Path) -> None:
    text = "O velho abriu a gaveta da cozinha e encontrou uma lanterna enferrujada que ninguém usava."
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page(f"<p>{text}</p>")}, language="en-US")
    assert desk.reading.open_file(path).future.result(30).about.language == PT


def test_opening_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", {"a.xhtml": page("<p>One.</p>")})
    gate, blocked = threading.Event(), [Future[None]() for _ in range(4)]
    for future in blocked:

        def wait(done: Future[None] = future) -> None:
            gate.wait(30)
            done.set_result(None)

        desk.reading._tasks.run(wait)  # all threads are busy, so that it can't have begun
    opening = desk.reading.open_file(path)
    opening.cancel()
    gate.set()
    with pytest.raises((Cancelled, CancelledError)):
        opening.future.result(30)
    assert desk.reading.shelf().result(30) == ()


def test_words_are_known_by_frequency_cards_and_what_the_learner_says(desk: Desk) -> None:
    opened = desk.reading.paste(TEXT).result(30)

    def states() -> dict[str, Familiarity]:
        return desk.reading.standing(opened, ["the", "clara", "lantern", "lanterns", "rusty"]).result(30)

    assert states() == {
        "the": Familiarity.KNOWN,
        "clara": Familiarity.NAME,
        "lantern": Familiarity.NEW,
        "lanterns": Familiarity.NEW,
        "rusty": Familiarity.NEW,
    }
    desk.vocabulary.keep(CardDraft("lantern", "lanterna")).result(30)
    desk.vocabulary.mark(["rusty"]).result(30)
    after = states()
    assert after["lantern"] is after["lanterns"] is Familiarity.LEARNING
    assert after["rusty"] is Familiarity.KNOWN


def test_the_share_of_new_words_leaves_names_out(desk: Desk) -> None:
    opened = desk.reading.paste(TEXT).result(30)
    measures = desk.reading.measures(opened).result(30)
    assert measures is not None
    assert measures.words == sum(opened.words.counts.values()) - 2
    assert 3 / measures.words <= measures.new < 0.3
    assert measures.learning == 0
    assert measures.level in ("A1", "A2", "B1", "B2")


def test_nothing_is_marked_in_a_text_of_another_language_or_for_nobody(desk: Desk) -> None:
    opened = desk.reading.paste("O velho abriu a gaveta da cozinha e encontrou uma lanterna.").result(30)
    assert desk.reading.standing(opened, ["gaveta"]).result(30) == {}
    assert desk.reading.measures(opened).result(30) is None
    desk.who[0] = None
    english = desk.reading.paste(TEXT).result(30)
    assert desk.reading.standing(english, ["lantern"]).result(30) == {}


def test_new_words_become_cards_with_their_sentence_and_come_first(desk: Desk) -> None:
    opened = desk.reading.paste(TEXT).result(30)
    proposals = desk.reading.proposals(opened).result(30)
    cards = {proposal.card.front: proposal.card for proposal in proposals}
    assert set(cards) == {"lantern", "rusty"}
    card = cards["lantern"]
    assert card.back == "lanterna"
    assert card.sentence == "Nobody had lit a lantern here since the war."
    assert card.translation == f"<{card.sentence}>"
    assert (card.origin, card.tags) == ("read", (opened.about.title,))
    assert next(one.word.count for one in proposals if one.card.front == "lantern") == 3
    assert Pair(EN, PT) in {request.pair for request in desk.host.asked if isinstance(request, Translate)}
    items = desk.reading.keep(proposals).result(30)
    assert {card.item for card in desk.vocabulary.list().result(30).cards} == set(items)
    with pytest.raises(NoNewWords):
        desk.reading.proposals(opened).result(30)


def test_without_a_translator_cards_keep_their_sentence(desk: Desk) -> None:
    desk.host.answers["Translate"] = ModelMissing(model="x", command="y")
    (first, *_) = desk.reading.proposals(desk.reading.paste(TEXT).result(30)).result(30)
    assert first.card.sentence
    assert first.card.translation == ""


def test_without_a_dictionary_it_says_which_model_is_missing(desk: Desk) -> None:
    desk.host.answers["DescribeWord"] = ModelMissing(model="x", command="y")
    with pytest.raises(ModelMissing):
        desk.reading.proposals(desk.reading.paste(TEXT).result(30)).result(30)


def test_the_sentence_around_a_place(desk: Desk) -> None:
    text = "One is here. Dr. Who is there!\nAnd a line."
    found = [text[slice(*desk.reading.sentence_at(text, at, EN))] for at in (0, 11, 13, 29, 31, len(text))]
    assert found == ["One is here.", "One is here.", "Dr. Who is there!", "Dr. Who is there!"] + ["And a line."] * 2


def test_a_card_says_what_the_form_in_the_text_means(desk: Desk) -> None:
    def described_twice(request: DescribeWord) -> WordEntry:
        climb = Inflection("climb", "verb", (Form("base", "climb"), Form("past", "climbed")), irregular=False)
        meanings = (Meaning("noun", ("subida",)), Meaning("verb", ("subir", "escalar")))
        return WordEntry(request.word, request.pair, "climb", meanings=meanings, inflections=(climb,))

    desk.host.answers["DescribeWord"] = described_twice
    opened = desk.reading.paste("The children climbed up the old tower on the hill.").result(30)
    cards = [one.card for one in desk.reading.proposals(opened).result(30) if one.word.form == "climbed"]
    assert [(card.front, card.back) for card in cards] == [("climb", "subir; escalar")]


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("O barco estava perto das rochas.", "rocha; pedra"),
        ("Ele pisou numa pedra.", "pedra; rocha"),
        ("", "sacudir; balançar"),
    ],
)
def test_a_card_has_the_sense_that_its_sentence_has(sentence: str, back: str) -> None:
    meanings = Meaning("verb", ("sacudir", "balançar")), Meaning("noun", ("rocha", "pedra"))
    entry = WordEntry("rocks", Pair(EN, PT), "rock", meanings=meanings)
    assert _meaning(entry, "rocks", sentence) == back
