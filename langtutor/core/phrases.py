"""Phrasal verbs and idioms whose words, one by one, don't tell what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from langtutor.core.language import LanguageCode


@dataclass(frozen=True, slots=True)
class PhraseSense:
    """means: in the other language, commonest first. gloss: a few words of the phrase's own language that tell its
    senses apart, or empty. example: a sentence with the phrase, translation: what it means; both may be empty."""

    means: tuple[str, ...]
    gloss: str = ""
    example: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """text: as dictionaries write it: *give up*, *change one's mind*. Its first sense has an example."""

    text: str
    language: LanguageCode
    other: LanguageCode
    senses: tuple[PhraseSense, ...]
