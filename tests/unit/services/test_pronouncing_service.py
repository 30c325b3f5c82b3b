"""How an answer sounded: which text is asked about, whose word is whose, and pieces of sound."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import write_wav
from langtutor.core.audio import Sound
from langtutor.core.course import ItemId, Sentence
from langtutor.core.ear_requests import HeardWord, Pronounce, SlowDown
from langtutor.core.errors import Cancelled, ModelMissing, UnreadableAudio, UnsupportedLanguage
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say, Spoken
from langtutor.core.skill import SkillKind
from langtutor.core.sounds import Phone
from langtutor.core.text import SkillId, Span
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome, WordVerdict
from langtutor.drills.exercise import Exercise
from langtutor.services.drilling import Outcome
from langtutor.services.pronouncing import HowItSounded, Pronouncing, said, words_said
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir
from tests.support.fake_host import FakeHost
from tests.support.pronounced import SLIP, UNCLEAR, pronounced

EN, PT = LanguageCode("en"), LanguageCode("pt")
GUIDE = load_sound_guide(resources_dir() / "sounds", EN)
ASKED = "My husband drinks tea."
SKILL = SkillId("en.grammar.verb.agreement")
RATE_HZ = 16_000


def words(*heard: str | None, asked: str = ASKED) -> tuple[WordVerdict, ...]:
    """heard: what came in place of each asked word."""
    found, at = [], 0
    for raw, came in zip(asked.split(), heard, strict=True):
        word = raw.strip(".")
        at = asked.index(raw, at)
        outcome = WordOutcome.RIGHT if came == word else WordOutcome.SLIP
        found.append(WordVerdict(Span(at, at + len(word)), word, came, outcome))
        at += len(raw)
    return tuple(found)


def slipped(answer: str, *heard: str | None, kind: SkillKind = SkillKind.GRAMMAR) -> Verdict:
    slip = SlipFound(SKILL, kind, "drink", "drinks", None)
    return Verdict(AnswerOutcome.SLIP, answer, ASKED, words(*heard), (slip,))


RIGHT = Verdict(AnswerOutcome.RIGHT, ASKED, ASKED, words("My", "husband", "drinks", "tea"))
DROPPED = slipped("My husband drink tea.", "My", "husband", "drink", "tea")


def outcome_of(verdict: Verdict, **fields: Any) -> Outcome:
    sentence = Sentence(ItemId("x/1"), SKILL, ASKED, ("Meu marido toma chá.",), (), {}, ())
    exercise = Exercise(DrillKind.SAY, Mode.SPOKEN, SKILL, sentence, EN, PT, ASKED)
    return Outcome(exercise, Mode.SPOKEN, verdict, (), {}, {}, {}, **fields)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(Pronounce=lambda request: pronounced(request.text))


@pytest.fixture
def pronouncing(host: FakeHost, tasks: Tasks) -> Pronouncing:
    return Pronouncing(host, tasks, lambda language: GUIDE if language == EN else None, lambda: "en")


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """One second of silence, half a second of a tone, and half a second of silence."""
    samples = np.zeros(2 * RATE_HZ, np.float32)
    samples[RATE_HZ : 3 * RATE_HZ // 2] = 0.5 * np.sin(np.arange(RATE_HZ // 2) / 5)
    write_wav(tmp_path / "said.wav", samples, RATE_HZ)
    return tmp_path / "said.wav"


def heard(pronouncing: Pronouncing, verdict: Verdict, **fields: Any) -> HowItSounded:
    return pronouncing.listen(Path("/recordings/r.wav"), outcome_of(verdict, **fields)).result(30)


def test_the_ear_is_asked_about_what_was_said(pronouncing: Pronouncing, host: FakeHost) -> None:
    heard(pronouncing, RIGHT)
    heard(pronouncing, DROPPED)
    recording = Path("/recordings/r.wav")
    assert host.asked == [
        Pronounce(recording, ASKED, EN, PT),
        Pronounce(recording, "My husband drink tea", EN, PT),
    ]


def test_sounds_that_judging_needed_are_not_asked_for_again(pronouncing: Pronouncing, host: FakeHost) -> None:
    known = pronounced(ASKED, husband={0: ("", 0.01, SLIP)})
    found = heard(pronouncing, RIGHT, pronounced=known)
    assert host.asked == []
    assert found.words[1] is not None and found.words[1].sounds[0].heard == ""
    heard(pronouncing, DROPPED, pronounced=known)
    assert [request.text for request in host.asked if isinstance(request, Pronounce)] == ["My husband drink tea"]


def test_the_learners_own_levels_go_along(host: FakeHost, tasks: Tasks) -> None:
    levels = ((Phone("TH"), 0.4),)
    heard(Pronouncing(host, tasks, lambda _: GUIDE, lambda: "en", lambda _: levels), RIGHT)
    assert host.asked == [Pronounce(Path("/recordings/r.wav"), ASKED, EN, PT, levels)]


def test_a_slip_of_sound_is_looked_for_in_what_was_asked() -> None:
    assert said(slipped("My husband drink tea.", "My", "husband", "drink", "tea", kind=SkillKind.SOUND))[0] == ASKED
    unclear = replace(RIGHT, outcome=AnswerOutcome.UNCLEAR, answer="My house band drinks tea.")
    assert said(unclear)[0] == ASKED


def test_words_of_the_verdict_are_found_in_what_was_said() -> None:
    answer = "My house band drink tea tea."
    told = (
        *words("My", "house band", None, "tea")[:4],
        WordVerdict(Span(21, 21), "", "tea", WordOutcome.SLIP),
    )
    verdict = replace(DROPPED, answer=answer, words=told)
    text, spans = said(verdict)
    assert text == "My house band tea tea"
    assert [span.of(text) if span else None for span in spans] == ["My", "house band", None, "tea", "tea"]
    assert spans[3] != spans[4]
    assert said(replace(verdict, outcome=AnswerOutcome.UNCLEAR))[1][-1] is None


def test_right_words_are_as_they_were_asked_however_they_were_written_down() -> None:
    told = (replace(DROPPED.words[0], heard="Mi", outcome=WordOutcome.RIGHT), *DROPPED.words[1:])
    assert said(replace(DROPPED, words=told))[0] == "My husband drink tea"


def test_each_word_has_its_own_sounds_and_two_make_one() -> None:
    answer = "My husband drink with our tea."
    verdict = slipped(answer, "My", "husband", "drink with our", "tea")
    found = words_said(pronounced(said(verdict)[0]), verdict, GUIDE, PT, "en")
    assert [word.text if word else None for word in found] == ["My", "husband", "drink with our", "tea"]
    assert found[2] is not None
    assert [one.asked for one in found[2].sounds] == ["d", "ɹ", "ɪ", "ŋ", "k", "w", "ɪ", "ð", "aʊ", "ɝ"]
    assert found[1] is not None and found[1].end_s <= found[2].start_s < found[2].end_s


def test_the_advice_is_on_the_clearest_slip_that_is_usual(host: FakeHost, pronouncing: Pronouncing) -> None:
    text = "I think so."
    verdict = Verdict(AnswerOutcome.RIGHT, text, text, words("I", "think", "so", asked=text))
    host.answers["Pronounce"] = pronounced(
        text, think={0: ("T", 0.1, SLIP), 3: ("G", 0.01, SLIP)}, so={1: ("UW", 0.02, UNCLEAR)}
    )
    found = heard(pronouncing, verdict)
    assert found.remark is not None
    assert (found.remark.word, found.remark.sound) == (1, 0)
    assert "between your teeth" in found.remark.advice


def test_nothing_is_advised_where_all_is_right(pronouncing: Pronouncing) -> None:
    assert heard(pronouncing, RIGHT).remark is None


def test_stress_is_told_by_the_sound_it_belongs_on(host: FakeHost, pronouncing: Pronouncing) -> None:
    told = pronounced(ASKED)
    host.answers["Pronounce"] = replace(
        told, words=tuple(replace(word, stress_heard=1) if word.text == "husband" else word for word in told.words)
    )
    found = heard(pronouncing, RIGHT)
    word = found.words[1]
    assert word is not None and found.stress is not None
    assert found.stress.fields == {"word": "husband", "syllable": 1, "split": "HUS-band"}
    assert [word.sounds[at].asked for at in (word.stress_asked, word.stress_heard) if at is not None] == ["ʌ/ə", "ʌ/ə"]
    assert (word.stress_asked, word.stress_heard) == (1, 4)
    assert not word.stress_is_right


def test_without_a_phone_model_there_are_times(host: FakeHost, pronouncing: Pronouncing) -> None:
    host.answers["Pronounce"] = lambda request: pronounced(request.text, known=False)
    found = heard(pronouncing, RIGHT)
    assert not found.phones_known and found.trouble is None
    assert all(word is not None and not word.sounds and word.end_s > word.start_s for word in found.words)


def test_without_any_answer_the_transcripts_times_serve(host: FakeHost, pronouncing: Pronouncing) -> None:
    error = ModelMissing(model="x", command="install x")
    host.answers["Pronounce"] = error
    times = tuple(
        HeardWord(f" {word}", at, at + 0.5, 0.9) for at, word in enumerate(["My", "husband", "drinks", "tea."])
    )
    found = heard(pronouncing, RIGHT, transcript=ASKED, heard_words=times)
    assert found.trouble is error and found.phones_known
    assert [(word.text, word.start_s) if word else None for word in found.words] == [
        ("My", 0),
        ("husband", 1),
        ("drinks", 2),
        ("tea", 3),
    ]


def test_a_language_that_no_engine_knows_is_no_trouble(host: FakeHost, pronouncing: Pronouncing) -> None:
    host.answers["Pronounce"] = UnsupportedLanguage(language="en", capability="sounds")
    found = heard(pronouncing, RIGHT)
    assert found.trouble is None and not found.phones_known
    assert found.words == (None,) * 4


def test_a_word_without_a_place_in_the_recording_has_no_times(host: FakeHost, pronouncing: Pronouncing) -> None:
    told = pronounced(ASKED)
    host.answers["Pronounce"] = replace(
        told, words=tuple(replace(word, start_s=0.0, end_s=0.0, phones=()) for word in told.words)
    )
    assert heard(pronouncing, RIGHT).words == (None,) * 4


def test_a_verdict_that_is_left_is_not_listened_to_any_more(host: FakeHost, pronouncing: Pronouncing) -> None:
    waiting: Future[Any] = Future()
    host.answers["Pronounce"] = waiting
    future = pronouncing.listen(Path("/recordings/r.wav"), outcome_of(RIGHT))
    pronouncing.stop_listening()
    waiting.set_exception(Cancelled())
    with pytest.raises(Cancelled):
        future.result(30)


def test_silence_is_no_part_of_the_first_and_the_last_word(pronouncing: Pronouncing, host: FakeHost, wav: Path) -> None:
    told = pronounced(ASKED).words
    times = ((0.0, 1.1), (1.1, 1.2), (1.2, 1.3), (1.3, 2.0))
    words = tuple(replace(w, start_s=a, end_s=b) for w, (a, b) in zip(told, times, strict=True))
    host.answers["Pronounce"] = replace(pronounced(ASKED), words=words)
    found = pronouncing.listen(wav, outcome_of(RIGHT)).result(30).words
    assert found[0] is not None and found[0].start_s == pytest.approx(0.88, abs=0.02) and found[0].end_s == 1.1
    assert found[-1] is not None and found[-1].end_s == pytest.approx(1.62, abs=0.02)


def test_a_piece_of_a_recording(pronouncing: Pronouncing, wav: Path) -> None:
    piece = pronouncing.piece(wav, 1.0, 1.5).result(30)
    assert piece.duration_s == pytest.approx(0.5, abs=0.1)
    samples = np.frombuffer(piece.samples, np.float32)
    assert abs(samples[0]) < 0.01 and abs(samples[-1]) < 0.01
    assert pronouncing.piece(wav).result(30).duration_s == pytest.approx(2.0)
    with pytest.raises(UnreadableAudio):
        pronouncing.piece(wav.with_name("gone.wav"), 0, 1).result(30)


def test_a_slow_piece_has_the_same_edges(pronouncing: Pronouncing, host: FakeHost, wav: Path) -> None:
    slow = Sound(b"\0" * 8, RATE_HZ)
    host.answers["SlowDown"] = slow
    assert pronouncing.slow_piece(wav, 0.6, 1.0, 1.5).result(30) is slow
    pronouncing.slow_piece(wav, 0.6).result(30)
    first, whole = (request for request in host.asked if isinstance(request, SlowDown))
    assert (first.start_s, first.end_s) == (pytest.approx(0.96), pytest.approx(1.54))
    assert (whole.start_s, whole.end_s) == (0.0, None)


def test_the_wave_leaves_the_silence_out(pronouncing: Pronouncing, wav: Path) -> None:
    wave = pronouncing.wave(wav).result(30)
    assert (wave.start_s, wave.end_s) == (pytest.approx(0.75, abs=0.02), pytest.approx(1.75, abs=0.02))
    assert (wave.first_s, wave.last_s) == (pytest.approx(0.88, abs=0.02), pytest.approx(1.62, abs=0.02))
    assert len(wave.peaks) == pytest.approx(100, abs=2)
    assert max(wave.peaks) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("samples", [np.zeros(RATE_HZ, np.float32), np.zeros(0, np.float32)])
def test_the_wave_of_nothing(pronouncing: Pronouncing, tmp_path: Path, samples: Any) -> None:
    write_wav(tmp_path / "silent.wav", samples, RATE_HZ)
    wave = pronouncing.wave(tmp_path / "silent.wav").result(30)
    assert wave.start_s == 0.0 and wave.end_s == pytest.approx(len(samples) / RATE_HZ)
    assert not any(wave.peaks)


def voice(request: Say) -> Spoken:
    return Spoken(Sound(np.full(3 * 24_000, 0.25, np.float32).tobytes(), 24_000), "fake voice")


def test_the_models_word_is_cut_out_of_its_sentence(pronouncing: Pronouncing, host: FakeHost) -> None:
    host.answers["Say"] = voice
    word = next(one for one in pronounced(ASKED).words if one.text == "drinks")
    sound = pronouncing.model_word(ASKED, Span(11, 17), EN).result(30)
    assert sound.rate_hz == 24_000
    assert sound.duration_s == pytest.approx(word.end_s - word.start_s, abs=0.1)
    pronouncing.model_word(ASKED, Span(3, 10), EN).result(30)
    assert host.kinds() == ["Say", "Pronounce"], "the sentence is made and looked into once"


@pytest.mark.parametrize("reply", [ModelMissing(model="x", command="y"), pronounced("Something else.")])
def test_where_the_models_word_cannot_be_found_it_is_said_alone(
    pronouncing: Pronouncing, host: FakeHost, reply: Any
) -> None:
    host.answers.update(Say=voice, Pronounce=replace(reply, words=()) if not isinstance(reply, Exception) else reply)
    pronouncing.model_word(ASKED, Span(11, 17), EN, 0.7).result(30)
    said: Mapping[str, float] = {one.text: one.speed for one in host.asked if isinstance(one, Say)}
    assert said == {ASKED: 0.7, "drinks": 0.7}
