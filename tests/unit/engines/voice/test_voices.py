from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.voice import Voice
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice

EN, PT = LanguageCode("en"), LanguageCode("pt")
TEXTS = {EN: "I like to study English every day.", PT: "Eu gosto de estudar inglês todos os dias."}


@pytest.fixture(scope="module")
def espeak() -> EspeakVoice:
    return EspeakVoice({PT: "pt-br", EN: "en-us"})


@pytest.fixture(scope="module")
def hibari() -> HibariVoice:
    return HibariVoice()


@pytest.fixture(params=["hibari en", "espeak pt"])
def speaker(request: pytest.FixtureRequest) -> tuple[Voice, LanguageCode]:
    engine, language = request.param.split()
    return request.getfixturevalue(engine), LanguageCode(language)


def samples_of(sound: Sound) -> NDArray[np.float32]:
    return np.frombuffer(sound.samples, np.float32)


def test_speech_is_heard(speaker: tuple[Voice, LanguageCode]) -> None:
    voice, language = speaker
    sound = voice.say(TEXTS[language], language, 1.0).sound
    samples = samples_of(sound)
    assert 1.5 < sound.duration_s < 5
    assert sound.rate_hz == (24_000 if language == EN else 22_050)
    assert np.abs(samples).max() <= 1
    assert samples.std() > 0.01


def test_slow_is_slower_and_fast_faster(speaker: tuple[Voice, LanguageCode]) -> None:
    voice, language = speaker
    natural, slow, fast = (voice.say(TEXTS[language], language, speed).sound.duration_s for speed in (1.0, 0.7, 1.5))
    assert slow > 1.25 * natural
    assert fast < 0.85 * natural


def test_slow_speech_keeps_its_pitch(espeak: EspeakVoice) -> None:
    def pitch_hz(speed: float) -> float:
        sound = espeak.say("aaa", PT, speed).sound
        samples = samples_of(sound)
        middle = samples[len(samples) // 2 - 1024 : len(samples) // 2 + 1024]
        echo = np.correlate(middle, middle, "full")[len(middle) :]
        low, high = sound.rate_hz // 250, sound.rate_hz // 60
        return float(sound.rate_hz / (low + 1 + int(np.argmax(echo[low:high]))))

    assert pitch_hz(0.7) == pytest.approx(pitch_hz(1.0), rel=0.2)


def test_the_same_text_sounds_the_same(hibari: HibariVoice) -> None:
    assert hibari.say("Good morning.", EN, 1.0) == hibari.say("Good morning.", EN, 1.0)


def test_speeds_do_not_stick(espeak: EspeakVoice) -> None:
    natural = espeak.say(TEXTS[PT], PT, 1.0).sound.duration_s
    espeak.say(TEXTS[PT], PT, 0.7)
    assert espeak.say(TEXTS[PT], PT, 1.0).sound.duration_s == pytest.approx(natural, rel=0.05)


def test_each_language_has_its_own_voice(espeak: EspeakVoice) -> None:
    portuguese, english = espeak.say("total", PT, 1.0), espeak.say("total", EN, 1.0)
    assert (portuguese.engine, english.engine) == ("espeak-ng-pt-br", "espeak-ng-en-us")
    assert portuguese.sound != english.sound


@pytest.mark.parametrize("text", ["", "  \n", "…", "?!"])
def test_nothing_to_speak_says_so(speaker: tuple[Voice, LanguageCode], text: str) -> None:
    voice, language = speaker
    with pytest.raises(EngineFailed, match="nothing to speak"):
        voice.say(text, language, 1.0)


@pytest.mark.parametrize("text", ["one\0two", "half an emoji \ud83d", "<b>bold</b> & [[x]]", "😀 yes"])
def test_odd_characters_do_no_harm(speaker: tuple[Voice, LanguageCode], text: str) -> None:
    voice, language = speaker
    assert voice.say(text, language, 1.0).sound.duration_s > 0.1


def test_a_nul_does_not_end_the_text(espeak: EspeakVoice) -> None:
    whole = espeak.say("um dois três quatro", PT, 1.0).sound.duration_s
    assert espeak.say("um\0dois três quatro", PT, 1.0).sound.duration_s == pytest.approx(whole, rel=0.1)


def test_other_languages_are_refused(espeak: EspeakVoice, hibari: HibariVoice) -> None:
    assert espeak.languages() == {EN, PT}
    assert hibari.languages() == {EN}
    for voice, language in ((espeak, "xx"), (hibari, "pt")):
        with pytest.raises(UnsupportedLanguage) as refused:
            voice.say("a", LanguageCode(language), 1.0)
        assert refused.value.fields == {"language": language, "capability": "voice"}


def test_an_unknown_voice_is_named() -> None:
    with pytest.raises(EngineFailed, match="zz-nowhere"):
        EspeakVoice({PT: "zz-nowhere"}).say("a", PT, 1.0)


def test_the_voice_asks_nobody(tmp_path: Path) -> None:
    """Under the guard, in an empty home: nothing is fetched, no cache and no device id is written."""
    script = """
import sys
from langtutor.network.guard import NetworkGuard, install
install(NetworkGuard(None, never=True))
def hook(event, args):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.")):
        raise SystemExit(f"asked the network: {event} {args}")
sys.addaudithook(hook)
from langtutor.engines.voice.hibari import HibariVoice
assert HibariVoice().say("Wherever supercalifragilistic zxqwv 1,250 people paid $9.99.", "en", 1.0).sound.samples
"""
    inherited = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment = {**inherited, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "HIBARI_HOME": str(tmp_path)}
    root = Path(__file__).parents[4]
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
