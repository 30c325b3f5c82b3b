"""What is known of a learner's voice."""

from __future__ import annotations

import pytest

from langtutor.core.events import Event, SoundsHeard
from langtutor.learner.voice import FEWEST, MOST, REFERENCE, SENTENCES, VoiceState, dump, load, shift, step
from tests.support.ledger_events import answered, header


def heard(number: int, above: float, sounds: int = 20, engine: str = "ear") -> SoundsHeard:
    """above: the reference."""
    return SoundsHeard(header(number), "rec1", REFERENCE + above, sounds, engine)


def after(*events: Event) -> VoiceState:
    state = VoiceState()
    for event in events:
        state = step(state, event)
    return state


def test_a_few_sentences_are_needed() -> None:
    sentences = [heard(number, 4.0) for number in range(FEWEST)]
    assert shift(VoiceState()) == 0.0
    assert shift(after(*sentences[:-1])) == 0.0
    assert shift(after(*sentences)) == pytest.approx(4.0)


def test_other_events_count_for_nothing() -> None:
    sentences = [heard(number, 4.0) for number in range(FEWEST)]
    assert after(*sentences, answered(header(9)), heard(10, 90.0, sounds=0)) == after(*sentences)


def test_a_sentence_that_was_something_else_changes_little() -> None:
    usual = [heard(number, 3.0) for number in range(9)]
    assert shift(after(*usual, heard(9, 60.0))) == pytest.approx(3.0)
    assert shift(after(*usual, heard(9, -60.0))) == pytest.approx(3.0)


def test_long_sentences_weigh_more() -> None:
    even = [heard(1, 2.0, 30), heard(2, 2.0, 30), heard(3, 6.0, 30), heard(4, 6.0, 30), heard(5, 4.0, 30)]
    longer = [heard(1, 2.0, 30), heard(2, 2.0, 30), heard(3, 6.0, 60), heard(4, 6.0, 60), heard(5, 4.0, 30)]
    assert shift(after(*even)) == pytest.approx(4.0)
    assert shift(after(*longer)) > 4.5


def test_the_last_sentences_count() -> None:
    before = [heard(number, 7.0) for number in range(50)]
    state = after(*before, *(heard(100 + number, 1.0) for number in range(SENTENCES)))
    assert len(state.sentences) == SENTENCES
    assert shift(state) == pytest.approx(1.0)


def test_allowance_has_bounds() -> None:
    assert shift(after(*(heard(number, 40.0) for number in range(9)))) == MOST
    assert shift(after(*(heard(number, -3.0) for number in range(9)))) == 0.0


def test_another_engine_begins_anew() -> None:
    sentences = [heard(number, 4.0) for number in range(9)]
    assert shift(after(*sentences, heard(10, 2.0, engine="other"))) == 0.0


def test_a_state_comes_back_from_a_snapshot() -> None:
    state = after(*(heard(number, number / 3) for number in range(7)))
    assert load(dump(state)) == state
