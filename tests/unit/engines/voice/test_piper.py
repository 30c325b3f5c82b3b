"""Piper with the real voice, beside espeak-ng in one process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.piper import CONFIG, MODEL, PiperVoice
from tests.support.models import model_folder

ID = "piper-en-us-joe"
EN, PT = LanguageCode("en"), LanguageCode("pt")
TEXT = "I like to study English every day."


@pytest.fixture(scope="module")
def piper() -> PiperVoice:
    folder = model_folder(ID)
    return PiperVoice(lambda model: folder, ID, frozenset({EN}))


def samples_of(sound: Sound) -> NDArray[np.float32]:
    return np.frombuffer(sound.samples, np.float32)


def longest_silence_s(sound: Sound) -> float:
    """Inside the speech."""
    loud = np.flatnonzero(np.abs(samples_of(sound)) > 0.02)
    return float(np.diff(loud).max()) / sound.rate_hz


def test_speech_is_heard(piper: PiperVoice) -> None:
    spoken = piper.say(TEXT, EN, 1.0)
    samples = samples_of(spoken.sound)
    assert (spoken.engine, spoken.sound.rate_hz) == (ID, 22_050)
    assert 1.5 < spoken.sound.duration_s < 4
    assert 0.3 < np.abs(samples).max() <= 1
    assert samples.std() > 0.03


def test_slow_is_slower_and_fast_faster(piper: PiperVoice) -> None:
    """The rhythm is drawn anew each time, by a fifth more or less: compare several together."""

    def spoken_s(speed: float) -> float:
        return sum(piper.say(TEXT, EN, speed).sound.duration_s for _ in range(4))

    natural = spoken_s(1.0)
    assert spoken_s(0.5) > 1.4 * natural
    assert spoken_s(2.0) < 0.75 * natural
    assert spoken_s(1.0) == pytest.approx(natural, rel=0.3)  # speeds don't stick


def test_sentences_are_parted_by_a_pause(piper: PiperVoice) -> None:
    two = piper.say("We came home late. She was tired.", EN, 1.0).sound
    assert longest_silence_s(two) > 0.24
    assert longest_silence_s(piper.say("We came home late.", EN, 1.0).sound) < 0.24


@pytest.mark.parametrize("text", ["", "  \n", "…", "?!"])
def test_nothing_to_speak_says_so(piper: PiperVoice, text: str) -> None:
    with pytest.raises(EngineFailed, match="nothing to speak"):
        piper.say(text, EN, 1.0)


@pytest.mark.parametrize("text", ["one\0two", "half an emoji \ud83d", "<b>bold</b> & [[x]]", "😀 yes", "word " * 120])
def test_odd_texts_do_no_harm(piper: PiperVoice, text: str) -> None:
    assert piper.say(text, EN, 1.0).sound.duration_s > 0.1


def test_other_languages_and_impossible_speeds_are_refused(piper: PiperVoice) -> None:
    assert piper.languages() == {EN}
    with pytest.raises(UnsupportedLanguage) as refused:
        piper.say("a", PT, 1.0)
    assert refused.value.fields == {"language": "pt", "capability": "voice"}
    with pytest.raises(ValueError, match="positive"):
        piper.say("a", EN, 0.0)


def test_a_missing_model_is_named() -> None:
    with pytest.raises(ModelMissing) as missing:
        PiperVoice(lambda model: None, ID, frozenset({EN})).say("a", EN, 1.0)
    assert missing.value.fields["model"] == ID


@pytest.mark.parametrize("broken", ["no config", "config", "model", "other phones"])
def test_files_that_are_no_voice_say_so(tmp_path: Path, broken: str) -> None:
    source = model_folder(ID)
    config = json.loads((source / CONFIG).read_text(encoding="utf-8"))
    if broken == "model":
        (tmp_path / MODEL).write_bytes(b"no network")
    else:
        (tmp_path / MODEL).symlink_to(source / MODEL)
    if broken == "other phones":
        config["phoneme_type"] = "pinyin"
    if broken != "no config":
        text = "{}" if broken == "config" else json.dumps(config)
        (tmp_path / CONFIG).write_text(text, encoding="utf-8")
    with pytest.raises(EngineFailed, match=r"no Piper voice|phones come from pinyin"):
        PiperVoice(lambda model: tmp_path, ID, frozenset({EN})).say("Hello.", EN, 1.0)


def test_it_and_espeak_do_not_disturb_each_other(piper: PiperVoice) -> None:
    """Each brings an espeak-ng of its own, with its own data and its own current voice."""
    espeak = EspeakVoice({PT: "pt-br", EN: "en-us"})
    alone = (espeak.say("Eu gosto de café.", PT, 1.0).sound.duration_s, piper.say(TEXT, EN, 1.0).sound.duration_s)
    for _ in range(3):
        portuguese = espeak.say("Eu gosto de café.", PT, 1.0).sound.duration_s
        english = piper.say(TEXT, EN, 1.0).sound.duration_s
        assert (portuguese, english) == (pytest.approx(alone[0], rel=0.02), pytest.approx(alone[1], rel=0.5))


def test_it_asks_nobody_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    for name in (MODEL, CONFIG):
        shutil.copyfile(model_folder(ID) / name, folder / name)
    before = sorted(folder.iterdir())
    script = f"""
import sys
from langtutor.network.guard import NetworkGuard, install
install(NetworkGuard(None, never=True))
def hook(event, args):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.")):
        raise SystemExit(f"asked the network: {{event}} {{args}}")
sys.addaudithook(hook)
from pathlib import Path
from langtutor.engines.voice.piper import PiperVoice
voice = PiperVoice(lambda model: Path({str(folder)!r}), {ID!r}, frozenset({{"en"}}))
assert voice.say("Wherever zxqwv 1,250 people paid $9.99.", "en", 1.0).sound.samples
"""
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    root = Path(__file__).parents[4]
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
    assert sorted(folder.iterdir()) == before
