"""What checkers share: edits no larger than they must be, how they are called, and which stay where they overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable

from langtutor.core.text import Edit, Span

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|.", re.DOTALL)


def trim(text: str, span: Span, replacement: str) -> tuple[Span, str]:
    """Without the words that stay at either end: "could of" → "could have" is "of" → "have"."""
    old, new = _TOKEN.findall(span.of(text)), _TOKEN.findall(replacement)
    start, end = span.start, span.end
    while old and new and old[-1] == new[-1]:
        end -= len(old.pop())
        new.pop()
    while old and new and old[0] == new[0]:
        start += len(old.pop(0))
        new.pop(0)
    return Span(start, end), "".join(new)


def operation(said: str, replacement: str) -> str:
    """ERRANT's M(issing), U(nnecessary) or R(eplacement)."""
    if not said.strip() and replacement.strip():
        return "M"
    return "U" if not replacement.strip() and said.strip() else "R"


def begins_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip("\"'“‘([¡¿ \t")
    return not before or before[-1] in ".!?…\n"


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Of edits in the same place the surest stays, of those just as sure the first in the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (-edit.confidence, edit.span)):
        if not any(overlap(edit.span, other.span) for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda edit: edit.span)


def overlap(one: Span, other: Span) -> bool:
    """An empty span overlaps what it touches: two insertions in one place don't go together."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
