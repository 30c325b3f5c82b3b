"""Sounds that hold their place, or don't."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.engines.speech.alignment import SILENCE, align, chain_of
from langtutor.engines.speech.contest import Contest, contests

A, B, C, D = 1, 2, 3, 4


def evidence(*phones: int) -> NDArray[np.float32]:
    frames = np.zeros((len(phones), 5), np.float32)
    frames[np.arange(len(phones)), phones] = 4.0
    return frames


def fought(heard: NDArray[np.float32], *asked: int) -> list[Contest]:
    found = align(heard, chain_of([[list(asked)]]))
    assert found is not None
    return contests(heard, found.segments)


def test_what_was_said_as_asked_beats_all_others() -> None:
    for contest in fought(evidence(SILENCE, A, A, B, B, C, C, SILENCE), A, B, C):
        others = np.delete(contest.others, [SILENCE, contest.segment.phone])
        assert others.max() < 0
        assert contest.gone < 0
        assert contest.others[contest.segment.phone] == pytest.approx(0)


def test_another_sound_in_its_place_wins() -> None:
    _, middle, _ = fought(evidence(SILENCE, A, A, D, D, C, C, SILENCE), A, B, C)
    assert int(middle.others.argmax()) == D
    assert middle.others[D] == pytest.approx(8.0)


def test_a_sound_that_was_left_out_is_better_gone() -> None:
    _, middle, _ = fought(evidence(SILENCE, A, A, A, C, C, C, SILENCE), A, B, C)
    assert middle.gone > 0


def test_a_sound_put_in_shows_on_both_sides_of_its_gap() -> None:
    first, second = fought(evidence(SILENCE, A, A, D, D, C, C, SILENCE), A, C)
    assert int(first.after.argmax()) == D
    assert int(second.before.argmax()) == D
    assert first.after[D] == pytest.approx(8.0)
    last = fought(evidence(SILENCE, A, A, B, B, D, D, SILENCE), A, B)[-1]
    assert int(last.after.argmax()) == D


def test_the_recording_may_begin_and_end_with_the_sounds() -> None:
    for contest in fought(evidence(A, B), A, B):
        assert np.isfinite(contest.others).all()
        assert np.isfinite(contest.gone)
