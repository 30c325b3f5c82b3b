"""Captions by a recogniser that hears everything again: what settles, what stays open, what is left."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption, HeardWord, SpeechState
from langtutor.engines.speech.vad import SileroWatcher
from langtutor.engines.speech.whisper_captions import WhisperCaptioner

Samples = NDArray[np.float32]


class Watcher(SileroWatcher):
    """Speech is what is loud."""

    def __init__(self) -> None:
        self._silence_s = 0.0

    def feed(self, samples: Samples) -> SpeechState:
        speaking = bool(np.abs(samples).max() > 0.1)
        self._silence_s = 0.0 if speaking else self._silence_s + len(samples) / SAMPLE_RATE_HZ
        return SpeechState(True, speaking, self._silence_s)


class Table:
    """The test says what is heard each time."""

    def __init__(self, *hearings: str | None) -> None:
        self.hearings = list(hearings)
        self.lengths_s: list[float] = []
        self.captioner = WhisperCaptioner(self.glimpse, Watcher())

    def glimpse(self, samples: Samples) -> tuple[HeardWord, ...] | None:
        self.lengths_s.append(round(len(samples) / SAMPLE_RATE_HZ, 2))
        text = self.hearings.pop(0)
        if text is None:
            return None
        return tuple(HeardWord(word, at * 0.5, at * 0.5 + 0.5, 0.9) for at, word in enumerate(text.split()))

    def say(self, seconds: float, loud: float = 0.5) -> Caption:
        for _ in range(round(seconds * 10)):
            caption = self.captioner.feed(np.full(SAMPLE_RATE_HZ // 10, loud, np.float32))
        return caption


def shown(caption: Caption) -> tuple[str, str]:
    return caption.settled, caption.tentative


def test_what_is_heard_twice_settles() -> None:
    table = Table("My name", "my name, is Ana.", "My name is Anna and")
    assert shown(table.say(1.0)) == ("", "My name")
    assert shown(table.say(1.0)) == ("my name,", "is Ana.")
    caption = table.say(1.0)
    assert shown(caption) == ("my name, is", "Anna and")
    assert caption.heard_s == pytest.approx(3.0)
    assert shown(table.captioner.finish()) == ("my name, is Anna and", "")


def test_what_has_settled_stays() -> None:
    table = Table("I like tea", "I like tea and", "He hates")
    table.say(2.0)
    assert table.say(1.0).settled == "I like tea"


def test_silence_is_not_heard_and_a_pause_settles() -> None:
    table = Table("Good", "Good morning.", "How are you?")
    assert shown(table.say(3.0, 0.0)) == ("", "")
    assert table.lengths_s == []
    table.say(1.0)
    assert shown(table.say(0.8, 0.0)) == ("Good morning.", "")
    table.say(5.0, 0.0)
    assert shown(table.say(1.0)) == ("Good morning.", "How are you?")
    assert table.lengths_s[-1] == 1.5  # with the half second before


def test_where_there_is_no_time_it_is_tried_again_at_once() -> None:
    table = Table(None, None, "Good")
    assert shown(table.say(1.0)) == ("", "")
    assert shown(table.say(0.2)) == ("", "Good")


def test_long_speech_leaves_what_has_settled() -> None:
    words = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ]
    table = Table(*(" ".join(words[: 2 * second]) for second in range(1, 10)), "seventeen")
    table.say(9.0)
    assert table.say(1.0).settled.startswith(" ".join(words[:14]))
    assert table.lengths_s[-1] < 4.0


def test_where_nothing_settles_the_first_half_is_left() -> None:
    table = Table(*(f"{second} b c d e f g h i j k l m n o p" for second in range(12)))
    table.say(12.0)
    assert max(table.lengths_s) <= 9.0
