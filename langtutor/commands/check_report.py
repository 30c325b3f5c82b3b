"""What was found in a text: as JSON, and in words, in colour where a terminal shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langtutor.commands.output import edit_json
from langtutor.content.messages import Messages
from langtutor.core.explanation import Explanation
from langtutor.core.text import CERTAIN, Edit

_RED, _GREEN, _YELLOW, _DIM, _UNDERLINED, _PLAIN = (f"\x1b[{code}m" for code in (31, 32, 33, 2, 4, 0))
_STARS = re.compile(r"\*([^*\n]+)\*")
_AROUND = 40
"""Characters of the line that are shown before and after what is wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """edit: of the whole text. line, column: from 1, in code points."""

    edit: Edit
    said: str
    line: int
    column: int
    context: str
    context_start: int
    explanation: Explanation | None = None

    @property
    def certain(self) -> bool:
        return self.edit.confidence >= CERTAIN


def found_in(text: str, edit: Edit, explanation: Explanation | None) -> Found:
    start = edit.span.start
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", edit.span.end)
    end = len(text) if end < 0 else end
    shown = max(begin, start - _AROUND)
    context = text[shown : min(end, edit.span.end + _AROUND)]
    line = text.count("\n", 0, start) + 1
    return Found(edit, edit.span.of(text), line, start - begin + 1, context, shown, explanation)


def as_json(one: Found, language: str) -> dict[str, Any]:
    """language: of the explanation's texts; null where nothing was authored for this change."""
    told = one.explanation
    return {
        **edit_json(one.edit),
        "said": one.said,
        "line": one.line,
        "column": one.column,
        "certain": one.certain,
        "what": _text(told.what, language) if told else None,
        "why": _text(told.why, language) if told else None,
    }


def in_words(found: Sequence[Found], messages: Messages, *, colours: bool) -> str:
    return "\n".join(line for one in found for line in _lines(one, messages, colours))


def _lines(one: Found, messages: Messages, colours: bool) -> list[str]:
    paint = _Paint(colours)
    said, better = one.said.strip(), one.edit.replacement.strip()
    key = "replaced" if said and better else "missing" if better else "unneeded"
    sure = "certain" if one.certain else "question"
    fields = {"said": paint(_RED, said), "better": paint(_GREEN, better)}
    head = messages.text(f"check.{sure}.{key}", fields) if said or better else messages.text(f"check.{sure}.space")
    lines = [f"{one.line}:{one.column}: {head} {paint(_DIM, f'[{one.edit.type}]')}"]
    if colours:
        lines.append("    " + _in_context(one, _RED if one.certain else _YELLOW))
    if one.explanation is not None:
        told = one.explanation
        lines += [f"    {_text(texts, messages.language)}" for texts in (told.what, told.why)]
    return lines


def _in_context(one: Found, colour: str) -> str:
    """The line, with what is wrong underlined, or the place where something is missing."""
    start = one.edit.span.start - one.context_start
    end = one.edit.span.end - one.context_start
    wrong = one.context[start:end].replace("\n", " ") or "‸"
    return f"{one.context[:start]}{_UNDERLINED}{colour}{wrong}{_PLAIN}{one.context[end:]}".replace("\n", " ")


@dataclass(frozen=True, slots=True)
class _Paint:
    colours: bool

    def __call__(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colours and text else text


def _text(texts: Mapping[str, str], language: str) -> str:
    """Without the stars around words that are quoted."""
    return _STARS.sub(r"\1", texts.get(language) or texts.get("en") or "")
