"""Cuts a line into sentences, and one that is too long into parts. Nothing is lost: the pieces join to the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CLOSING = "\"'”’»)\\]"
_OPENING = "-\"'“‘«(\\[¿¡—–"
_END = re.compile(rf"[.!?…。！？]+[{_CLOSING}]*(?:\s+|(?<=[。！？])|$)")
_BEGINS = re.compile(rf"[{_OPENING}\s]*([^\W_])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMBER = re.compile(r"\d{1,3}")
_CUTS = (re.compile(r"[;:]\s+"), re.compile(r"[,)—–]\s+"), re.compile(r"\s+"))
"""Where a long sentence is cut, the best first."""
_LONGEST_PIECE = 16
"""Characters: parts are looked for in so many for each piece allowed."""


def sentences(line: str, abbreviations: frozenset[str]) -> Iterator[str]:
    """Each with the white space after it. abbreviations: lower case, without their full stop (`dr`)."""
    start = 0
    for end in _END.finditer(line):
        begins = _BEGINS.match(line, end.end())
        if begins and begins[1].islower():
            continue
        if end[0].strip() == "." and _is_short_form(line[start : end.start()].split(), abbreviations):
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
