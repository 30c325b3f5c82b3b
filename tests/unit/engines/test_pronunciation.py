"""How sounds are judged, from evidence that is made up: a frame for every fiftieth of a second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, Pronounced, SoundGuide
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.lexicon import EnglishLexicon
from langtutor.engines.speech.phone_model import PhoneModel
from langtutor.engines.speech.pronunciation import Pronunciation
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
FRAMES = 5
NATS = 30.0
"""By which the sound of a frame is likelier than every other one."""

Floats = NDArray[np.float32]


@dataclass
class Bench:
    judge: Pronunciation
    phones: tuple[Phone, ...]

    def hears(self, text: str, said: str, level: float = 0.0) -> Pronounced:
        """said: sounds, with `-` for silence."""
        numbers = [self.phones.index(Phone("" if one == "-" else one)) for one in ["-", *said.split(), "-"]]
        encoded = np.zeros((FRAMES * len(numbers), len(self.phones)), np.float32)
        encoded[np.arange(len(encoded)), np.repeat(numbers, FRAMES)] = NATS
        samples = np.zeros(len(encoded) * 320, np.float32)
        return self.judge.pronounced(encoded, samples, text, PT, dict.fromkeys(self.phones, level))

    def wrong(self, text: str, said: str, level: float = 0.0) -> list[str]:
        words = self.hears(text, said, level).words
        return [f"{one.asked}>{one.heard}" for w in words for one in w.phones if one.outcome is not WordOutcome.RIGHT]


@pytest.fixture(scope="module")
def guide() -> SoundGuide:
    found = load_sound_guide(resources_dir() / "sounds", EN)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def bench(guide: SoundGuide) -> Bench:
    phones = (NOTHING, *sorted(guide.phones))
    even, size = np.zeros(len(phones), np.float32), len(phones)
    model = PhoneModel(phones, even, np.ones(size, np.float32), np.eye(size, dtype=np.float32), even, even)
    return Bench(Pronunciation(model, EnglishLexicon(g2p=lambda word: ""), guide, "made up"), phones)


def test_what_fits_is_right(bench: Bench) -> None:
    assert bench.wrong("three ships", "TH R IY SH IH P S") == []


def test_what_doesnt_fit_is_named(bench: Bench) -> None:
    assert bench.wrong("three ships", "T R IY SH IY P S") == ["TH>T", "IH>IY"]
    assert bench.wrong("big", "B IH G IY") == [">IY"]


def test_allowance_for_a_voice_lets_more_pass(bench: Bench) -> None:
    said = "T R IY SH IY P S IY"
    assert len(bench.wrong("three ships", said)) == 3
    assert bench.wrong("three ships", said, level=300.0) == []
    levels = [bench.hears("three ships", said, level).levels for level in (0.0, 300.0)]
    assert levels[0] == levels[1], "what calibrates isn't calibrated"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("get up", "G EH D AH P"),
        ("last month", "L AE S M AH N TH"),
        ("tell him", "T EH L IH M"),
        ("four cars", "F AO K AA R Z"),
        ("four cars", "F AO R K AA R S"),
        ("talking", "T AO K IH N"),
        ("half", "HH AA F"),
        ("stop", "S T AO P"),
        ("bread and milk", "B R EH D IH N M IH L K"),
    ],
)
def test_what_native_speakers_do_is_right(bench: Bench, text: str, said: str) -> None:
    assert bench.wrong(text, said) == []


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("tie", "D AY", "T>D"),
        ("hot", "AA T", "HH>"),
        ("very fast cars", "V EH R IY F AE S T K AO R Z", "AA>AO"),
        ("eyes see", "AY S S IY", "Z>S"),
        ("sing", "S IH M", "NG>M"),
        ("cat", "K AA T", "AE>AA"),
    ],
)
def test_elsewhere_it_is_not(bench: Bench, text: str, said: str, expected: str) -> None:
    assert expected in bench.wrong(text, said)


def test_other_sounds_have_to_beat_what_is_tolerated(bench: Bench) -> None:
    assert bench.wrong("get up", "G EH L AH P") == ["T>L"]
