"""Viterbi through words in one of their pronunciations."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.engines.speech.alignment import SILENCE, align, chain_of, score_of

A, B, C, D = 1, 2, 3, 4


def evidence(*phones: int, sure: float = 5.0) -> NDArray[np.float32]:
    """One frame for each."""
    frames = np.zeros((len(phones), 5), np.float32)
    frames[np.arange(len(phones)), phones] = sure
    return frames


def test_each_sound_lies_where_it_was_heard() -> None:
    heard = evidence(SILENCE, SILENCE, A, A, A, B, C, C, SILENCE)
    found = align(heard, chain_of([[[A, B]], [[C]]]))
    assert found is not None
    assert [(s.word, s.position, s.phone, s.start, s.end) for s in found.segments] == [
        (0, 0, A, 2, 5),
        (0, 1, B, 5, 6),
        (1, 0, C, 6, 8),
    ]
    assert found.score == pytest.approx(45.0)


def test_between_words_there_may_be_silence() -> None:
    found = align(evidence(A, SILENCE, SILENCE, B), chain_of([[[A]], [[B]]]))
    assert found is not None
    assert [(s.start, s.end) for s in found.segments] == [(0, 1), (3, 4)]


def test_the_pronunciation_that_fits_is_chosen() -> None:
    words = [[[A]], [[B, C], [D, C]], [[A]]]
    found = align(evidence(A, A, D, C, A), chain_of(words))
    assert found is not None
    assert found.chosen == (0, 1, 0)
    assert [s.phone for s in found.segments] == [A, D, C, A]


def test_the_same_sound_twice_takes_two_segments() -> None:
    found = align(evidence(A, B, B, B, A), chain_of([[[A, B]], [[B, A]]]))
    assert found is not None
    assert [s.phone for s in found.segments] == [A, B, B, A]


def test_a_recording_too_short_for_its_text_has_no_alignment() -> None:
    chain = chain_of([[[A, B, C, D]]])
    assert align(evidence(A, B, C), chain) is None
    assert score_of(evidence(A, B, C), chain) == -np.inf


def test_the_score_alone_is_the_same() -> None:
    rng = np.random.default_rng(1)
    heard = rng.normal(size=(40, 5)).astype(np.float32)
    chain = chain_of([[[A, B], [C]], [[D, A, B], [D, B]], [[C]]])
    found = align(heard, chain)
    assert found is not None
    assert score_of(heard, chain) == pytest.approx(found.score, abs=1e-3)
