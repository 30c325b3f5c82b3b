"""What the judge of single sounds says of voices that say everything right, and of one slip in each sentence:
`python -m tests.bench.sounds [--sentences N] [--data DIR [--clips N]]`.

Sentences 5 to 8 of the English course, by hibari's voice, a Piper voice and a variant of espeak-ng's; with DIR
(`text.tsv`, `wav/`) learners' clips besides. Each recording is judged strictly, with what native speakers do tolerated,
and with that and the shift for its own voice (`learner/voice.py`), as if its voice's mean level were known.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.content.courses import load_course
from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Pronounced
from langtutor.core.verdict import WordOutcome
from langtutor.drills.pronounced import COUNTED_BELOW
from langtutor.engines.speech.lexicon import EnglishLexicon
from langtutor.engines.speech.phone_model import load_phone_model
from langtutor.engines.speech.pronunciation import Pronunciation
from langtutor.engines.speech.whisper import WhisperRecogniser
from langtutor.evaluation.speech_data import read_clips
from langtutor.evaluation.spoken_corpus import corpus
from langtutor.evaluation.spoken_slips_sounds import counterpart
from langtutor.evaluation.spoken_voices import Change, english_voices
from langtutor.learner.voice import MOST, REFERENCE
from langtutor.settings.paths import resources_dir, user_paths

EN, PT = LanguageCode("en"), LanguageCode("pt")
MODEL = "whisper-base"
STRICT, TOLERANT, OWN_VOICE = "strict", "tolerant", "own voice"

Samples = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Clip:
    """words, phones: of each word, by the voice's own account. change: the slip that was made, if any."""

    samples: Samples
    text: str
    voice: str
    words: tuple[str, ...] = ()
    phones: tuple[tuple[Phone, ...], ...] = ()
    change: Change | None = None


@dataclass
class Count:
    """words: of right sentences. slips, unclear: words with such a sound; told: with one that would be counted.

    made, named, suspected: slips that were made, called slips, and called slips or unclear; missed: the others.
    """

    words: int = 0
    slips: int = 0
    unclear: int = 0
    told: int = 0
    made: int = 0
    named: int = 0
    suspected: int = 0
    which: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: list[str] = field(default_factory=list)


class Judges:
    def __init__(self) -> None:
        folder = resources_dir() / "sounds"
        guide, model = load_sound_guide(folder, EN), load_phone_model(folder, EN, MODEL)
        assert guide is not None and model is not None
        lexicon = EnglishLexicon()
        self._phones = (*guide.phones, NOTHING)
        self._tolerant = Pronunciation(model, lexicon, guide, MODEL)
        self._strict = Pronunciation(model, lexicon, replace(guide, tolerated=()), MODEL)
        ear = WhisperRecogniser(lambda model: user_paths().models / model, MODEL)
        self._encoded = cache(lambda clip: ear.encoded(clip.samples, EN))

    def level(self, clip: Clip) -> tuple[float, int]:
        """Sum of the levels of all sounds, and how many there are. Raises NoSpeech."""
        levels = self._ask(self._tolerant, clip, 0.0).levels.values()
        return sum(mean * count for mean, count in levels), sum(count for _, count in levels)

    def judged(self, clip: Clip, shift: float) -> dict[str, Pronounced]:
        """Raises NoSpeech."""
        return {
            STRICT: self._ask(self._strict, clip, 0.0),
            TOLERANT: self._ask(self._tolerant, clip, 0.0),
            OWN_VOICE: self._ask(self._tolerant, clip, shift),
        }

    def _ask(self, judge: Pronunciation, clip: Clip, shift: float) -> Pronounced:
        encoded, start_s = self._encoded(clip)
        from_there = clip.samples[round(start_s * SAMPLE_RATE_HZ) :]
        return judge.pronounced(encoded, from_there, clip.text, PT, dict.fromkeys(self._phones, shift))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--clips", type=int, help="so many of the learners'")
    options = parser.parse_args(arguments)
    clips = defaultdict(list)
    for clip in (*_synthetic(options.sentences), *_learners(options.data, options.clips)):
        clips[clip.voice].append(clip)
    judges = Judges()
    for voice, of_voice in clips.items():
        level = _level(judges, of_voice)
        print(f"{voice}: level {level:.1f} nats")
        shift = min(MOST, max(0.0, level - REFERENCE))
        _print(_counted(judges, of_voice, shift))
    return 0


def _synthetic(most: int) -> Iterator[Clip]:
    if not most:
        return
    course = load_course(resources_dir() / "courses", EN, PT)
    every = [sentence.text for skill in course.skills for sentence in skill.sentences[4:8]]
    texts = every[:: max(1, len(every) // most)][:most]
    models = user_paths().models
    voices = english_voices(lambda model: models / model, ("piper-en-us-joe",), ("en-us+f2",))
    for one in corpus(texts, voices, seed=7):
        yield Clip(one.samples, one.text, one.voice, one.words, one.phones, one.change)


def _learners(data: Path | None, most: int | None) -> Iterator[Clip]:
    if data is not None:
        for one in read_clips(data, most):
            yield Clip(read_wav(one.wav), one.asked, "learners")


def _level(judges: Judges, clips: Sequence[Clip]) -> float:
    total, count = 0.0, 0
    for clip in clips:
        if clip.change is None:
            with suppress(NoSpeech):
                level, sounds = judges.level(clip)
                total, count = total + level, count + sounds
    return total / count


def _counted(judges: Judges, clips: Sequence[Clip], shift: float) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for clip in clips:
        with suppress(NoSpeech):
            for way, found in judges.judged(clip, shift).items():
                if clip.change is None:
                    _right(counts[way], found)
                else:
                    _slip(counts[way], found, clip, clip.change)
    return counts


def _right(count: Count, found: Pronounced) -> None:
    for word in found.words:
        outcomes = {one.outcome for one in word.phones}
        count.words += 1
        count.slips += WordOutcome.SLIP in outcomes
        count.unclear += WordOutcome.SLIP not in outcomes and WordOutcome.UNCLEAR in outcomes
        count.told += any(one.outcome is WordOutcome.SLIP and one.probability < COUNTED_BELOW for one in word.phones)
        for one in word.phones:
            if one.outcome is not WordOutcome.RIGHT:
                count.which[f"{one.asked or '-'}>{one.heard or '-'}"] += 1


def _slip(count: Count, found: Pronounced, clip: Clip, change: Change) -> None:
    """Whether the very sound was called wrong; words that the voice says otherwise than the dictionary don't count."""
    if len(found.words) != len(clip.phones):
        return
    phones, own = found.words[change.word].phones, clip.phones[change.word]
    theirs = [one for one in phones if one.asked != NOTHING]
    if change.asked == NOTHING:
        at_end = phones[:1] if change.at == 0 else phones[-1:]
        suspects: list[PhoneHeard] = [one for one in at_end if one.asked == NOTHING]
    else:
        place = counterpart(own, [one.asked for one in theirs], change.at)
        if place is None:
            return
        suspects = [theirs[place]]
    outcomes = {one.outcome for one in suspects}
    count.made += 1
    count.named += WordOutcome.SLIP in outcomes
    if outcomes & {WordOutcome.SLIP, WordOutcome.UNCLEAR}:
        count.suspected += 1
    else:
        count.missed.append(f"{clip.words[change.word]} {change.kind}")


def _print(counts: dict[str, Count]) -> None:
    for way, one in counts.items():
        shares = f"slip {one.slips / one.words:.3f}, unclear {one.unclear / one.words:.3f}"
        told = f"counted {one.told / one.words:.3f} of {one.words} words"
        made = f"; slips made: {one.named} of {one.made} named, {one.suspected} suspected" if one.made else ""
        print(f"  {way:<10} {shares}, {told}{made}", flush=True)
        most = sorted(one.which.items(), key=lambda pair: -pair[1])[:12]
        print("             " + ", ".join(f"{name} {number}" for name, number in most))
    for missed in sorted(set(counts[TOLERANT].missed) - set(counts[STRICT].missed)):
        print(f"  no slip any more: {missed}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
