"""How sounds were made, through the ear worker, with the real ear and the real voices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from langtutor.content.wav import write_wav
from langtutor.core.ear_requests import Hear, Pronounce
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import Pronounced, WordSounds
from langtutor.core.verdict import WordOutcome
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.evaluation.spoken_voices import HibariPhones, render, samples_of, say
from langtutor.host.client import Host
from langtutor.host.sets.pronouncing import ChosenPronunciation
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import user_paths
from tests.support.models import home_with_models, installed

EN, PT = LanguageCode("en"), LanguageCode("pt")

Wav = Callable[[str], Path]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    home = home_with_models(tmp_path_factory.mktemp("home") / "home", "whisper-base")
    patch = pytest.MonkeyPatch()
    patch.setenv("LANGTUTOR_HOME", str(home))
    made = Host(WorkerContext(user_paths(), never_use_network=True))
    yield made
    made.close()
    patch.undo()


@pytest.fixture(scope="module")
def say_english(tmp_path_factory: pytest.TempPathFactory) -> Wav:
    voice, folder = HibariPhones(HibariVoice()), tmp_path_factory.mktemp("english")

    def said(text: str) -> Path:
        wav = folder / f"{abs(hash(text))}.wav"
        write_wav(wav, say(voice, render(voice, text)), 16_000)
        return wav

    return said


def word(found: Pronounced, text: str) -> WordSounds:
    return next(one for one in found.words if one.text == text)


def test_what_was_said_as_asked_has_no_slip(host: Host, say_english: Wav) -> None:
    text = "She thinks the weather is beautiful."
    found = host.ask(Pronounce(say_english(text), text, EN, PT))
    assert found.phones_known
    assert [one.text for one in found.words] == ["She", "thinks", "the", "weather", "is", "beautiful"]
    assert not [sound for one in found.words for sound in one.phones if sound.outcome is WordOutcome.SLIP]
    assert [one.asked for one in word(found, "thinks").phones] == ["TH", "IH", "NG", "K", "S"]
    times = [time for one in found.words for time in (one.start_s, one.end_s)]
    assert times == sorted(times)
    assert found.levels["TH"][1] == 1


def test_another_sound_is_named(host: Host, say_english: Wav) -> None:
    found = host.ask(Pronounce(say_english("They live on a sheep."), "They live on a ship.", EN, PT))
    vowel = next(one for one in word(found, "ship").phones if one.asked == "IH")
    assert (vowel.heard, vowel.outcome) == ("IY", WordOutcome.SLIP)
    assert vowel.probability < 0.1
    assert not [one for one in word(found, "live").phones if one.outcome is WordOutcome.SLIP]


def test_the_sounds_of_candidates_are_compared(host: Host, say_english: Wav) -> None:
    right, slip = "He lives in a big house.", "He live in a big house."
    for said, other in ((right, slip), (slip, right)):
        heard = host.ask(Hear(say_english(said), EN, (right, slip)))
        assert heard.sounds[said] > heard.sounds[other]
        assert heard.sounds.keys() == heard.scores.keys()


def test_without_a_phone_model_words_have_times(host: Host, tmp_path: Path) -> None:
    text = "A minha irmã mora longe, eu sei."
    voice, wav = EspeakVoice({PT: "pt-br"}), tmp_path / "dito.wav"
    write_wav(wav, samples_of(voice.say(text, PT, 1.0).sound), 16_000)
    found = host.ask(Pronounce(wav, text, PT, EN))
    assert not found.phones_known
    assert [one.text for one in found.words] == ["A", "minha", "irmã", "mora", "longe", "eu", "sei"]
    assert all(one.span.of(text) == one.text and not one.phones for one in found.words)
    assert [one.start_s for one in found.words] == sorted(one.start_s for one in found.words)
    assert host.ask(Hear(wav, PT, (text,))).sounds == {}


def test_a_recording_too_short_for_the_text_has_words_without_sounds(host: Host, say_english: Wav) -> None:
    text = "This is a very long sentence that nobody can have said within the time of a single little word. " * 2
    found = host.ask(Pronounce(say_english("Yes."), text, EN, PT))
    assert found.words and not any(one.phones for one in found.words)


def test_silence_says_so(host: Host, tmp_path: Path) -> None:
    wav = tmp_path / "silence.wav"
    write_wav(wav, np.zeros(16_000, np.float32), 16_000)
    with pytest.raises(NoSpeech):
        host.ask(Pronounce(wav, "Hello.", EN))


def test_another_whisper_model_borrows_the_encoder_that_is_known() -> None:
    base, other = (WhisperRecogniser(installed, model) for model in ("whisper-base", "whisper-other"))
    lent: list[str] = []

    def others(model: str) -> WhisperRecogniser | None:
        lent.append(model)
        return base

    chosen = ChosenPronunciation(others)
    chosen.warm_up(EN, base)
    assert not lent
    chosen.warm_up(EN, other)
    assert lent == ["whisper-base"]
    chosen.warm_up(PT, other)
    assert len(lent) == 1, "there are numbers for English only"
