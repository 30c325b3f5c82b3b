"""Texts to read: books, articles, subtitles, as chapters of plain paragraphs whatever file they came in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from langtutor.core.language import LanguageCode

BookId = NewType("BookId", str)
"""A hash of what is in it: the same text opened twice is one book."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class ParagraphKind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    """Lines stay as they are, and nobody learns words from it."""


class Remark(StrEnum):
    """What was left out or guessed on the way from the file."""

    SCRIPTS = "scripts"
    """Programs in it were removed, never run."""
    REMOTE = "remote"
    """It refers to things on the network, which weren't fetched."""
    PICTURES = "pictures"
    GUESSED = "guessed"
    """The file doesn't say how its letters are written."""
    MISSING = "missing"
    """Parts that its table of contents names aren't in the file."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text: in one line, but for code and for lines that were broken on purpose (poems)."""

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class Chapter:
    """title: empty where nothing names it."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Book:
    """Anything that is read. title: never empty; author, language as the file says, may be empty."""

    title: str
    chapters: tuple[Chapter, ...]
    author: str = ""
    language: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads: a chapter, a paragraph in it, a code point in that."""

    chapter: int = 0
    paragraph: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """A book that was opened before. words: in all of it; done: share of it before the place, in [0, 1]."""

    id: BookId
    title: str
    author: str
    language: LanguageCode
    words: int
    opened: datetime
    place: Place = Place()
    done: float = 0.0


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end, in code points, of the words of a text: letters with apostrophes and hyphens between them."""
    return [found.span() for found in _WORD.finditer(text)]


def count_words(book: Book) -> int:
    return sum(len(_WORD.findall(part.text)) for chapter in book.chapters for part in chapter.paragraphs)


class Familiarity(StrEnum):
    """How a word of a text stands with the learner. name: of a person or place, most likely: nothing to be learnt."""

    KNOWN = "known"
    LEARNING = "learning"
    NEW = "new"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Measures:
    """words: all but names. new, learning: shares of them, in [0, 1]. different: words in their different forms;
    new_different: those of them that are new. level: of the vocabulary, "A1" to "C1", None where it can't be told."""

    words: int
    new: float
    learning: float
    different: int
    new_different: int
    level: str | None


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word worth learning from a text. form: as it stands in the sentence; count: how often the text has it."""

    word: str
    form: str
    sentence: str
    count: int
    zipf: float
