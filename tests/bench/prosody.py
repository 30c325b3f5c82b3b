"""How well syllables are counted, and how true slowed speech keeps its pitch: `python tests/bench/prosody.py [--json]`.

Sentences by hibari at several paces, beside the number of vowels in CMU's dictionary (the copy in pocketsphinx's
wheel). Where learners' clips are there (LANGTUTOR_EVAL_DATA), they are counted too: read aloud, more or less.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from importlib import util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.resampling import resample
from langtutor.engines.speech.prosody import frame_times, measure, pitch_contour, slow
from langtutor.engines.voice.hibari import HibariVoice

SENTENCES = (
    "The window is open.",
    "My brother plays the guitar in a band.",
    "We waited an hour for the last bus.",
    "Could you tell me where the station is?",
    "It was raining when I left the office.",
    "Her grandmother tells wonderful stories.",
    "There are seven bottles on the kitchen table.",
    "I forgot my umbrella at the restaurant.",
    "What time does the museum close?",
    "He speaks three languages and understands five.",
    "The doctor asked me to drink more water.",
    "They have never been to another country.",
    "Please turn off the lights before you go.",
    "Is your sister older than you?",
    "A big dog was sleeping in front of the door.",
    "Tomorrow morning we fly to Canada.",
    "She bought a yellow jacket and two pairs of shoes.",
    "Nobody knows the answer to this question.",
    "If it snows, the children will stay at home.",
    "Yesterday the teacher explained photography.",
)
PACES = (0.8, 1.0, 1.2)
SPEEDS = (0.5, 0.7, 1.5)
VOWELS = frozenset(["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"])


def main() -> int:
    parser = argparse.ArgumentParser(description="How well syllables are counted.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    vowels = _vowels()
    spoken = {pace: [(text, _said(text, pace)) for text in SENTENCES] for pace in PACES}
    report = {f"hibari {pace}": _counted(pairs, vowels) for pace, pairs in spoken.items()}
    clips = _learner_clips()
    if clips:
        report["learners"] = _counted(clips, vowels)
    report["slowed"] = {f"{speed}": _kept([samples for _, samples in spoken[1.0]], speed) for speed in SPEEDS}
    print(json.dumps(report, indent=2) if options.json else _words(report))
    return 0


def _counted(pairs: list[tuple[str, NDArray[np.float32]]], vowels: dict[str, int]) -> dict[str, float]:
    """Mean absolute error and bias, as shares of all syllables; how much faster than the speech it was measured."""
    off, true, spoken_s, begin = [], 0, 0.0, time.process_time()
    for text, samples in pairs:
        words = re.findall(r"[a-z']+", text.lower())
        if any(word not in vowels for word in words):
            continue
        syllables = sum(vowels[word] for word in words)
        try:
            off.append(measure(samples).syllables - syllables)
        except NoSpeech:
            continue
        true += syllables
        spoken_s += len(samples) / SAMPLE_RATE_HZ
    took_s = time.process_time() - begin
    error = sum(map(abs, off)) / true
    return {"sentences": len(off), "error": error, "bias": sum(off) / true, "real_time": took_s / spoken_s}


def _kept(sounds: list[NDArray[np.float32]], speed: float) -> dict[str, float]:
    """The worst sentence: how far its mean pitch moved, and its length from what was asked."""
    pitch, length = [], []
    for samples in sounds:
        slowed = slow(samples, SAMPLE_RATE_HZ, speed)
        pitch.append(abs(_mean_hz(slowed) / _mean_hz(samples) - 1))
        length.append(abs(len(slowed) * speed / len(samples) - 1))
    return {"pitch": max(pitch), "length": max(length)}


def _mean_hz(samples: NDArray[np.float32]) -> float:
    hz = pitch_contour(samples, frame_times(samples))
    return float(hz[hz > 0].mean())


def _said(text: str, pace: float) -> NDArray[np.float32]:
    sound = VOICE.say(text, LanguageCode("en"), pace).sound
    return resample(np.frombuffer(sound.samples, np.float32), sound.rate_hz, SAMPLE_RATE_HZ)


def _vowels() -> dict[str, int]:
    """Syllables of a word, by its first pronunciation."""
    spec = util.find_spec("pocketsphinx")
    assert spec is not None and spec.submodule_search_locations is not None, "pocketsphinx is not installed"
    path = Path(spec.submodule_search_locations[0]) / "model" / "en-us" / "cmudict-en-us.dict"
    counts: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        counts.setdefault(word, sum(phone in VOWELS for phone in phones))
    return counts


def _learner_clips() -> list[tuple[str, NDArray[np.float32]]]:
    data = Path(os.environ.get("LANGTUTOR_EVAL_DATA", "../shared/data")) / "l2-speech-dev"
    table = data / "text.tsv"
    if not table.exists():
        print("No learner clips: set LANGTUTOR_EVAL_DATA.", file=sys.stderr)
        return []
    clips = {path.stem: path for path in data.rglob("*.wav")}
    rows = (line.split("\t")[:2] for line in table.read_text(encoding="utf-8").splitlines())
    return [(text, read_wav(clips[name])) for name, text in rows]


def _words(report: dict[str, dict[str, float]]) -> str:
    lines = []
    for name, row in report.items():
        lines.append(name)
        lines += [f"  {key:10} {value if isinstance(value, dict) else round(value, 3)}" for key, value in row.items()]
    return "\n".join(lines)


VOICE = HibariVoice()

if __name__ == "__main__":
    sys.exit(main())
