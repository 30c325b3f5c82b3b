"""What disagreeing does to a type of correction, and how that fades."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from langtutor.core.events import Disagreed, EventId, Header, WordAdded
from langtutor.core.text import ErrorType
from langtutor.learner import corrections
from langtutor.learner.corrections import HALF_LIFE_DAYS, MOST, STEP_LOGITS, CorrectionState, step
from tests.support.ledger_events import ENGLISH, START, header

ARTICLE, TENSE = ErrorType("M:DET"), ErrorType("R:VERB:TENSE")


def disagreed(number: int, kind: ErrorType = ARTICLE, at: datetime = START) -> Disagreed:
    head = Header(EventId(f"e{number}"), at, "me", ENGLISH, "s1")
    return Disagreed(head, f"k{number}", kind, None, "I saw dog.", "I saw a dog.", 0.9, "harper")


def test_each_disagreement_takes_certainty_from_its_type_only() -> None:
    state = step(step(CorrectionState(), disagreed(1)), disagreed(2))
    assert corrections.shifts(state, START) == {ARTICLE: -2 * STEP_LOGITS}
    state = step(state, disagreed(3, TENSE))
    assert corrections.shifts(state, START) == {ARTICLE: -2 * STEP_LOGITS, TENSE: -STEP_LOGITS}
    assert set(state.rejected) == {"k1", "k2", "k3"}


def test_a_type_is_never_silenced() -> None:
    state = CorrectionState()
    for number in range(20):
        state = step(state, disagreed(number))
    assert corrections.shifts(state, START) == {ARTICLE: pytest.approx(-MOST * STEP_LOGITS)}


def test_it_fades_and_is_forgotten() -> None:
    state = step(CorrectionState(), disagreed(1))
    half = START + timedelta(days=HALF_LIFE_DAYS)
    assert corrections.shifts(state, half) == {ARTICLE: -STEP_LOGITS / 2}
    again = step(state, disagreed(2, at=half))
    assert corrections.shifts(again, half) == {ARTICLE: pytest.approx(-1.5 * STEP_LOGITS, abs=0.01)}
    assert corrections.shifts(state, START + timedelta(days=365)) == {}
    assert corrections.shifts(state, START - timedelta(days=1)) == {ARTICLE: -STEP_LOGITS}


def test_words_of_ones_own() -> None:
    state = step(step(CorrectionState(), WordAdded(header(1), "Itabira")), WordAdded(header(2), "fubá"))
    assert state.words == {"Itabira": "e1", "fubá": "e2"}


def test_a_snapshot_is_read_back_exactly() -> None:
    state = step(step(CorrectionState(), disagreed(1)), WordAdded(header(2), "fubá"))
    assert corrections.load(json.loads(json.dumps(corrections.dump(state)))) == state
