"""Who says whether a listed slip was said: langtutor, and baselines. Each gives a score, the higher the surer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.ear_requests import Heard
from langtutor.core.language import Language, LanguageCode
from langtutor.drills.acoustics import margin
from langtutor.drills.blocks import pairs
from langtutor.drills.spoken import Hypothesis
from langtutor.engines.speech.whisper_model import PRIOR_WEIGHT, SILENCE_S, SILENT_WINDOW_S, WhisperModel

_AT_ONCE = 8


class Detector(Protocol):
    @property
    def name(self) -> str: ...

    def score(self, asked: str, slip: Hypothesis, heard: Heard) -> float | None:
        """None where it can't tell. heard: with the scores of both texts."""
        ...


@dataclass(frozen=True, slots=True)
class Langtutor:
    """As the app decides."""

    name = "langtutor"

    def score(self, asked: str, slip: Hypothesis, heard: Heard) -> float | None:
        return margin(slip.said, asked, heard)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The transcript alone: how many words fewer it differs in from the slip than from what was asked."""

    language: Language
    name = "transcript"

    def score(self, asked: str, slip: Hypothesis, heard: Heard) -> float | None:
        return float(self._differing(heard.text, asked) - self._differing(heard.text, slip.said))

    def _differing(self, transcript: str, text: str) -> int:
        return sum(not pair.equal for pair in pairs(transcript, text, self.language))


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Whisper's likelihood of the slip over that of what was asked, with all its preference for what reads well.

    silent: ½ log P(text | silence), which the ear takes off.
    """

    silent: Mapping[str, float]
    name = "whisper-likelihood"

    def score(self, asked: str, slip: Hypothesis, heard: Heard) -> float | None:
        known = heard.scores.keys() & self.silent.keys()
        if asked not in known or slip.said not in known:
            return None
        return heard.scores[slip.said] + self.silent[slip.said] - heard.scores[asked] - self.silent[asked]


def silent_evidence(folder: Path, texts: Sequence[str], language: LanguageCode) -> dict[str, float]:
    """What the ear takes off each text's likelihood. folder: of the Whisper model that it uses."""
    model = WhisperModel(folder, threads=2)
    prompt = model.prompt(language)
    count = int(SILENCE_S * SAMPLE_RATE_HZ)
    silence = model.encode(np.zeros(count, np.float32), SILENT_WINDOW_S)
    found: dict[str, float] = {}
    for start in range(0, len(texts), _AT_ONCE):
        # Of silence itself the ear reports (1 − weight) · log P(text | silence).
        some = texts[start : start + _AT_ONCE]
        reported = model.evidence(silence, prompt, some, count, language)
        found |= {text: value * PRIOR_WEIGHT / (1 - PRIOR_WEIGHT) for text, value in reported.items()}
    return found
