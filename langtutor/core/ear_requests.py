"""What the window asks of the ear, and what it answers: the same kind of requests as in requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Request
from langtutor.core.sounds import Phone, Pronounced, Prosody


class WordMark(StrEnum):
    """What a spoken word is that belongs to the speaking, not to the sentence: *um*; said again at once; given up."""

    NONE = "none"
    FILLER = "filler"
    REPETITION = "repetition"
    FALSE_START = "false_start"


@dataclass(frozen=True, slots=True)
class HeardWord:
    """start_s and end_s from the beginning of the recording; probability in [0, 1]."""

    text: str
    start_s: float
    end_s: float
    probability: float
    mark: WordMark = WordMark.NONE


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ear makes of a recording.

    scores: for each text that was asked about, acoustic evidence in nats: log P(text | sound) less half
    of log P(text | silence), so that what reads well isn't preferred for it. Comparable within one recording only.
    sounds: for the same texts, evidence of their sounds alone, in nats, without any idea of what reads well; empty
    where there is no phone model for the language. Comparable within one recording only.
    """

    text: str
    words: tuple[HeardWord, ...]
    scores: dict[str, float]
    engine: str
    duration_s: float
    sounds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hear(Request[Heard]):
    """Transcribe a WAV on disk and score candidate texts against it. Raises UnreadableAudio, NoSpeech, ModelMissing.

    style: a text in whose manner is to be written down, such as one full of hesitations, so that they are kept. Never
    what was asked: that would be heard. A Caption is streamed with the text of each piece, before its words have times
    and anything is scored.
    """

    recording: Path
    language: LanguageCode
    candidates: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class DetectLanguage(Request[LanguageCode]):
    """Which of these languages a recording is in, by its first half minute. Raises what Hear raises."""

    recording: Path
    among: tuple[LanguageCode, ...]


@dataclass(frozen=True, slots=True)
class SpeechState:
    """Streamed while recording. silence_s: how long it has been silent since the last speech; 0 while speaking."""

    started: bool
    speaking: bool
    silence_s: float


@dataclass(frozen=True, slots=True)
class WatchSpeech(Request[SpeechState]):
    """Session: feed float32 samples at 16 kHz; streams a SpeechState with each; finish gives the last.

    language: what was said is heard in it at pauses already, so that Hear is quick where nothing follows; None: not.
    """

    language: LanguageCode | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """What seems to have been said so far. settled won't change any more, tentative still may; either may be empty.

    heard_s: how much of the recording this speaks of, in seconds.
    """

    settled: str
    tentative: str
    heard_s: float


@dataclass(frozen=True, slots=True)
class WatchCaptions(Request[Caption]):
    """Session: feed float32 samples at 16 kHz; streams a Caption whenever it changes; finish gives the last.

    Opening raises ModelMissing, UnsupportedLanguage. For the eye only: captions are never evidence.
    """

    language: LanguageCode


@dataclass(frozen=True, slots=True)
class Pronounce(Request[Pronounced]):
    """How each sound of a text was made in a WAV on disk.

    text: what was said, as far as is known: sounds are looked for where its words are. levels: what the learner's voice
    is calibrated by, nats to take off the evidence for anything else than each phone, and for what is put in (NOTHING).
    Raises UnreadableAudio, NoSpeech, UnsupportedLanguage.
    """

    recording: Path
    text: str
    language: LanguageCode
    speaks: LanguageCode | None = None
    levels: tuple[tuple[Phone, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureProsody(Request[Prosody]):
    """Pace, pauses and pitch of a recording or of a voice's sound. Raises UnreadableAudio, NoSpeech."""

    sound: Path | Sound


@dataclass(frozen=True, slots=True)
class SlowDown(Request[Sound]):
    """A part of a recording, slower or faster at the same pitch. speed 0.5 is half as fast. Raises UnreadableAudio.

    end_s None: to its end.
    """

    sound: Path | Sound
    speed: float
    start_s: float = 0.0
    end_s: float | None = None
