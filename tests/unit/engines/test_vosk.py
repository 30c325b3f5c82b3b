"""Captions with the real model on synthetic speech."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vosk
from numpy.typing import NDArray

from langtutor.content.wav import read_wav, write_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Caption
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.engines.speech import vosk as engine
from langtutor.engines.speech.vosk import VoskCaptioner, VoskCaptions
from langtutor.engines.voice.hibari import HibariVoice
from tests.support.models import model_folder

Samples = NDArray[np.float32]

MODEL = "vosk-en-small"
EN = LanguageCode("en")
SAID = "He goes to work at seven, and he comes home late every day."
HEARD = "he goes to work at seven and he comes home late every day"


@pytest.fixture(scope="module")
def captions() -> VoskCaptions:
    folder = model_folder(MODEL)
    return VoskCaptions(lambda model: folder, MODEL, frozenset({EN}))


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """A sentence with a quarter of a second of silence before it, and what a recording ends with."""
    sound = HibariVoice().say(SAID, EN, 1.0).sound
    wav = tmp_path_factory.mktemp("said") / "said.wav"
    write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
    return np.concatenate([silence(0.25), read_wav(wav), silence(0.3)])


def silence(seconds: float) -> Samples:
    return np.zeros(int(SAMPLE_RATE_HZ * seconds), np.float32)


def follow(captioner: VoskCaptioner, samples: Samples, chunk: int) -> list[Caption]:
    return [captioner.feed(samples[start : start + chunk]) for start in range(0, len(samples), chunk)]


@pytest.mark.parametrize("chunk", [160, 1024, 7_777, 400_000])
def test_what_is_said_is_shown_whatever_the_chunks(captions: VoskCaptions, speech: Samples, chunk: int) -> None:
    captioner = captions.captioner(EN)
    last = follow(captioner, speech, chunk)[-1]
    assert f"{last.settled} {last.tentative}".split()[-4:] == HEARD.split()[-4:]
    assert last.heard_s == pytest.approx(len(speech) / SAMPLE_RATE_HZ)
    assert captioner.finish() == Caption(HEARD, "", last.heard_s)


def test_words_come_while_they_are_said_whole_and_settled_ones_stay(captions: VoskCaptions, speech: Samples) -> None:
    captioner = captions.captioner(EN)
    seen = [*follow(captioner, speech, 1600), captioner.finish()]
    known = set(HEARD.split())
    half = seen[len(seen) // 2]
    assert 3 <= len(f"{half.settled} {half.tentative}".split()) < len(HEARD.split())
    assert half.settled
    for before, after in itertools.pairwise(seen):
        assert after.settled.startswith(before.settled)
        assert set(after.settled.split()) <= known
    unknown = [word for caption in seen for word in caption.tentative.split() if word not in known]
    assert len(unknown) < len(seen) / 4  # what changes its mind does so in whole words, and seldom


def test_a_pause_settles_what_came_before_it(captions: VoskCaptions, speech: Samples) -> None:
    captioner = captions.captioner(EN)
    captioner.feed(np.concatenate([speech, silence(1.2)]))
    paused = captioner.feed(silence(0.1))
    assert (paused.settled, paused.tentative) == (HEARD, "")
    captioner.feed(speech)
    assert captioner.finish().settled == f"{HEARD} {HEARD}"


def test_nothing_said_is_nothing_shown(captions: VoskCaptions) -> None:
    assert captions.captioner(EN).finish() == Caption("", "", 0.0)
    captioner = captions.captioner(EN)
    assert captioner.feed(silence(0)) == Caption("", "", 0.0)
    assert captioner.feed(silence(2)) == Caption("", "", 2.0)
    assert captioner.finish() == Caption("", "", 2.0)


def test_reset_begins_anew(captions: VoskCaptions, speech: Samples) -> None:
    captioner = captions.captioner(EN)
    captioner.feed(speech)
    captioner.reset()
    assert captioner.feed(silence(0.1)) == Caption("", "", 0.1)
    captioner.feed(speech)
    assert captioner.finish().settled == HEARD


def test_nothing_of_one_recording_reaches_the_next_also_when_it_was_given_up(
    captions: VoskCaptions, speech: Samples
) -> None:
    for end in (True, False, True):
        captioner = captions.captioner(EN)
        assert captioner.feed(silence(0.5)) == Caption("", "", 0.5)
        captioner.feed(speech[: len(speech) // 2])
        if end:
            captioner.finish()
    assert captions.captioner(EN).finish() == Caption("", "", 0.0)


def test_later_recordings_load_and_make_nothing_anew(speech: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(make: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any, **named: Any) -> Any:
            made.append(make.__name__)
            return make(*arguments, **named)

        return instead

    for kind in (vosk.Model, vosk.KaldiRecognizer):
        monkeypatch.setattr(vosk, kind.__name__, counted(kind))
    folder = model_folder(MODEL)
    cold = VoskCaptions(lambda model: folder, MODEL, frozenset({EN}))
    for _ in range(3):
        captioner = cold.captioner(EN)
        captioner.feed(speech)
        captioner.finish()
    assert made == ["Model", "KaldiRecognizer"]


def test_samples_that_are_no_sound_do_no_harm(captions: VoskCaptions, speech: Samples) -> None:
    captioner = captions.captioner(EN)
    captioner.feed(np.full(1600, np.nan, np.float32))
    captioner.feed(np.full(1600, 9.0, np.float32))
    captioner.feed(speech)
    assert "work at seven" in captioner.finish().settled


def test_two_recordings_at_once_share_the_model(captions: VoskCaptions, speech: Samples) -> None:
    one, other = captions.captioner(EN), captions.captioner(EN)
    for start in range(0, len(speech), 1600):
        one.feed(speech[start : start + 1600])
        other.feed(silence(0.1))
    assert (one.finish().settled, other.finish().settled) == (HEARD, "")


def test_other_threads_run_meanwhile(captions: VoskCaptions, speech: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vosk lets go of the interpreter while it listens: here to all of it in one call, which takes some 0.3 s or more.
    Did it not, the other thread would have a turn or two before that call and after it."""
    monkeypatch.setattr(engine, "STEP", len(speech))
    captioner, turns, done = captions.captioner(EN), 0, threading.Event()

    def watch() -> None:
        nonlocal turns
        while not done.wait(0.001):
            turns += 1

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = turns
    captioner.feed(speech)
    meanwhile = turns - before
    done.set()
    watcher.join()
    assert meanwhile > 20


def test_a_missing_model_and_other_languages_are_named() -> None:
    nowhere = VoskCaptions(lambda model: None, MODEL, frozenset({EN}))
    with pytest.raises(ModelMissing) as missing:
        nowhere.captioner(EN)
    assert missing.value.fields == {"model": MODEL, "command": f"langtutor models install {MODEL}"}
    with pytest.raises(UnsupportedLanguage) as refused:
        nowhere.captioner(LanguageCode("pt"))
    assert refused.value.fields == {"language": "pt", "capability": "captions"}


def test_a_folder_that_is_no_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "model.conf").write_text("--beam=10.0")
    with pytest.raises(EngineFailed, match="no Vosk model"):
        VoskCaptions(lambda model: tmp_path, MODEL, frozenset({EN})).captioner(EN)


def test_the_models_own_folder_stays_as_it_is(captions: VoskCaptions) -> None:
    folder = model_folder(MODEL)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    VoskCaptions(lambda model: folder, MODEL, frozenset({EN})).warm_up(EN)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_it_asks_nobody_and_prints_nothing(tmp_path: Path) -> None:
    script = f"""
import sys
from langtutor.network.guard import NetworkGuard, install
install(NetworkGuard(None, never=True))
def hook(event, args):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.")):
        raise SystemExit(f"asked the network: {{event}} {{args}}")
sys.addaudithook(hook)
from pathlib import Path
from langtutor.engines.speech import vosk as engine
from langtutor.engines.speech.vosk import VoskCaptions
VoskCaptions(lambda model: Path({str(model_folder(MODEL))!r}), {MODEL!r}, frozenset({{"en"}})).warm_up("en")
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
