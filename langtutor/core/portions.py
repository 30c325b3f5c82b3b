"""Cuts a long text into portions that can be worked on one after another, with room for other work in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langtutor.core.sentences import bounded, sentences

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_BLANK = re.compile(r"\s*")
_PATIENCE = 3
"""So many times the size, a portion is cut where no paragraph ends."""


def portions(text: str, size: int, first: int | None = None) -> Iterator[str]:
    """Of some `size` characters, the first one of `first`; together they are the text.

    Cut after a paragraph, never within fenced code; where a paragraph is too long, after a line, or a sentence.
    """
    wanted = first or size
    portion: list[str] = []
    length, fence = 0, ""
    for line in _pieces(text, size):
        portion.append(line)
        length += len(line)
        fence = _fence_after(line, fence)
        ends = _BLANK.fullmatch(line) or length >= _PATIENCE * wanted
        if length >= wanted and ends and not fence:
            yield "".join(portion)
            portion, length, wanted = [], 0, size
    if portion:
        yield "".join(portion)


def _pieces(text: str, size: int) -> Iterator[str]:
    """Lines, and the sentences of those that are too long."""
    for line in text.splitlines(keepends=True):
        if len(line) <= _PATIENCE * size:
            yield line
            continue
        for sentence in sentences(line, frozenset()):
            yield from bounded(sentence, len, _PATIENCE * size)


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after the line."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) else fence
