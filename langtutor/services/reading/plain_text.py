"""Plain text as paragraphs, and a long text as chapters."""

from __future__ import annotations

import re
from statistics import median

from langtutor.core.reading import Chapter, Paragraph, ParagraphKind

_BLANK = re.compile(r"\n[ \t\f]*(?:\n[ \t\f]*)+|\f")
_WRAPPED = range(40, 101)
"""Characters in most lines of a text that is wrapped by hand."""

_NUMBER = re.compile(r"(?<![^\W_])(?:\d{1,3}|[IVXLC]{1,7})(?![^\W_])")
_LONGEST_TITLE = 60
_FEWEST_TITLES = 2
_CHAPTER_WORDS = 150
"""Words a chapter has at least on average, else what looks like titles are lists or verses."""

PART_LENGTH = 36_000
"""Characters shown at once, some 6,000 words; what nobody cut into chapters is cut into parts of so many."""
_LONGEST = 8_000
"""Characters of a paragraph."""


def paragraphs_of(text: str) -> list[Paragraph]:
    """Parted by empty lines; in a text without any, each line is one. Lines that were wrapped by hand are joined."""
    pieces = [piece for piece in _BLANK.split(text) if piece.strip()]
    if len(pieces) == 1 and not _is_wrapped(pieces[0].split("\n")):
        pieces = [line for line in pieces[0].split("\n") if line.strip()]
    return [Paragraph(_joined(piece)) for piece in pieces]


def chapters_of(text: str) -> tuple[Chapter, ...]:
    """By what looks like titles: short lines that stand alone and count up, or are in capitals."""
    paragraphs = paragraphs_of(text)
    for looks in (_is_numbered, _is_capital):
        titles = [at for at, paragraph in enumerate(paragraphs) if looks(paragraph.text)]
        words = sum(len(paragraph.text.split()) for paragraph in paragraphs)
        if len(titles) >= _FEWEST_TITLES and words / len(titles) >= _CHAPTER_WORDS:
            return in_parts(_cut(paragraphs, titles))
    return in_parts((Chapter("", tuple(paragraphs)),))


def in_parts(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """Chapters that are too long to be shown at once are cut between paragraphs, and paragraphs that nobody could read
    between sentences or words; the parts keep the title."""
    found: list[Chapter] = []
    for chapter in chapters:
        part: list[Paragraph] = []
        length = 0
        for paragraph in (piece for whole in chapter.paragraphs for piece in _pieces(whole)):
            if part and length + len(paragraph.text) > PART_LENGTH:
                found.append(Chapter(chapter.title, tuple(part)))
                part, length = [], 0
            part.append(paragraph)
            length += len(paragraph.text)
        if part:
            found.append(Chapter(chapter.title, tuple(part)))
    return tuple(found)


def _pieces(paragraph: Paragraph) -> list[Paragraph]:
    if len(paragraph.text) <= _LONGEST:
        return [paragraph]
    pieces, start = [], 0
    while start < len(paragraph.text):
        ahead = paragraph.text[start : start + _LONGEST]
        ends = [
            ahead.rfind(sign) + len(sign) for sign in (". ", "! ", "? ", "\n", " ") if sign in ahead[_LONGEST // 2 :]
        ]
        cut = ends[0] if ends and len(ahead) == _LONGEST else len(ahead)
        pieces.append(Paragraph(ahead[:cut].strip(), paragraph.kind))
        start += cut
    return pieces


def _cut(paragraphs: list[Paragraph], titles: list[int]) -> tuple[Chapter, ...]:
    """Titles that follow each other at once (CHAPTER I, then its name) are one."""
    starts = [at for before, at in zip([-2, *titles], titles, strict=False) if at - before > 1]
    found = [Chapter("", tuple(paragraphs[: starts[0]]))] if starts[0] else []
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        heading = Paragraph(paragraphs[start].text, ParagraphKind.HEADING)
        found.append(Chapter(heading.text, (heading, *paragraphs[start + 1 : end])))
    return tuple(found)


def _is_numbered(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or "\n" in line or line.endswith((",", ";", "?", "!", "…", ":")):
        return False
    number = _NUMBER.search(line)
    # A number at the start alone is a list's; a word before it, or nothing but it, makes it a chapter's.
    return (
        number is not None and (number.start() > 0 or not line[number.end() :].strip(" .")) and len(line.split()) <= 8
    )


def _is_capital(line: str) -> bool:
    return 3 <= len(line) <= _LONGEST_TITLE and "\n" not in line and line.isupper() and any(map(str.isalpha, line))


def _joined(piece: str) -> str:
    lines = [" ".join(line.split()) for line in piece.strip("\n").split("\n")]
    return (" " if _is_wrapped(lines) else "\n").join(line for line in lines if line)


def _is_wrapped(lines: list[str]) -> bool:
    """All lines but the last are about as long as each other, and none far longer than lines are wrapped at."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < 2 or max(lengths) not in _WRAPPED:
        return False
    return median(lengths[:-1]) >= max(_WRAPPED.start, 0.7 * max(lengths))
