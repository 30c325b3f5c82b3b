"""The sounds of a language: what they are, how they are confused, and how a learner made them.

Sounds are named by the phone set that the language's own pronouncing dictionary uses (ARPAbet without stress for
English: `TH`, `IY`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from langtutor.core.language import LanguageCode
from langtutor.core.text import SkillId, Span
from langtutor.core.verdict import WordOutcome

if TYPE_CHECKING:
    from langtutor.core.linking import LinkGuide

Phone = NewType("Phone", str)

NOTHING = Phone("")
"""Stands for no sound at all, in what was asked (something was put in) or in what was heard (it was left out)."""


class Place(StrEnum):
    """Where in its word a sound stands, as far as a confusion depends on it."""

    ANY = "any"
    FIRST = "first"
    LAST = "last"
    CLUSTER = "cluster"
    """Beside another consonant of the same word."""


@dataclass(frozen=True, slots=True)
class PhoneGuide:
    """One sound, as a teacher would show it. how: what the mouth does, by language of the reader.

    ipa: as a tile shows it. example: a word with the letters that stand for it in asterisks ("*th*ink").
    """

    phone: Phone
    ipa: str
    example: str
    how: Mapping[str, str]
    vowel: bool


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """Two words that differ in the one sound only: `asked` has the sound that is wanted."""

    asked: str
    heard: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """One sound that speakers of a language put in another's place.

    speakers: first languages that are known for it; rate: how often they do it, in [0, 1], roughly, as a prior.
    advice: one line, by language of the reader: what to do differently with the mouth.
    """

    asked: Phone
    heard: Phone
    place: Place
    skill: SkillId
    speakers: Mapping[LanguageCode, float]
    advice: Mapping[str, str]
    pairs: tuple[MinimalPair, ...] = ()


class Position(StrEnum):
    """Where in its word a sound stands. The only sound of a word is first and last."""

    FIRST = "first"
    INSIDE = "inside"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Tolerated:
    """What native speakers themselves make of a sound; no slip. All conditions hold together, an empty one always does.

    asked: any of these; heard: each of these is as right, NOTHING: to leave it out. after, before: the sound next to
    it, of the neighbouring word at the edge of its own, NOTHING at the edge of what is said; not_…: none of these.
    weak: in a syllable without stress only; for a consonant, where the vowel after it has none or there is none.
    words: in small letters; a star at the beginning stands for anything.
    """

    asked: frozenset[Phone]
    heard: frozenset[Phone]
    after: frozenset[Phone] = frozenset()
    before: frozenset[Phone] = frozenset()
    not_after: frozenset[Phone] = frozenset()
    not_before: frozenset[Phone] = frozenset()
    positions: frozenset[Position] = frozenset()
    weak: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SoundGuide:
    """All there is to say about the sounds of a language. titles: of the skills, by language of the reader.

    linking: how words run into each other; None where nobody has written about it.
    """

    language: LanguageCode
    phones: Mapping[Phone, PhoneGuide]
    confusions: tuple[Confusion, ...]
    titles: Mapping[SkillId, Mapping[str, str]]
    tolerated: tuple[Tolerated, ...] = ()
    linking: LinkGuide | None = None


@dataclass(frozen=True, slots=True)
class PhoneHeard:
    """One sound of a word. asked: NOTHING where a sound was put in; heard: NOTHING where it was left out, the same as
    asked where it was right, and the likeliest where the ear can't tell.

    start_s, end_s: from the beginning of the recording, in the middle of its neighbours' where it was left out.
    probability: that it was made as asked, calibrated, in [0, 1].
    """

    asked: Phone
    heard: Phone
    start_s: float
    end_s: float
    probability: float
    outcome: WordOutcome


@dataclass(frozen=True, slots=True)
class WordSounds:
    """One word of what was said. span: in the text that was asked about. phones: empty where the word has none known.

    stressed: which of its vowels (counted among the vowels) ought to carry the stress, and which seemed to; None where
    the word has one vowel only, or where the ear can't tell. gaps: the probability that nothing was put in before each
    of the sounds that were asked for, and after the last.
    """

    span: Span
    text: str
    start_s: float
    end_s: float
    phones: tuple[PhoneHeard, ...] = ()
    stress_asked: int | None = None
    stress_heard: int | None = None
    gaps: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Pronounced:
    """How a text was pronounced. words: all of the text's, in order.

    phones_known: False where there is no phone model for the language; words then have times, and no sounds.
    levels: for each phone that was asked, the mean evidence for it before calibration by the learner, in nats, and how
    often it was asked: what a learner's own calibration is made of.
    """

    words: tuple[WordSounds, ...]
    phones_known: bool
    engine: str
    levels: Mapping[Phone, tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Prosody:
    """Pace and melody of a piece of speech.

    speech_s: from the first sound to the last. syllables: nuclei that were heard. pauses: (start, end) in seconds.
    pitch_hz: every `step_s` from the beginning, 0 where nothing is voiced. loudness_db: likewise, in dB of full scale.
    start_s: where the first sound is.
    """

    duration_s: float
    speech_s: float
    syllables: int
    pauses: tuple[tuple[float, float], ...]
    step_s: float
    pitch_hz: tuple[float, ...]
    loudness_db: tuple[float, ...]
    start_s: float = 0.0

    @property
    def syllables_per_s(self) -> float:
        """Articulation rate: pauses don't count."""
        speaking_s = self.speech_s - sum(end - start for start, end in self.pauses)
        return self.syllables / speaking_s if speaking_s > 0 else 0.0
