"""How sure the ear can be which of two texts was said.

Two witnesses: Whisper's decoder, less half of what it would write without hearing anything, and the sounds alone, which
know no grammar. They were weighed by logistic regression on synthetic voices that said sentences 1 to 4 of each
skill right and with each listed slip, in noise, rooms and at three speeds, and on learners' clips
(`langtutor evaluate spoken-slips` asks for sentences 5 to 8, `langtutor evaluate speech` for the clips).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from langtutor.core.ear_requests import Heard


@dataclass(frozen=True, slots=True)
class Weights:
    """Logits for each nat of the decoder's evidence and of the sounds'; slip: to begin with, that a listed slip was
    said rather than what was asked."""

    decoder: float
    sounds: float
    slip: float


TOGETHER = Weights(0.40, 0.85, -0.75)
ALONE = Weights(0.80, 0.0, -0.50)
"""Where there is no phone model for the language."""

SHOWN = 0.9
"""Logits for a slip that the transcript shows too."""

PLACE_DECODER, PLACE_SOUNDS = 0.4, 0.2
AS_WELL = -1.2
"""A place of the transcript may be what was asked after all: weights of the evidence for the transcript with the asked
words put in, against the transcript itself, and the logits from which they are believed. A word that nobody said
passes in 4 of 100 places, one that was said and misheard in 4 of 10."""
AS_WELL_ALONE = -0.4


def _weights(heard: Heard, *texts: str) -> Weights:
    return TOGETHER if all(text in heard.sounds for text in texts) else ALONE


def margin(one: str, other: str, heard: Heard) -> float | None:
    """Logits for `one` having been said rather than `other`; None where the ear wasn't asked about both."""
    if one not in heard.scores or other not in heard.scores:
        return None
    weights = _weights(heard, one, other)
    logits = weights.decoder * (heard.scores[one] - heard.scores[other])
    if weights.sounds:
        logits += weights.sounds * (heard.sounds[one] - heard.sounds[other])
    return logits


def slip_probability(slip: str, asked: str, heard: Heard, *, shown: bool) -> float | None:
    """That the slip was said rather than what was asked. shown: the transcript has it too."""
    logits = margin(slip, asked, heard)
    if logits is None:
        return None
    logits += _weights(heard, slip, asked).slip + (SHOWN if shown else 0.0)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logits))))


def fits_as_well(asked: str, transcript: str, heard: Heard) -> bool:
    """Whether a text may have been said although the transcript has it otherwise in one place."""
    if asked not in heard.scores or transcript not in heard.scores:
        return False
    decoder = heard.scores[asked] - heard.scores[transcript]
    if asked not in heard.sounds or transcript not in heard.sounds:
        return PLACE_DECODER * decoder >= AS_WELL_ALONE
    sounds = heard.sounds[asked] - heard.sounds[transcript]
    return PLACE_DECODER * decoder + PLACE_SOUNDS * sounds >= AS_WELL
