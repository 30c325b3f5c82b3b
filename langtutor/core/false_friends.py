"""Words that look like a word of the other language and mean something else."""

from __future__ import annotations

from dataclasses import dataclass

from langtutor.core.language import LanguageCode


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """word (of language) looks like looks_like (of other), but means `means`; looks_like is `really` in language.

    means, really: a few words each, in the other's language and in this one. sometimes: the two do share a sense (so
    the warning is milder). example: a sentence with the word, translation: what it means. note: by language of who
    reads it, one sentence by a teacher; may be missing.
    """

    word: str
    language: LanguageCode
    looks_like: str
    other: LanguageCode
    means: tuple[str, ...]
    really: tuple[str, ...]
    example: str
    translation: str
    sometimes: bool = False
    notes: tuple[tuple[LanguageCode, str], ...] = ()
