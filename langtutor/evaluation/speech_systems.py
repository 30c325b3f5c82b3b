"""Who is measured: langtutor as in the app, recognisers alone, and an echo that hears nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.course import ItemId, Sentence
from langtutor.core.ear_requests import Hear
from langtutor.core.errors import NoSpeech
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import Language
from langtutor.core.text import SkillId
from langtutor.core.verdict import WordOutcome
from langtutor.drills import grading
from langtutor.drills.blocks import word_verdicts
from langtutor.drills.exercise import Exercise, SpokenAnswer
from langtutor.drills.grading import Tools
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.speech import Judged, Transcript, plainly
from langtutor.evaluation.speech_data import Clip
from langtutor.evaluation.speech_replies import Replies, content_of

THREADS = 2
_CHUNK_BYTES = SAMPLE_RATE_HZ // 10 * 2
"""As a microphone gives it: a tenth of a second of 16-bit samples."""

_NO_WORDS = "[<"
"""Marks of sounds that are no words begin so: `[unk]`."""

Transcribe = Callable[[Path], Transcript]


class Langtutor:
    """Through the requests and the judgement of a drill that says a sentence."""

    name = "langtutor"

    def __init__(self, replies: Replies, tools: Tools) -> None:
        self._replies = replies
        self._tools = tools

    def hear(self, clip: Clip) -> Transcript:
        request = Hear(clip.wav, self._tools.grader.learned.code)
        began = time.perf_counter()
        try:
            return Transcript(*self._replies.transcript(request))
        except NoSpeech:
            return Transcript("", time.perf_counter() - began)

    def judge(self, clip: Clip, text: str, transcript: Transcript) -> Judged:
        exercise, answer = self._exercise(clip, text), SpokenAnswer(clip.wav)
        evidence: dict[Any, Any] = {}
        waited_s = waiting_s = 0.0
        began = time.perf_counter()
        while wanted := grading.needs(exercise, answer, evidence, self._tools):
            asked = time.perf_counter()
            try:
                found, seconds = self._replies.ask(wanted)
            except NoSpeech:
                return Judged((), time.perf_counter() - began)
            waiting_s += time.perf_counter() - asked
            waited_s += seconds  # of replies that were kept: what they took then
            evidence |= found
        verdict = grading.judge(exercise, answer, evidence, self._tools)
        return Judged(verdict.words, time.perf_counter() - began - waiting_s + waited_s)

    def close(self) -> None:
        """Who made the host ends it."""

    def _exercise(self, clip: Clip, text: str) -> Exercise:
        grader = self._tools.grader
        skill = SkillId(f"{grader.learned.code}.evaluation")
        sentence = Sentence(ItemId(f"evaluation/{clip.id}"), skill, text, (text,), (), {}, ())
        codes = grader.learned.code, grader.spoken.code
        return Exercise(DrillKind.SAY, Mode.SPOKEN, skill, sentence, *codes, prompt=text)


class Echo:
    """Repeats what was asked for, whatever was said: what a measure has to see through."""

    name = "echo"

    def __init__(self, language: Language) -> None:
        self._language = language

    def hear(self, clip: Clip) -> Transcript:
        return Transcript(clip.asked, 0.0)

    def judge(self, clip: Clip, text: str, transcript: Transcript) -> Judged:
        return Judged(word_verdicts(text, text, lambda _: WordOutcome.RIGHT, self._language), 0.0)

    def close(self) -> None:
        """Nothing to end."""


class Recogniser:
    """Knows nothing of targets. version: what its transcripts depend on; they are kept, and with resume taken from
    there. rest: as in `Replies`."""

    def __init__(
        self,
        name: str,
        version: str,
        transcribe: Transcribe,
        language: Language,
        kept: Kept,
        rest: Callable[[], None] = lambda: None,
        *,
        resume: bool,
    ) -> None:
        self.name = name
        self._version = version
        self._transcribe = transcribe
        self._language = language
        self._kept = kept
        self._rest = rest
        self._resume = resume
        self._warm = False

    def hear(self, clip: Clip) -> Transcript:
        key = "transcript", self.name, self._version, self._language.code, content_of(clip.wav)
        known = self._kept.get(*key) if self._resume else None
        if known is not None:
            return Transcript(str(known[0]), known[1])
        if not self._warm:
            self._transcribe(clip.wav)
            self._warm = True
        self._rest()
        found = self._transcribe(clip.wav)
        self._kept.put(found.text, found.seconds, *key)
        return found

    def judge(self, clip: Clip, text: str, transcript: Transcript) -> Judged:
        return Judged(plainly(text, transcript.text, self._language), transcript.seconds)

    def close(self) -> None:
        """Models go with the process."""


class FasterWhisper:
    """`WhisperModel.transcribe` as it comes, but for the size of the beam and the language. Loads on first use.

    model: the folder of the model that langtutor itself uses.
    """

    name = "faster-whisper"

    def __init__(self, model: Path, language: Language) -> None:
        self._folder = model
        self._language = language

    @property
    def version(self) -> str:
        return f"faster-whisper-{version('faster-whisper')}"

    def transcribe(self, wav: Path, beam_size: int) -> Transcript:
        model = self._model
        began = time.perf_counter()
        segments, _ = model.transcribe(str(wav), beam_size=beam_size, language=self._language.code)
        text = " ".join(segment.text.strip() for segment in segments)
        return Transcript(text, time.perf_counter() - began)

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        return WhisperModel(
            str(self._folder), device="cpu", compute_type="int8", cpu_threads=THREADS, local_files_only=True
        )


class Vosk:
    """Decodes while one speaks: what counts is the time from the last tenth of a second to the end. Loads on first
    use."""

    name = "vosk"

    def __init__(self, model: Path) -> None:
        self._folder = model

    @property
    def version(self) -> str:
        return f"vosk-{version('vosk')}"

    def transcribe(self, wav: Path) -> Transcript:
        from vosk import KaldiRecognizer

        sound = _pcm(wav)
        recogniser = KaldiRecognizer(self._model, SAMPLE_RATE_HZ)
        texts = []
        began = time.perf_counter()
        for start in range(0, len(sound), _CHUNK_BYTES):
            began = time.perf_counter()
            if recogniser.AcceptWaveform(sound[start : start + _CHUNK_BYTES]):
                texts.append(recogniser.Result())
        texts.append(recogniser.FinalResult())
        seconds = time.perf_counter() - began
        words = (word for text in texts for word in json.loads(text)["text"].split())
        return Transcript(" ".join(word for word in words if word[0] not in _NO_WORDS), seconds)

    @cached_property
    def _model(self) -> Any:
        from vosk import Model, SetLogLevel

        SetLogLevel(-1)
        return Model(str(self._folder))


def _pcm(wav: Path) -> bytes:
    """16-bit samples at 16 kHz."""
    import numpy as np

    return (np.clip(read_wav(wav), -1.0, 1.0) * 32767).astype("<i2").tobytes()
