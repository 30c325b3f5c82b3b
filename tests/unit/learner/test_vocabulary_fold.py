"""What is known of each word, from cards, answers, look-ups and what the learner says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from langtutor.core.events import DrillKind, Event, LookedUp, Mode, WordsMarked
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.vocabulary import Standing, WordState
from langtutor.learner import vocabulary
from langtutor.learner.vocabulary import VocabularyState, Words, weak_words
from tests.support.learner_events import RIGHT, SLIP, Learner
from tests.support.ledger_events import anything

LEMMAS = {"umbrellas": "umbrella", "walks": "walk", "walked": "walk", "ships": "ship"}


def folded(events: list[Event]) -> VocabularyState:
    state = VocabularyState()
    for event in events:
        state = vocabulary.step(state, event)
    return state


def words(learner: Learner) -> Words:
    memories = learner.state().cards
    return Words(folded(learner.events), memories, lambda word: (LEMMAS[word],) if word in LEMMAS else ())


def wrote(learner: Learner, expected: str, outcome: AnswerOutcome = RIGHT, *, used_help: bool = False) -> None:
    made = learner.answers("en.grammar.be/1", outcome, drill=DrillKind.TRANSLATE, mode=Mode.TYPED, used_help=used_help)
    learner.events[-1] = replace(made, expected=expected)


def test_words_used_rightly_on_two_days_are_known_in_every_form() -> None:
    learner = Learner()
    wrote(learner, "She walks home.")
    assert words(learner).state_of("walked").state is WordState.LEARNING
    learner.wait(days=1)
    wrote(learner, "He walks to school.")
    wrote(learner, "A rare zebra.", SLIP)
    told = words(learner).states(["walk", "walked", "Home", "school", "zebra"])
    assert told == {
        "walk": WordState.KNOWN,
        "walked": WordState.KNOWN,
        "Home": WordState.LEARNING,
        "school": WordState.LEARNING,
        "zebra": WordState.NEW,
    }


def test_help_and_reading_aloud_make_a_word_met_not_known() -> None:
    learner = Learner()
    for _ in range(3):
        wrote(learner, "The ship left.", used_help=True)
        learner.answers("en.grammar.be/2")
        learner.wait(days=1)
    assert words(learner).state_of("ships").state is WordState.LEARNING
    assert words(learner).state_of("walks").state is WordState.LEARNING


def test_who_says_they_know_a_word_is_believed_until_it_is_looked_up_again() -> None:
    learner = Learner()
    for session in ("a", "b", "c"):
        learner.looks_up("umbrella", session)
    assert weak_words(folded(learner.events))
    learner.events.append(WordsMarked(learner.header(), ("Umbrella",)))
    assert words(learner).state_of("umbrellas") == Standing(WordState.KNOWN)
    assert not weak_words(folded(learner.events))
    for session in ("d", "e", "f"):
        learner.looks_up("umbrella", session)
    assert words(learner).state_of("umbrella") == Standing(WordState.LEARNING, looked_up=3)
    assert [word.looked_up for word in weak_words(folded(learner.events))] == [3]


def test_look_ups_long_ago_count_no_more() -> None:
    learner = Learner()
    for session in ("a", "b"):
        learner.looks_up("umbrella", session)
    learner.wait(days=200)
    learner.looks_up("umbrella", "c")
    assert words(learner).state_of("umbrella").looked_up == 1


def test_the_meaning_of_a_word_looked_up_from_the_other_side_is_what_was_asked() -> None:
    learner = Learner()
    for session in ("a", "b", "c"):
        header = replace(learner.header(), session=session)
        learner.events.append(LookedUp(header, "guarda-chuva", "umbrella; brolly", "umbrella"))
        learner.wait(minutes=1)
    assert [(one.word, one.result) for one in weak_words(folded(learner.events))] == [("umbrella", "guarda-chuva")]


def test_a_card_is_known_when_it_will_be_remembered_for_weeks() -> None:
    learner = Learner()
    card = learner.keeps("umbrella")
    assert words(learner).state_of("umbrellas") == Standing(WordState.NEW, card.item)
    for _ in range(6):
        learner.recalls(card)
        learner.wait(days=max(1, (learner.state().cards[card.item].due - learner.now) // timedelta(days=1) + 1))
    assert words(learner).state_of("umbrella").state is WordState.KNOWN


def test_a_state_survives_being_stored() -> None:
    rng, events = random.Random(4), list[Event]()
    for number in range(400):
        events.append(anything(number, rng, events))
    state = folded(events)
    assert vocabulary.load(vocabulary.dump(state)) == state
