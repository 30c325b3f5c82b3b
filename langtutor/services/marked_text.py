"""Which parts of a text are no prose: code, addresses and marks of Markdown. Nobody corrects them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from langtutor.core.text import Edit, Span

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)(?![ \t]*(?:[-*+]|\d+[.)]) )[^\n]*(?:\n|\Z))+")
_TABLE = re.compile(r"^[ \t]*\|[^\n]*$", re.MULTILINE)
_BLOCKS = (_FENCE, _FRONT_MATTER, _INDENTED, _TABLE)

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\]\([^)\n]*\)|\]\[[^\]\n]*\]|^ {0,3}\[[^\]\n]+\]:[^\n]*$|<[^>\s][^>\n]*>", re.MULTILINE)
_ADDRESS = re.compile(r"\b(?:https?|ftp|file|mailto):[^\s)>\]]+|\bwww\.[^\s)>\]]+|\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SIGNS = re.compile(r"[*_~#|]+|^[ \t]*>+|!?\[", re.MULTILINE)
_INLINE = (_CODE, _LINK, _SIGNS)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """text: as it is, but blocks that aren't prose are blank. kept: places that are left as they are."""

    text: str
    kept: tuple[Span, ...]

    def allows(self, edit: Edit) -> bool:
        """Whether an edit changes prose only."""
        return not any(_touch(edit.span, span) for span in self.kept)


def marked(text: str, *, markdown: bool) -> MarkedText:
    """Positions stay what they are. Plain text has no marks, but it may have addresses."""
    kept: list[Span] = []
    if markdown:
        for block in _BLOCKS:
            for span in _found(block, text):
                kept.append(span)
                text = text[: span.start] + re.sub(r"[^\n]", " ", span.of(text)) + text[span.end :]
        for inline in _INLINE:
            kept += _found(inline, text)
    return MarkedText(text, tuple(sorted([*kept, *_found(_ADDRESS, text)])))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(*one.span()) for one in list(pattern.finditer(text)))


def _touch(edit: Span, kept: Span) -> bool:
    """What is put in at either end of it is beside it."""
    return edit.start < kept.end and kept.start < edit.end
