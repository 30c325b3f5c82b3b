"""Which vowel of a word sounds as if it carried the stress: how long, loud, high and full each of them is.

A vowel is weighed against the others of its own word, so that a loud speaker or a slow one is no different. A word is
said to be stressed otherwise only where that is clear: right words are hardly ever called wrong, and many wrong ones
pass. The numbers were fitted on synthetic voices (`tests/bench/train_stress.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.sounds import Phone
from langtutor.engines.speech import praat
from langtutor.engines.speech.alignment import Alignment, Segment
from langtutor.engines.speech.lexicon import SpokenWord, is_vowel
from langtutor.engines.speech.phone_model import FRAMES_PER_S
from langtutor.engines.speech.prosody import STEP_S, frame_times, loudness_between

LOUD_HZ = 200.0, 3000.0
"""What tells a stressed vowel from another one; breath and rumble are left out."""
VOICE_HZ = 75.0, 500.0
"""Where pitch is looked for: in one go, which is as good here as twice and takes half the time."""
REDUCED = frozenset({"AH", "IH", "ER", "UH"})
"""What unstressed vowels become. One that is also stressed in some words is then as it ought to be."""
FULLEST = 6.0
"""Nats; what is beyond says no more."""

WEIGHTS: Mapping[str, float] = {
    "AA": -0.42, "AE": 0.24, "AH": 0.65, "AH1": 0.22, "AO": -0.68, "AW": -0.71, "AY": -1.14, "EH": 0.42, "ER": 1.19,
    "ER1": 0.59, "EY": -0.63, "IH": 1.03, "IH1": 1.35, "IY": -0.82, "OW": -0.95, "OY": -0.86, "UH": -0.06,
    "UH1": 0.68, "UW": -0.11, "duration": 1.06, "fullness": 0.20, "last": 0.09, "last of all": -0.21,
    "loudness": 2.52, "pitch": 0.91,
}  # fmt: skip
"""Of what `features` finds. A vowel's name: how likely it is where all else is alike; with 1: a reduced one that ought
to be stressed."""

CLEAR = 4.0
"""Nats by which another vowel must be ahead of the one that was asked: of right words of voices that took no part 0.1 %
were called wrong (less than 1 % of each voice's), of wrong ones 9 % found. Learners are less even than voices."""

EITHER_WAY = """
abstract addict address adult advertisement affect ally annex ballet cafe cigarette combat combine commune compact
complex compound compress concert conduct confine conflict console contact content contest contract contrast
converse convert convict debris decrease detail detour digest discharge discount dispute entrance escort essay
exploit export extract finance frontier garage harassment impact implant import imprint incense incline increase
inquiry insert insult intern invite laboratory magazine mandate minute moustache mustache object offset overlap
overlook perfect perfume permit pervert present princess proceeds produce progress project prospect protest rebel
recall record recount refund refuse reject relay remake replay research resume retail subject survey suspect
torment transfer transform transplant transport update upgrade upset
"""
"""Stressed in one way or another, by what the word is in its sentence or by whom one asks."""

WEAK = """
about above across after again against along although among another any anybody anyone anything around because
become before behind below beneath beside besides between beyond despite during either even ever every everybody
everyone everything except herself himself however into isn't aren't wasn't weren't doesn't didn't couldn't wouldn't
shouldn't hadn't hasn't haven't itself many maybe myself neither never nobody okay only onto other others ourselves
over perhaps somebody someone something themselves throughout today tomorrow tonight toward towards under until upon
very whatever whenever wherever whether within without yourself yourselves
"""
"""Words that lean on their neighbours: what carries weight in them is decided by the sentence."""

_NOT_ASKED = frozenset((EITHER_WAY + WEAK).split())

Samples = NDArray[np.float32]
Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SoundOfSpeech:
    """What a recording's vowels are measured by. loudness: dB, pitch: Hz, 0 where nothing is voiced; every STEP_S.

    evidence: see PhoneModel. phones: the names of its columns.
    """

    loudness: Numbers
    pitch: Numbers
    evidence: Floats
    phones: tuple[Phone, ...]


def sound_of(samples: Samples, evidence: Floats, phones: tuple[Phone, ...]) -> SoundOfSpeech:
    """samples: mono, 16 kHz, from where the first frame of the evidence is."""
    speech = samples[: round(len(evidence) / FRAMES_PER_S * SAMPLE_RATE_HZ)]
    times = frame_times(speech)
    hz = praat.pitch(speech, SAMPLE_RATE_HZ, *VOICE_HZ, times)
    return SoundOfSpeech(loudness_between(speech, len(times), *LOUD_HZ), hz, evidence, phones)


def is_asked(word: SpokenWord, sounds: Sequence[Phone]) -> bool:
    """Whether there is a stress to be heard in a word that was said with these sounds."""
    plain = word.text.lower().replace("’", "'")
    stem = plain.removesuffix("'s").removesuffix("s")
    vowels = sum(map(is_vowel, sounds))
    usual = sum(map(is_vowel, word.pronunciations[0]))
    forms = {plain, stem, plain.removesuffix("ed"), plain.removesuffix("ing")}
    return word.stress is not None and vowels == usual > 1 and not forms & _NOT_ASKED


def stresses(
    words: Sequence[SpokenWord], aligned: Alignment, samples: Samples, evidence: Floats, phones: tuple[Phone, ...]
) -> list[tuple[int | None, int | None]]:
    """Of each word of an aligned text: which vowel ought to carry the stress, and which seemed to; None where it isn't
    asked, or isn't clear. The sound is measured only where there is such a word. See sound_of."""
    asked = [is_asked(word, word.pronunciations[chosen]) for word, chosen in zip(words, aligned.chosen, strict=True)]
    if not any(asked):
        return [(None, None)] * len(words)
    sound = sound_of(samples, evidence, phones)
    return [
        (word.stress, heard(word, *placed(aligned.segments, at), sound)) if there else (None, None)
        for at, (word, there) in enumerate(zip(words, asked, strict=True))
    ]


def placed(segments: Sequence[Segment], word: int) -> tuple[list[Segment], bool]:
    """The sounds of a word of an aligned text, and whether silence follows it."""
    own = [at for at, segment in enumerate(segments) if segment.word == word]
    following = own[-1] + 1
    silent = following == len(segments) or segments[following].start > segments[own[-1]].end
    return [segments[at] for at in own], silent


def heard(word: SpokenWord, segments: Sequence[Segment], silence: bool, sound: SoundOfSpeech) -> int | None:
    """Which vowel carries the stress, None where that isn't clear. segments: of all sounds of the word, which is_asked.

    silence: whether it follows.
    """
    lead = leads(word, features(word, segments, silence, sound))
    best = int(lead.argmax())
    if lead[best] > CLEAR:
        return best
    return word.stress if lead[best] <= 0.0 else None


def leads(word: SpokenWord, rows: Sequence[Mapping[str, float]], weights: Mapping[str, float] = WEIGHTS) -> Numbers:
    """By how much (nats) each vowel is ahead of the one that was asked; -inf for that, and for what may be stressed."""
    found = np.array([sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows])
    allowed = [at for at in range(len(rows)) if at == word.stress or at in word.secondary]
    lead = found - (found[word.stress] if word.stress is not None else np.inf)
    lead[allowed] = -np.inf
    return np.asarray(lead, np.float64)


def features(
    word: SpokenWord, segments: Sequence[Segment], silence: bool, sound: SoundOfSpeech
) -> list[dict[str, float]]:
    """Of each vowel: duration (log of seconds), loudness (dB / 10), pitch (octaves), fullness (nats), and 1 for what
    kind of vowel it is."""
    vowels = [segment for segment in segments if is_vowel(sound.phones[segment.phone])]
    pitches = [_pitch(sound, vowel) for vowel in vowels]
    voiced = [pitch for pitch in pitches if pitch is not None]
    middle = sum(voiced) / len(voiced) if voiced else 0.0
    rows = []
    for number, (vowel, pitch) in enumerate(zip(vowels, pitches, strict=True)):
        phone = sound.phones[vowel.phone]
        as_asked = number == word.stress and phone in REDUCED
        row = {
            "duration": float(np.log((vowel.end - vowel.start) / FRAMES_PER_S)),
            "loudness": _loudness(sound, vowel) / 10.0,
            "pitch": middle if pitch is None else pitch,
            "fullness": 0.0 if as_asked else _fullness(sound, vowel),
            f"{phone}{'1' if as_asked else ''}": 1.0,
        }
        if number == len(vowels) - 1:
            row["last"] = 1.0
            if silence:
                row["last of all"] = 1.0
        rows.append(row)
    return rows


def _ticks(values: Numbers, vowel: Segment) -> Numbers:
    """The measurements inside a vowel; one at least."""
    first, last = (round(frame / FRAMES_PER_S / STEP_S) for frame in (vowel.start, vowel.end))
    first = min(first, len(values) - 1)
    return values[first : max(last, first + 1)]


def _loudness(sound: SoundOfSpeech, vowel: Segment) -> float:
    return float(_ticks(sound.loudness, vowel).max())


def _pitch(sound: SoundOfSpeech, vowel: Segment) -> float | None:
    """Octaves above 100 Hz, None where nothing is voiced."""
    hz = _ticks(sound.pitch, vowel)
    voiced = hz[hz > 0]
    return float(np.log2(np.percentile(voiced, 75) / 100.0)) if len(voiced) else None


def _fullness(sound: SoundOfSpeech, vowel: Segment) -> float:
    """Nats by which a full vowel fits better than a reduced one."""
    full = [at for at, phone in enumerate(sound.phones) if is_vowel(phone) and phone not in REDUCED]
    reduced = [at for at, phone in enumerate(sound.phones) if phone in REDUCED]
    mean = sound.evidence[vowel.start : vowel.end].mean(0)
    return float(np.clip(mean[full].max() - mean[reduced].max(), -FULLEST, FULLEST))
