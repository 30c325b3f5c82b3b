"""Which phone model judges a language: our own, or one that the learner brought."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.ear_requests import Pronounce
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.wav2vec2 import Wav2Vec2
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.host.sets import brought_sounds
from langtutor.host.sets.pronouncing import ChosenPronunciation
from langtutor.models import choices
from langtutor.models.adding import Wishes, add
from langtutor.models.store import ModelStore
from tests.support import model_folders as make
from tests.support.model_makers import store as store_in

EN, PT = LanguageCode("en"), LanguageCode("pt")
PHONES = "phones"
MOST_WRONG = brought_sounds.MOST_WRONG

Floats = NDArray[np.float32]


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """With a phone model that has the right files."""
    made = store_in(tmp_path / "home")
    add(made, make.wav2vec2(tmp_path / PHONES), Wishes(model_id=PHONES))
    return made


@pytest.fixture(autouse=True)
def _blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers mean nothing; it hears nothing but blanks."""

    def encoded(self: Wav2Vec2, samples: Floats) -> tuple[Floats, float]:
        logs = np.full((len(samples) // 320, len(make.SOUNDS)), -12.0, np.float32)
        logs[:, 0] = 0.0
        return logs, 0.0

    monkeypatch.setattr(Wav2Vec2, "encoded", encoded)

    def ears(self: WhisperRecogniser, samples: Floats, language: LanguageCode) -> tuple[Floats, float]:
        return np.zeros((len(samples) // 320, 512), np.float32), 0.0

    monkeypatch.setattr(WhisperRecogniser, "encoded", ears)
    monkeypatch.setattr(WhisperRecogniser, "times", lambda *_: [])
    monkeypatch.setattr(brought_sounds, "MOST_WRONG", 1.0)  # who hears nothing but blanks would be turned away


def engine(store: ModelStore, language: LanguageCode, whisper: str, pinned: str | None = None) -> tuple[str, bool]:
    """Who judged, and whether sounds were known."""
    chosen = ChosenPronunciation(lambda _: None, store, pinned)
    ear = WhisperRecogniser(lambda _: None, whisper)
    found = chosen.pronounced(Pronounce(Path("x.wav"), "um dia", language), ear, np.ones(32000, np.float32))
    return found.engine, found.phones_known


def test_a_language_we_have_no_model_for_takes_what_was_brought(store: ModelStore) -> None:
    assert engine(store, PT, "whisper-base") == (PHONES, True)


def test_one_that_does_not_hear_the_language_judges_nobody(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def guesses(self: Wav2Vec2, samples: Floats) -> tuple[Floats, float]:
        values = np.random.default_rng(len(samples)).normal(0, 12, (len(samples) // 1600 + 1, len(make.SOUNDS)))
        values = np.repeat(values, 5, axis=0)
        logs = values - np.log(np.exp(values).sum(1, keepdims=True))
        return logs.astype(np.float32), 0.0

    monkeypatch.setattr(Wav2Vec2, "encoded", guesses)
    monkeypatch.setattr(brought_sounds, "MOST_WRONG", MOST_WRONG)
    assert engine(store, PT, "whisper-base") == ("whisper-base", False)


def test_without_one_there_are_words_only(tmp_path: Path) -> None:
    assert engine(store_in(tmp_path / "empty"), PT, "whisper-base") == ("whisper-base", False)


def test_our_own_comes_first_until_the_other_is_chosen(store: ModelStore) -> None:
    assert engine(store, EN, "whisper-base")[0] == "whisper-base sounds"
    store.prefer(PHONES)
    assert engine(store, EN, "whisper-base")[0] == PHONES
    store.prefer(choices.OWN_SOUNDS)
    assert engine(store, EN, "whisper-base")[0] == "whisper-base sounds"
    assert engine(store, EN, "whisper-base", pinned=PHONES)[0] == PHONES


def test_an_ear_without_numbers_of_ours_takes_it_too(store: ModelStore) -> None:
    assert engine(store, EN, "whisper-other")[0] == PHONES
