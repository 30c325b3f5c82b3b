"""Other ways to say a translation, and which words of it answer which of the original."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.text import Span


class Origin(StrEnum):
    """Where another translation came from: authored rules, another translation model, a language model."""

    REGISTER = "register"
    TRANSLATOR = "translator"
    LANGUAGE_MODEL = "language_model"


@dataclass(frozen=True, slots=True)
class Alternative:
    """changed: the spans of text that the first translation has otherwise. back: translated back again.

    label: what it is for, as a key of the messages (`register.pt.voce`); empty where it is simply another way.
    score: how good it is thought to be, higher is better; only to be compared with others of the same sentence.
    """

    text: str
    origin: Origin
    engine: str
    changed: tuple[Span, ...]
    back: str
    label: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class WordLink:
    """A word of the original and a word of its translation that answer each other; probability in [0, 1]."""

    source: Span
    target: Span
    probability: float
