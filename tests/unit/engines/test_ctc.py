"""Sounds by a model that was trained with CTC, from what such a model says: blanks, and each sound once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.sound_signs import load_sound_signs
from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, Pronounced
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.alignment import align
from langtutor.engines.speech.ctc import ctc_chain, ctc_contests, fits, sign_model
from langtutor.engines.speech.lexicon import EnglishLexicon
from langtutor.engines.speech.phone_model import FRAMES_PER_S
from langtutor.engines.speech.pronunciation import Pronunciation
from langtutor.host.sets.brought_sounds import BROUGHT
from langtutor.settings.paths import resources_dir

EN, PT = LanguageCode("en"), LanguageCode("pt")
SIGNS = (
    *("<pad>", "<s>", "</s>", "<unk>"),
    *(
        "n",
        "s",
        "t",
        "ə",
        "l",
        "i",
        "k",
        "d",
        "m",
        "ɛ",
        "ɾ",
        "ɪ",
        "p",
        "ɐ",
        "z",
        "ð",
        "f",
        "v",
        "b",
        "ɹ",
        "ʊ",
        "iː",
        "w",
    ),
    *(
        "iː",
        "w",
        "ʌ",
        "ɡ",
        "æ",
        "aɪ",
        "ʃ",
        "h",
        "ɑː",
        "ŋ",
        "ɚ",
        "eɪ",
        "uː",
        "oʊ",
        "ᵻ",
        "θ",
        "aʊ",
        "dʒ",
        "əl",
        "ɜː",
        "ʒ",
        "tʃ",
    ),
    *("ɔː", "ɑːɹ", "ɔːɹ", "j", "ɔɪ", "x"),
)
VOCABULARY = {sign: number for number, sign in enumerate(SIGNS)}
STEP = 6
"""Frames from one naming to the next."""

Floats = NDArray[np.float32]


def told(said: Sequence[str], surely: float = 0.97) -> Floats:
    """(frames, signs), log-probabilities. said: a sign for each step, "-" for none; two with a stroke share it."""
    frames = STEP * (len(said) + 2)
    found = np.full((frames, len(SIGNS)), 1e-6)
    found[:, 0] = 1.0
    for number, signs in enumerate(said, 1):
        for at, share in ((number * STEP, surely), (number * STEP + 1, surely / 3)):
            for sign in signs.split("/") if signs != "-" else ():
                found[at, VOCABULARY[sign]] = share / len(signs.split("/"))
                found[at, 0] = 1.0 - share
    logs: Floats = np.log(found / found.sum(1, keepdims=True)).astype(np.float32)
    return logs


@pytest.fixture(scope="module")
def judge() -> Pronunciation:
    folder = resources_dir() / "sounds"
    guide, signs = load_sound_guide(folder, EN), load_sound_signs(folder, EN)
    assert guide is not None and signs is not None
    lexicon = EnglishLexicon(g2p=lambda word: "")
    return Pronunciation(sign_model(VOCABULARY, signs), lexicon, guide, "made up", BROUGHT)


def judged(judge: Pronunciation, text: str, said: str, surely: float = 0.97) -> Pronounced:
    logs = told(said.split(), surely)
    return judge.pronounced(logs, np.zeros(len(logs) * 320, np.float32), text, PT, {})


def wrong(judge: Pronunciation, text: str, said: str) -> list[str]:
    words = judged(judge, text, said, surely=0.9999).words
    return [f"{one.asked}>{one.heard}" for w in words for one in w.phones if one.outcome is not WordOutcome.RIGHT]


def slips(judge: Pronunciation, text: str, said: str) -> list[str]:
    words = judged(judge, text, said).words
    return [f"{one.asked}>{one.heard}" for w in words for one in w.phones if one.outcome is WordOutcome.SLIP]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("three ships", "θ ɹ iː ʃ ɪ p s"),
        ("three ships", "θ ɹ iː - - - ʃ ɪ p s"),
        ("my car is big", "m aɪ k ɑːɹ ɪ z b ɪ ɡ"),
        ("bad day", "b æ d d eɪ"),
        ("water", "w ɔː ɾ ɚ"),
        ("little", "l ɪ ɾ əl"),
    ],
)
def test_what_was_named_is_right(judge: Pronunciation, text: str, said: str) -> None:
    assert wrong(judge, text, said) == []


@pytest.mark.parametrize(
    ("text", "said", "heard"),
    [
        ("three ships", "t ɹ iː ʃ ɪ p s", ["TH>T"]),
        ("three ships", "θ ɹ iː ʃ iː p s", ["IH>IY"]),
        ("three big ships", "t ɹ iː b iː ɡ ʃ iː p s", ["TH>T", "IH>IY", "IH>IY"]),
        ("big", "b ɪ ɡ i", [">IY"]),
        ("this house", "ð ɪ s aʊ s", ["HH>"]),
        ("red", "h ɛ d", ["R>HH"]),
        ("school", "i s k uː l", [">IY"]),
    ],
)
def test_what_was_named_otherwise_is_told(judge: Pronunciation, text: str, said: str, heard: list[str]) -> None:
    assert wrong(judge, text, said) == heard


def test_only_what_speakers_are_known_for_and_is_sure_is_a_slip(judge: Pronunciation) -> None:
    assert slips(judge, "three ships", "t ɹ iː ʃ iː p s") == ["TH>T", "IH>IY"]
    assert slips(judge, "three ships", "θ ɹ iː ʃ ɪ b s") == [], "nobody is known for that"
    assert slips(judge, "three ships", "t/θ ɹ iː ʃ ɪ p s") == [], "it may have been either"


def test_a_faint_naming_is_one(judge: Pronunciation) -> None:
    """Half blank, half sound: neither left out nor another."""
    words = judged(judge, "three ships", "θ ɹ iː ʃ ɪ p s", surely=0.3).words
    assert all(one.outcome is WordOutcome.RIGHT for word in words for one in word.phones)


def test_sounds_lie_where_they_were_named(judge: Pronunciation) -> None:
    found = judged(judge, "three ships", "θ ɹ iː - - - ʃ ɪ p s")
    phones = [phone for word in found.words for phone in word.phones]
    named_s = [step * STEP / FRAMES_PER_S for step in (1, 2, 3, 7, 8, 9, 10)]
    assert all(one.start_s <= at <= one.end_s for one, at in zip(phones, named_s, strict=True))
    assert all(one.end_s <= other.start_s for one, other in pairwise(phones))
    three, ships = found.words
    assert ships.start_s - three.end_s > 0.2, "the pause belongs to neither"


def test_nothing_is_known_of_stress_and_levels(judge: Pronunciation) -> None:
    """What they are measured by was fitted on our own model."""
    found = judged(judge, "about", "ɐ b aʊ t")
    assert found.levels == {} and found.words[0].stress_heard is None
    loud = judge.pronounced(told(["t", "ɹ", "iː"]), np.zeros(9600, np.float32), "three", PT, {Phone("TH"): 300.0})
    assert loud.words[0].phones[0].heard == "T"


def test_the_same_sound_twice_needs_a_blank_between() -> None:
    logs = np.log(np.array([[0.01, 0.99], [0.01, 0.99], [0.98, 0.02], [0.01, 0.99]], np.float32))
    once, twice = np.array([[1]], np.intp), np.array([[1, 1]], np.intp)
    assert fits(logs, twice)[0] > -0.1
    assert fits(logs[:2], once)[0] > -0.1
    assert fits(logs[:2], twice)[0] == -np.inf
    path = align(logs, ctc_chain([[[1]], [[1]]]))
    assert path is not None and [(one.start, one.end) for one in path.segments] == [(0, 2), (3, 4)]


def test_too_short_a_recording_has_no_path() -> None:
    logs = np.zeros((2, 4), np.float32)
    assert align(logs, ctc_chain([[[1, 2, 3]]])) is None


def test_contests_at_the_edges_of_a_recording() -> None:
    logs = np.log(np.array([[0.01, 0.98, 0.01], [0.01, 0.01, 0.98]], np.float32))
    path = align(logs, ctc_chain([[[1, 2]]]))
    assert path is not None
    for contest in ctc_contests(logs, path.segments):
        assert contest.others[contest.segment.phone] == 0.0
        assert float(contest.others.max()) == 0.0 and contest.gone < -4.0


def test_signs_become_sounds() -> None:
    signs = load_sound_signs(resources_dir() / "sounds", EN)
    assert signs is not None
    model = sign_model(VOCABULARY, signs)
    assert model.phones[0] == NOTHING
    logs = model.evidence(told(["ɾ", "-", "ɑːɹ", "-"]))
    told_at = {step: {model.phones[one] for one in np.flatnonzero(logs[step * STEP] > -1.0)} for step in (1, 3)}
    assert told_at == {1: {"T", "D", "R"}, 3: {"AA"}}
    assert logs[3 * STEP + 1, model.phones.index(Phone("R"))] > -1.0, "the second sound follows the first"
