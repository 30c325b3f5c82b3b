"""Which vowel of a word carries the stress: by how long, loud, high and full each is."""

from __future__ import annotations

import numpy as np

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.sounds import NOTHING, Phone
from langtutor.core.text import Span
from langtutor.engines.speech import stress
from langtutor.engines.speech.alignment import Alignment, Segment
from langtutor.engines.speech.lexicon import SpokenWord
from langtutor.engines.speech.phone_model import FRAMES_PER_S

PHONES = tuple(map(Phone, (NOTHING, "HH", "OW", "T", "EH", "L", "AH", "IH", "UH", "ER", "S")))
SOUNDS = tuple(map(Phone, ("HH", "OW", "T", "EH", "L")))


def hotel(text: str = "hotel", which: int | None = 1, secondary: frozenset[int] = frozenset()) -> SpokenWord:
    return SpokenWord(Span(0, len(text)), text, (SOUNDS,), which, secondary)


def said(first: float, second: float, frames: tuple[int, int] = (8, 8)) -> tuple[Alignment, np.ndarray, np.ndarray]:
    """Two vowels so loud and so many frames long; the rest is quiet, and a second of silence follows."""
    lengths = (4, frames[0], 4, frames[1], 4)
    loud = (0.01, first, 0.01, second, 0.01)
    ends = np.cumsum(lengths).tolist()
    segments = tuple(Segment(0, at, PHONES.index(SOUNDS[at]), end - lengths[at], end) for at, end in enumerate(ends))
    per_frame = SAMPLE_RATE_HZ // FRAMES_PER_S
    strength = np.concatenate([np.repeat(loud, np.array(lengths) * per_frame), np.zeros(FRAMES_PER_S * per_frame)])
    tone = sum(np.sin(2 * np.pi * 120 * k * np.arange(len(strength)) / SAMPLE_RATE_HZ) for k in range(1, 12)) / 11
    evidence = np.zeros((ends[-1] + FRAMES_PER_S, len(PHONES)), np.float32)
    return Alignment(0.0, segments, (0,)), (strength * tone).astype(np.float32), evidence


def heard(word: SpokenWord, first: float, second: float, frames: tuple[int, int] = (8, 8)) -> object:
    aligned, samples, evidence = said(first, second, frames)
    return stress.stresses([word], aligned, samples, evidence, PHONES)[0]


def test_the_long_and_loud_one_carries_it() -> None:
    assert heard(hotel(), 0.05, 0.8, (3, 10)) == (1, 1)
    assert heard(hotel(), 0.8, 0.03, (12, 3)) == (1, 0)


def test_what_is_not_clear_is_not_told() -> None:
    assert heard(hotel(), 0.5, 0.3, (9, 7)) == (1, None)


def test_how_loud_one_speaks_makes_no_difference() -> None:
    assert heard(hotel(), 0.08, 0.003, (12, 3)) == (1, 0)


def test_some_stress_is_no_slip() -> None:
    assert heard(hotel(secondary=frozenset({0})), 0.8, 0.03, (12, 3)) == (1, 1)


def test_words_that_are_stressed_either_way_or_not_at_all() -> None:
    assert heard(hotel("records"), 0.8, 0.03, (12, 3)) == (None, None)
    assert heard(hotel("into"), 0.8, 0.03, (12, 3)) == (None, None)
    assert heard(hotel(which=None), 0.8, 0.03, (12, 3)) == (None, None)


def test_an_empty_recording_is_no_trouble() -> None:
    aligned, samples, evidence = said(0.5, 0.5)
    assert stress.stresses([hotel()], aligned, samples * 0, evidence, PHONES)[0][0] == 1
