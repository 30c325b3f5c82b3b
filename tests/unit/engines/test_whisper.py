"""The ear on synthetic speech, with the real model: transcripts, evidence, times, languages, silence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ, Sound
from langtutor.core.errors import Cancelled, ModelMissing, NoSpeech, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.speech.vad import SileroProbabilities, SileroWatcher, speech_regions
from langtutor.engines.speech.whisper import WhisperRecogniser, load_tokenizer
from langtutor.engines.voice.hibari import HibariVoice
from tests.support.models import model_folder

Samples = NDArray[np.float32]
Speak = Callable[[str], Samples]

EN, PT = LanguageCode("en"), LanguageCode("pt")
RIGHT, SLIP = "He doesn't like coffee.", "He don't like coffee."


@pytest.fixture(scope="module")
def ear() -> WhisperRecogniser:
    folder = model_folder("whisper-base")
    return WhisperRecogniser(lambda model: folder)


@pytest.fixture(scope="module")
def speak(tmp_path_factory: pytest.TempPathFactory) -> Speak:
    """A sentence at 16 kHz with a quarter of a second of silence around it."""
    voice, wav = HibariVoice(), tmp_path_factory.mktemp("said") / "said.wav"

    def said(text: str) -> Samples:
        sound: Sound = voice.say(text, EN, 1.0).sound
        write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
        silence = np.zeros(SAMPLE_RATE_HZ // 4, np.float32)
        return np.concatenate([silence, read_wav(wav), silence])

    return said


def test_what_was_said_beats_what_was_not(ear: WhisperRecogniser, speak: Speak) -> None:
    for said, other in ((RIGHT, SLIP), (SLIP, RIGHT)):
        heard = ear.hear(speak(said), EN, (RIGHT, SLIP))
        assert heard.scores[said] > heard.scores[other] + 1.0
        assert heard.text in heard.scores
        assert heard.engine == "whisper-base"


def test_words_come_in_order_within_the_recording(ear: WhisperRecogniser, speak: Speak) -> None:
    samples = speak(RIGHT)
    heard = ear.hear(samples, EN, ())
    assert " ".join(word.text for word in heard.words) == heard.text == RIGHT
    edges = [edge for word in heard.words for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert 0.1 < edges[0] < 0.7 and edges[-1] <= heard.duration_s
    assert all(0.0 <= word.probability <= 1.0 for word in heard.words)


def test_a_recording_longer_than_the_window_is_heard_to_its_end(ear: WhisperRecogniser, speak: Speak) -> None:
    pause = np.zeros(SAMPLE_RATE_HZ, np.float32)
    first, last = "My sister is a teacher.", "We depend on our parents."
    middle = np.concatenate([part for _ in range(8) for part in (speak("They want to buy a new car."), pause)])
    heard = ear.hear(np.concatenate([speak(first), pause, middle, speak(last)]), EN, ())
    assert heard.duration_s > 27
    assert heard.text.startswith(first) and heard.text.rstrip(".").endswith(last.rstrip("."))
    assert heard.words[-1].end_s > 25


def test_a_long_recording_is_told_piece_by_piece_and_can_be_cancelled(ear: WhisperRecogniser, speak: Speak) -> None:
    pause = np.zeros(SAMPLE_RATE_HZ, np.float32)
    sentences = ("My sister is a teacher.", "We depend on our parents.")
    parts = [np.concatenate([speak(one), pause] * 4) for one in sentences]  # ten seconds each
    told: list[str] = []

    def check() -> None:
        if told:
            raise Cancelled()

    with pytest.raises(Cancelled):
        ear.hear(np.concatenate(parts), EN, check=check, tell=lambda text, heard_s: told.append(text))
    (first,) = told
    assert sentences[0] in first and sentences[1] not in first


def test_what_was_heard_is_remembered_by_its_sound(ear: WhisperRecogniser, speak: Speak) -> None:
    said, other = speak(RIGHT), speak("Where is the train station, please?")
    before = ear.hear(said, EN, (RIGHT, SLIP))
    assert ear.hear(other, EN, (RIGHT, SLIP)).text != before.text
    for _ in range(2):  # what the encoder made of it has been forgotten meanwhile
        ear.hear(speak("Good morning."), EN)
    assert ear.hear(said, EN, (RIGHT, SLIP)) == before


def test_a_glimpse_waits_for_nobody(ear: WhisperRecogniser, speak: Speak) -> None:
    said = speak(RIGHT)
    words = ear.glimpse(said, EN)
    assert words is not None and words[-1].text == "coffee."
    seen: list[object] = []
    with ear._busy:
        one = threading.Thread(target=lambda: seen.append(ear.glimpse(said, EN)))
        one.start()
        one.join(60)
    assert seen == [None]


def test_hesitations_are_kept_where_they_are_wanted(ear: WhisperRecogniser, speak: Speak) -> None:
    said = speak("My brother, uh, works in a bank.")
    style = "Um, so, uh... I, I was, um, thinking, hmm, that we, we should, er, go."
    assert "uh," in ear.hear(said, EN, style=style).text.split()


def test_the_language_is_recognised(ear: WhisperRecogniser, speak: Speak) -> None:
    assert ear.language_of(speak("Where is the train station, please?"), (PT, EN)) == EN


def test_silence_and_noise_are_no_speech(ear: WhisperRecogniser) -> None:
    noise = np.random.default_rng(1).normal(0, 0.01, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    for samples in (np.zeros(SAMPLE_RATE_HZ, np.float32), noise, np.zeros(0, np.float32)):
        with pytest.raises(NoSpeech):
            ear.hear(samples, EN, (RIGHT,))


def test_a_language_that_it_does_not_know_is_said(ear: WhisperRecogniser, speak: Speak) -> None:
    with pytest.raises(UnsupportedLanguage):
        ear.hear(speak(RIGHT), LanguageCode("xx"), ())


def test_without_its_model_it_names_the_command() -> None:
    with pytest.raises(ModelMissing) as caught:
        WhisperRecogniser(lambda model: None).hear(np.zeros(16, np.float32), EN, ())
    assert caught.value.fields["command"] == "langtutor models install whisper-base"


def test_the_tokenizer_is_mended() -> None:
    """The published file lacks the merge for " t": " to" fell apart, and with it the evidence for what has it."""
    tokenizer = load_tokenizer(model_folder("whisper-base") / "tokenizer.json")
    assert tokenizer.encode(" want to the", add_special_tokens=False).tokens == ["Ġwant", "Ġto", "Ġthe"]


def test_speech_is_found_where_it_is(speak: Speak) -> None:
    silence = np.zeros(2 * SAMPLE_RATE_HZ, np.float32)
    ((start, end),) = speech_regions(np.concatenate([silence, speak(RIGHT), silence]))
    assert 1.9 < start / SAMPLE_RATE_HZ < 2.6
    assert 3.0 < end / SAMPLE_RATE_HZ < 4.6


def test_a_watcher_follows_speech_in_small_pieces(speak: Speak) -> None:
    watcher = SileroWatcher(SileroProbabilities())
    silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
    samples = np.concatenate([silence, speak(RIGHT), silence])
    states = [watcher.feed(samples[i : i + 500]) for i in range(0, len(samples), 500)]
    assert not states[10].started and states[10].silence_s == 0.0
    assert any(state.speaking for state in states)
    assert states[-1].started and not states[-1].speaking
    assert 0.7 < states[-1].silence_s < 1.8


def test_a_click_is_no_speech() -> None:
    watcher = SileroWatcher(SileroProbabilities())
    click = np.zeros(SAMPLE_RATE_HZ, np.float32)
    click[8000:8100] = 0.9
    assert not watcher.feed(click).started


def test_paths_are_not_remembered(tmp_path: Path) -> None:
    """Installing later helps: the model is looked for again."""
    found: list[Path | None] = [None]
    ear = WhisperRecogniser(lambda model: found[0])
    with pytest.raises(ModelMissing):
        ear.warm_up(EN)
    found[0] = model_folder("whisper-base")
    ear.warm_up(EN)
