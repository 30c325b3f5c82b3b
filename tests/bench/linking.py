"""How well it is told whether two words ran into each other: `python -m tests.bench.linking [--sentences N]
[--first N] [--data DIR]`.

Voices say sentences of the English course, which links every joint; then the same with a pause of 60 to 400 ms cut in
at one joint, both at three paces, in noise, in rooms and over a telephone line. --first: which of each skill's
sentences (4: the fifth to the eighth; 0: those that the limits were measured on). With DIR (`text.tsv`, `wav/`) it says
how learners' joints come out, of which nobody knows how they should.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.courses import load_course
from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.linking import Joint, Linked, joints
from langtutor.core.sounds import WordSounds
from langtutor.engines.speech.lexicon import EnglishLexicon
from langtutor.engines.speech.phone_model import load_phone_model
from langtutor.engines.speech.pronunciation import Pronunciation
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.evaluation.room import AFTER_S, BEFORE_S, CONDITIONS, Condition, Noise, heard_in
from langtutor.evaluation.speech_data import read_clips
from langtutor.evaluation.spoken_voices import ChosenPhones, english_voices, render, say
from langtutor.services.linking import levels_db
from langtutor.settings.paths import resources_dir, user_paths

EN, PT = LanguageCode("en"), LanguageCode("pt")
MODEL = "whisper-base"
PAUSES_MS = (60, 100, 150, 200, 300, 400)
LONG_MS = 150
FADE = SAMPLE_RATE_HZ // 200
HEARD = [one for one in CONDITIONS if one.noise is not Noise.BABBLE]
"""Others who talk fill the pauses."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Told:
    """pause_ms: that was cut in, 0 for none."""

    voice: str
    condition: str
    pause_ms: int
    joint: Joint


class Ear:
    def __init__(self) -> None:
        folder = resources_dir() / "sounds"
        guide, model = load_sound_guide(folder, EN), load_phone_model(folder, EN, MODEL)
        assert guide is not None and guide.linking is not None and model is not None
        self._links = guide.linking
        self._judge = Pronunciation(model, EnglishLexicon(), guide, MODEL)
        self._ear = WhisperRecogniser(lambda model: user_paths().models / model, MODEL)

    def told(self, samples: Samples, text: str) -> tuple[tuple[WordSounds, ...], tuple[Joint, ...]]:
        """Raises NoSpeech."""
        encoded, start_s = self._ear.encoded(samples, EN)
        from_there = samples[round(start_s * SAMPLE_RATE_HZ) :]
        words = self._judge.pronounced(encoded, from_there, text, PT, {}).words
        return words, joints(text, words, levels_db(from_there, SAMPLE_RATE_HZ), self._links)

    def starts_at(self, samples: Samples) -> float:
        return self._ear.encoded(samples, EN)[1]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--first", type=int, default=4)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args(arguments)
    ear, by_voice = Ear(), defaultdict(list)
    for one in _synthetic(ear, options.sentences, options.first):
        by_voice[one.voice].append(one)
    every = [one for of_voice in by_voice.values() for one in of_voice]
    for voice, told in (*by_voice.items(), *([("all", every)] if every else [])):
        print(f"{voice}: {_words(told)}")
    if every:
        print("apart of pauses, by ms:", {ms: _share(_with(every, ms, ms)) for ms in PAUSES_MS})
        conditions = sorted({one.condition for one in every})
        long = {name: [one for one in _with(every, LONG_MS) if one.condition == name] for name in conditions}
        print(f"apart of {LONG_MS} ms or more:", {name: _share(found) for name, found in long.items()})
    if options.data is not None:
        print("learners:", _learners(ear, options.data))
    return 0


def _synthetic(ear: Ear, most: int, first: int) -> Iterator[Told]:
    course = load_course(resources_dir() / "courses", EN, PT)
    every = [sentence.text for skill in course.skills for sentence in skill.sentences[first : first + 4]]
    models, rng = user_paths().models, np.random.default_rng(5)
    voices = english_voices(lambda model: models / model, ("piper-en-us-joe",), ("en-us+f2", "en-us+m3"))
    for number, text in enumerate(every[:: max(1, len(every) // most)][:most] if most else ()):
        for voice in voices:
            condition = HEARD[int(rng.integers(len(HEARD)))]
            yield from _both(ear, text, voice, condition, rng)
        print(f"{number + 1} {text}", file=sys.stderr)


def _both(ear: Ear, text: str, voice: ChosenPhones, condition: Condition, rng: np.random.Generator) -> Iterator[Told]:
    """As the voice says it, and with a pause. Where words begin and end is known from it without noise."""
    plain, seed, pause_ms = say(voice, render(voice, text), condition.speed), rng.integers(2**32), rng.choice(PAUSES_MS)
    quietly = np.pad(plain, (round(BEFORE_S * SAMPLE_RATE_HZ), round(AFTER_S * SAMPLE_RATE_HZ)))
    try:
        words, found = ear.told(quietly, text)
        start_s = ear.starts_at(quietly)
        sound = heard_in(plain, condition, np.random.default_rng(seed))
        heard, linked = ear.told(sound, text)
        for joint in linked:
            yield Told(voice.name, condition.name, 0, joint)
            if joint.outcome is Linked.APART:
                where = f"{heard[joint.first].text}|{heard[joint.first + 1].text}"
                print(f"apart, and wasn't: {voice.name}, {condition.name}: {where} in {text!r}", file=sys.stderr)
        if not found:
            return
        chosen = found[int(rng.integers(len(found)))]
        meet_s = (words[chosen.first].end_s + words[chosen.first + 1].start_s) / 2 + start_s - BEFORE_S
        paused = heard_in(_cut_in(plain, meet_s, int(pause_ms)), condition, np.random.default_rng(seed))
        for joint in ear.told(paused, text)[1]:
            if joint.first == chosen.first:
                yield Told(voice.name, condition.name, int(pause_ms), joint)
    except NoSpeech:
        return


def _cut_in(samples: Samples, at_s: float, pause_ms: int) -> Samples:
    """Nothing for so long, with soft edges."""
    at = min(len(samples) - FADE, max(FADE, round(at_s * SAMPLE_RATE_HZ)))
    before, after = samples[:at].copy(), samples[at:].copy()
    ramp = np.linspace(1.0, 0.0, FADE, dtype=np.float32)
    before[-FADE:] *= ramp
    after[:FADE] *= ramp[::-1]
    return np.concatenate([before, np.zeros(pause_ms * SAMPLE_RATE_HZ // 1000, np.float32), after])


def _learners(ear: Ear, data: Path) -> str:
    found: Counter[str] = Counter()
    for clip in read_clips(data, None):
        try:
            found.update(str(joint.outcome) for joint in ear.told(read_wav(clip.wav), clip.asked)[1])
        except NoSpeech:
            continue
    return ", ".join(f"{name} {count}" for name, count in sorted(found.items()))


def _words(told: Sequence[Told]) -> str:
    linked, paused, long = _with(told, 0, 0), _with(told, 1), _with(told, LONG_MS)
    unclear = sum(one.joint.outcome is Linked.UNCLEAR for one in linked) / max(1, len(linked))
    return (
        f"{len(linked)} linked and {len(paused)} paused, AUC {_auc(linked, paused):.3f} ({LONG_MS} ms or more "
        f"{_auc(linked, long):.3f}); apart of linked {_share(linked)}, of {LONG_MS} ms or more {_share(long)}; "
        f"of linked can't tell {unclear:.3f}"
    )


def _with(told: Sequence[Told], least_ms: int, most_ms: int = max(PAUSES_MS)) -> list[Told]:
    return [one for one in told if least_ms <= one.pause_ms <= most_ms]


def _share(told: Sequence[Told]) -> str:
    """Called apart, of all."""
    apart = sum(one.joint.outcome is Linked.APART for one in told)
    return f"{apart}/{len(told)} ({apart / max(1, len(told)):.3f})"


def _auc(linked: Sequence[Told], paused: Sequence[Told]) -> float:
    """That a pause has more silence than a joint without."""
    low = np.array([one.joint.silence_s for one in linked])
    high = np.array([one.joint.silence_s for one in paused])[:, None]
    return float(np.mean((high > low) + 0.5 * (high == low))) if len(low) and len(high) else float("nan")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
