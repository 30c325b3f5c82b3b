"""Cuts a line into sentences, and one that is too long into parts. Nothing is lost: the pieces join to the line.

A whole text is cut into the sentences that are worth checking, each of which knows its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langtutor.core.text import Span

_CLOSING = "\"'”’»)\\]"
_OPENING = "-\"'“‘«(\\[¿¡—–"
_END = re.compile(rf"[.!?…。！？]+[{_CLOSING}]*(?:\s+|(?<=[。！？])|$)")
_BEGINS = re.compile(rf"[{_OPENING}\s]*([^\W_])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMBER = re.compile(r"\d{1,3}")
_LOOK_BACK = 200
"""Characters before a full stop that tell whether it is one: the whole of an endless sentence would take for ever."""
_CUTS = (re.compile(r"[;:]\s+"), re.compile(r"[,)—–]\s+"), re.compile(r"\s+"))
"""Where a long sentence is cut, the best first."""
_LONGEST_PIECE = 16
"""Characters: parts are looked for in so many for each piece allowed."""

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_MARKER = re.compile(r"\s*(?:(?:[-*+•‣◦▪–—>]|#{1,6}|\d{1,3}[.)]|\(?(?:\d{1,3}|[^\W\d_])\))\s+)*")
_WRAPPED_FROM = 40
"""A line shorter than this many characters ends because the writer ended it."""
_ENDED = re.compile(rf"[.!?…:;。！？][{_CLOSING}]*\s*$")
LONGEST = 800
"""Characters of a sentence; what is longer is checked in parts."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text. parts: where it stands in the text, in several lines if the text is wrapped by hand.

    text: the parts with a space between them. before: the sentence before it in its paragraph, else empty.
    """

    text: str
    parts: tuple[Span, ...]
    before: str

    @property
    def within(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].end)

    def whole(self, span: Span) -> Span:
        """A span of the sentence as a span of the text."""
        return Span(self._place(span.start), self._place(span.end))

    def _place(self, position: int) -> int:
        for part in self.parts:
            if position <= part.end - part.start:
                return part.start + position
            position -= part.end - part.start + 1
        return self.parts[-1].end


def in_text(text: str, abbreviations: frozenset[str]) -> tuple[Sentence, ...]:
    """All sentences with a letter in them, without the white space around them and the marks of lists and headings.

    A line is a paragraph, unless the text is wrapped by hand: then a long line goes on in the next where that begins
    with a small letter.
    """
    return tuple(sentence for lines in _paragraphs(text) for sentence in _of_paragraph(text, lines, abbreviations))


def _paragraphs(text: str) -> Iterator[list[Span]]:
    lines: list[Span] = []
    for found in _LINE.finditer(text):
        line = _trimmed(text, found.start() + len(_marker(found[0])), found.end())
        marked = bool(_marker(found[0]).strip())
        if lines and not (not marked and _goes_on(text, lines[-1], line)):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def _marker(line: str) -> str:
    found = _MARKER.match(line)
    return found[0] if found else ""


def _goes_on(text: str, line: Span, following: Span) -> bool:
    between = text[line.end : following.start]
    if between.count("\n") > 1 or between.count("\r") > 1 or line.end - line.start < _WRAPPED_FROM:
        return False
    return not _ENDED.search(line.of(text)) and following.of(text)[:1].islower()


def _of_paragraph(text: str, lines: list[Span], abbreviations: frozenset[str]) -> Iterator[Sentence]:
    joined = Sentence(" ".join(line.of(text) for line in lines), tuple(lines), "")
    before, at = "", 0
    for whole in sentences(joined.text, abbreviations):
        for piece in bounded(whole, len, LONGEST):
            inside = _trimmed(joined.text, at, at + len(piece))
            at += len(piece)
            if any(character.isalpha() for character in inside.of(joined.text)):
                yield Sentence(inside.of(joined.text), tuple(_parts(joined, inside)), before)
                before = inside.of(joined.text)


def _parts(paragraph: Sentence, inside: Span) -> Iterator[Span]:
    """The lines of the paragraph, cut to what is inside."""
    whole = paragraph.whole(inside)
    for line in paragraph.parts:
        if line.start < whole.end and whole.start < line.end:
            yield Span(max(line.start, whole.start), min(line.end, whole.end))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space at either end."""
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    return Span(start + left, start + left + len(inside.strip()))


def sentences(line: str, abbreviations: frozenset[str]) -> Iterator[str]:
    """Each with the white space after it. abbreviations: lower case, without their full stop (`dr`)."""
    start = 0
    for end in _END.finditer(line):
        begins = _BEGINS.match(line, end.end())
        if begins and begins[1].islower():
            continue
        if end[0].strip() == "." and _is_short_form(
            line[max(start, end.start() - _LOOK_BACK) : end.start()].split(), abbreviations
        ):
            continue
        yield line[start : end.end()]
        start = end.end()
    if start < len(line):
        yield line[start:]


def _is_short_form(words: list[str], abbreviations: frozenset[str]) -> bool:
    """The full stop after these words is part of an abbreviation, an initial, or the number of an item."""
    if not words:
        return True
    last = words[-1].lstrip("(\"'“‘«[")
    if len(words) == 1 and _NUMBER.fullmatch(last):
        return True
    initials = last.isupper() and last != "I" and _INITIALS.fullmatch(last)
    return bool(initials) or last.lower() in abbreviations


def bounded(sentence: str, size: Callable[[str], int], most: int) -> Iterator[str]:
    """Parts of at most `most` by `size`, cut at semicolons if there are any, else commas, else words, else anywhere."""
    start = 0
    while start < len(sentence):
        ahead = sentence[start : start + most * _LONGEST_PIECE]
        whole = start + len(ahead) == len(sentence) and size(ahead) <= most
        cut = len(ahead) if whole else _cut(ahead, _fitting(ahead, size, most))
        yield ahead[:cut]
        start += cut


def _cut(text: str, fitting: int) -> int:
    """The last good place that fits, but not one that leaves a crumb."""
    for places in _CUTS:
        ends = [place.end() for place in places.finditer(text) if place.end() <= fitting]
        if ends and ends[-1] > fitting // 3:
            return ends[-1]
    return fitting


def _fitting(text: str, size: Callable[[str], int], most: int) -> int:
    """How many characters from the start fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    return low
