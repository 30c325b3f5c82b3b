"""Slips that were made on purpose, and who hears them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from langtutor.content.courses import load_course
from langtutor.content.languages import load_languages
from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import read_wav
from langtutor.core.audio import Sound
from langtutor.core.ear_requests import Hear, Heard, HeardWord, Pronounce
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Pronounced, WordSounds
from langtutor.core.text import SkillId, Span
from langtutor.core.tolerance import Tolerance
from langtutor.core.verdict import WordOutcome
from langtutor.drills.acoustics import ALONE
from langtutor.drills.spoken import Hypothesis
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.room import CLEAN
from langtutor.evaluation.speech_replies import Replies
from langtutor.evaluation.spoken_corpus import NativeToo, Utterance
from langtutor.evaluation.spoken_phones import MISAKI, Alphabet
from langtutor.evaluation.spoken_slips import Decision, Ear, GrammarBench, PhoneBench, found
from langtutor.evaluation.spoken_slips_detectors import Langtutor, Likelihood, Transcript
from langtutor.evaluation.spoken_slips_sounds import Case, Pocketsphinx, WordProbability, counterpart
from langtutor.evaluation.spoken_slips_sounds import Langtutor as LangtutorSounds
from langtutor.evaluation.spoken_voices import Change, ChosenPhones, HibariPhones, english_voices, render, say
from langtutor.host.process import EngineBug
from langtutor.settings.paths import resources_dir
from tests.support.models import installed

EN, PT = LanguageCode("en"), LanguageCode("pt")
ENGLISH = load_languages(resources_dir() / "languages")[EN]
GOES, GO = "She goes home.", "She go home."
SLIP = Hypothesis(GO, SkillId("en.grammar.verb.agreement"), SkillKind.GRAMMAR, None)


def _phones(text: str) -> tuple[Phone, ...]:
    return tuple(map(Phone, text.split()))


def _heard(text: str, scores: dict[str, float] | None = None, probability: float = 0.75) -> Heard:
    words = tuple(HeardWord(word, 0.0, 1.0, probability) for word in text.split())
    return Heard(text, words, scores or {}, "test", 1.0)


def _sound(asked: str, probability: float, heard: str | None = None) -> PhoneHeard:
    made = asked if heard is None else heard
    return PhoneHeard(Phone(asked), Phone(made), 0.0, 0.1, probability, WordOutcome.RIGHT)


def _case(
    place: Change,
    phones: str,
    sounds: Sequence[PhoneHeard],
    heard: Heard | None = None,
    gaps: tuple[float, ...] = (),
) -> Case:
    utterance = Utterance(
        np.zeros(100, np.float32), "Think!", ("Think",), (_phones(phones),), (_phones(phones),), None, "v", "clean"
    )
    words = (WordSounds(Span(0, 5), "Think", 0.0, 1.0, tuple(sounds), gaps=gaps),)
    return Case(utterance, place, heard or _heard("think"), Pronounced(words, True, "test", {}))


def test_langtutor_and_the_likelihood_compare_the_slip_with_what_was_asked() -> None:
    heard = _heard(GOES, {GOES: -4.0, GO: -3.0})
    assert Langtutor().score(GOES, SLIP, heard) == pytest.approx(ALONE.decoder)
    assert Likelihood({GOES: -2.0, GO: -5.0}).score(GOES, SLIP, heard) == pytest.approx(-2.0)
    assert Langtutor().score(GOES, SLIP, _heard(GOES)) is None
    assert Likelihood({}).score(GOES, SLIP, heard) is None


def test_a_transcript_is_compared_word_by_word() -> None:
    transcript = Transcript(ENGLISH)
    assert transcript.score(GOES, SLIP, _heard("She goes home")) == -1.0
    assert transcript.score(GOES, SLIP, _heard("she go home!")) == 1.0
    assert transcript.score(GOES, SLIP, _heard("She was home.")) == 0.0


def test_the_place_is_found_in_another_pronunciation() -> None:
    assert counterpart(_phones("B AH T AH N"), _phones("B AH T N"), 4) == 3
    assert counterpart(_phones("B AH T AH N"), _phones("B AH T N"), 3) is None
    assert counterpart(_phones("DH AH"), _phones("DH IY"), 1) is None


def test_a_sound_is_scored_where_it_is() -> None:
    place = Change(0, 1, Phone("IH"), _phones("IY"))
    sounds = [_sound("TH", 0.9), _sound("IH", 0.2, "IY"), _sound("NG", 0.8), _sound("K", 0.9)]
    assert LangtutorSounds().score(_case(place, "TH IH NG K", sounds)) == pytest.approx(0.8)
    assert LangtutorSounds().score(_case(place, "TH IH NG K", [])) is None
    # What was put in before doesn't move the place.
    put_in = [_sound("", 0.1, "IY"), *sounds]
    assert LangtutorSounds().score(_case(place, "TH IH NG K", put_in)) == pytest.approx(0.8)


def test_what_is_put_in_is_scored_at_its_end_of_the_word() -> None:
    sounds, gaps = [_sound("TH", 0.9), _sound("K", 0.5)], (0.9, 0.8, 0.3)
    at_the_end, at_the_start = (Change(0, at, NOTHING, _phones("IY")) for at in (2, 0))
    assert LangtutorSounds().score(_case(at_the_end, "TH K", sounds, gaps=gaps)) == pytest.approx(0.7)
    assert LangtutorSounds().score(_case(at_the_start, "TH K", sounds, gaps=gaps)) == pytest.approx(0.1)
    assert LangtutorSounds().score(_case(at_the_end, "TH K", sounds)) is None


def test_what_native_speakers_do_is_no_slip() -> None:
    guide = load_sound_guide(resources_dir() / "sounds", LanguageCode("en"))
    assert guide is not None
    fine = NativeToo(Tolerance(guide))
    rendering = render(HibariPhones(HibariVoice()), "The water is very hot.")
    water = rendering.phones[1]
    assert fine(rendering, Change(1, water.index(Phone("T")), Phone("T"), _phones("D"))), "a tap"
    assert not fine(rendering, Change(1, 0, Phone("W"), _phones("V")))
    assert not fine(rendering, Change(4, 3, NOTHING, _phones("IY")))


def test_words_that_are_written_otherwise_are_surely_wrong() -> None:
    place = Change(0, 0, Phone("TH"), _phones("T"))
    assert WordProbability().score(_case(place, "TH K", [], _heard("Think."))) == pytest.approx(0.25)
    assert WordProbability().score(_case(place, "TH K", [], _heard("Tank."))) == 1.0
    assert WordProbability().score(_case(place, "TH K", [], _heard(""))) == 1.0


def test_pocketsphinx_costs_more_where_another_sound_was_made() -> None:
    voice = english_voices(installed, espeak=["en-us"])[0]
    sphinx, text = Pocketsphinx(), "She sees the small dog."
    right = render(voice, text)
    change = Change(1, 0, Phone("S"), _phones("M"))
    scores = []
    for said in (right, right.with_change(change)):
        samples = say(voice, said)
        utterance = Utterance(samples, text, right.words, right.phones, said.phones, None, voice.name, "clean")
        scores.append(sphinx.score(Case(utterance, change, _heard(text), None)))
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[1] > scores[0]
    unknown = Utterance(samples, "Xyzzyq.", ("Xyzzyq",), (_phones("Z"),), (_phones("Z"),), None, "v", "clean")
    assert sphinx.score(Case(unknown, Change(0, 0, Phone("Z"), ()), _heard("?"), None)) is None


@dataclass(frozen=True, eq=False)
class Letters:
    """Says a tone for each letter; a comma is no sound of its own."""

    name: str = "letters"
    alphabet: Alphabet = MISAKI

    def phones_of(self, text: str) -> str:
        return text.replace(",", "").lower()

    def say_phones(self, written: str, speed: float) -> Sound:
        tones = [np.sin(np.arange(1600) * ord(letter) / 200) for letter in written]
        return Sound((0.5 * np.concatenate(tones)).astype(np.float32).tobytes(), 16_000)


class Ears:
    """Knows by its length what was said: slips of these sentences are longer or shorter."""

    def __init__(self, *texts: str, knows_sounds: bool = True) -> None:
        self._texts = texts
        self._knows_sounds = knows_sounds
        self.asked: list[Any] = []

    def submit(self, request: Any) -> Ears:
        self.asked.append(request)
        self.future: Future[Any] = Future()
        if isinstance(request, Hear):
            letters = (len(read_wav(request.recording)) - 9600) / 1600
            scores = {text: -abs(len(text.replace(",", "")) - letters) for text in request.candidates}
            self.future.set_result(_heard("I hear something", scores))
        elif self._knows_sounds:
            self.future.set_result(Pronounced((), False, "test", {}))
        else:
            self.future.set_exception(EngineBug("no such request"))
        return self


@pytest.fixture
def replies(tmp_path: Path) -> Any:
    kept = Kept(tmp_path / "kept.sqlite")
    yield lambda ears: Replies(ears, kept, lambda request: "1", resume=False)
    kept.close()


def test_each_slip_is_decided_with_it_and_without(replies: Any, tmp_path: Path) -> None:
    course = load_course(resources_dir() / "courses", EN, PT)
    sentence = next(one for one in course.sentences.values() if len(one.slips) > 1)
    ears = Ears()
    ear = Ear(replies(ears), EN, PT, tmp_path)
    bench = GrammarBench(ear, [Letters()], [Langtutor(), Transcript(ENGLISH)], "pt", (CLEAN,))
    decisions = list(bench.decisions([sentence], lambda done, total: None))
    of_slips = [decision.detail for decision in decisions if decision.slip]
    assert set(of_slips) == {slip.said for slip in sentence.slips}
    assert len(decisions) == 2 * len(of_slips)
    for without, with_it in zip(decisions[::2], decisions[1::2], strict=True):
        assert (without.slip, with_it.slip) == (False, True)
        assert without.detail == with_it.detail
        if len(with_it.detail) != len(with_it.asked):
            assert with_it.scores["langtutor"] > without.scores["langtutor"]
    assert all(isinstance(request, Hear) and request.candidates[0] == sentence.text for request in ears.asked)


def test_sounds_are_decided_in_pairs(replies: Any, tmp_path: Path) -> None:
    voices: list[ChosenPhones] = [english_voices(installed, espeak=["en-us"])[0]]
    for knows_sounds in (True, False):
        ears = Ears(knows_sounds=knows_sounds)
        ear = Ear(replies(ears), EN, PT, tmp_path)
        bench = PhoneBench(ear, voices, [LangtutorSounds(), WordProbability()], (CLEAN,))
        decisions = list(bench.decisions(["I think so."], lambda done, total: None))
        assert [decision.slip for decision in decisions] == [False, True] * 2
        assert {frozenset(decision.scores) for decision in decisions} == {frozenset({"whisper-words"})}
        assert sum(isinstance(request, Pronounce) for request in ears.asked) == 1
        assert not ear.knows_sounds


def _decision(slip: bool, score: float, kind: str = "grammar", voice: str = "a") -> Decision:
    return Decision(slip, GOES, GO, kind, voice, "clean", GOES, {"langtutor": score, "transcript": 0.0})


def test_the_whole_is_of_the_kinds_that_count_and_the_parts_of_all() -> None:
    decisions = [_decision(True, 1.0), _decision(False, 0.0), _decision(True, -1.0, "word", "b")]
    decisions.append(_decision(False, 0.0, "word", "b"))
    results = found(decisions, kinds=["grammar"])
    assert (results["langtutor"].roc.auc, results["langtutor"].roc.slips) == (1.0, 1)
    assert results["transcript"].roc.auc == 0.5
    assert {kind: part.auc for kind, part in results["langtutor"].by_kind.items()} == {"grammar": 1.0, "word": 0.0}
    assert {voice: part.n for voice, part in results["langtutor"].by_voice.items()} == {"a": 2, "b": 2}
    assert found(decisions[:1]) == {}
