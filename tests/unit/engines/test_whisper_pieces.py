"""Where long recordings are cut."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.engines.speech.whisper_pieces import LONGEST_S, Range, pieces, quietest

RATE = SAMPLE_RATE_HZ


def loud(seconds: float) -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(0, 0.1, int(seconds * RATE)).astype(np.float32)


def ranges(*edges: tuple[float, float]) -> list[Range]:
    return [(int(start * RATE), int(end * RATE)) for start, end in edges]


def test_regions_are_joined_up_to_the_longest_piece() -> None:
    found = pieces(ranges((1, 3), (4, 6), (7, 30), (31, 33), (33.8, 35)), loud(41))
    assert found == ranges((0.4, 6.5), (6.5, 30.5), (30.5, 35.6))


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    samples = loud(70)
    for moment in (22.0, 41.0):
        samples[int(moment * RATE) : int((moment + 0.2) * RATE)] *= 0.01
    first, second, third = pieces(ranges((0, 60)), samples)
    assert abs(first[1] / RATE - 22.1) < 0.1
    assert abs(second[1] / RATE - 41.1) < 0.1
    assert (second[0], third[0]) == (first[1], second[1])
    assert third[1] == int(60.6 * RATE)


def test_nothing_is_lost_or_heard_twice_and_nothing_is_too_long() -> None:
    found = pieces(ranges((0, 80), (80.5, 140), (141, 300)), loud(300))
    assert found[0][0] == 0 and found[-1][1] == 300 * RATE
    for (start, end), (after, _) in itertools.pairwise(found):
        assert start < end <= after
    assert max(end - start for start, end in found) <= (LONGEST_S + 1.2) * RATE


def test_a_recording_that_goes_on_is_cut_where_it_was() -> None:
    samples = loud(100)
    longer = pieces(ranges((0, 80), (85, 90)), samples)
    shorter = pieces(ranges((0, 70)), samples[: 71 * RATE])
    assert shorter[:-1] == longer[: len(shorter) - 1]


def test_the_quietest_moment_lasts() -> None:
    samples = loud(2)
    samples[RATE // 2 : RATE // 2 + 300] = 0.0  # 20 ms: a stop within a word
    samples[RATE : RATE + RATE // 5] *= 0.1
    assert abs(quietest(samples) / RATE - 1.1) < 0.1
