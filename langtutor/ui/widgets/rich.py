"""Authored texts as rich text: *asterisks* become emphasis, everything else stays as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from langtutor.core.text import Span

_STARRED = re.compile(r"\*([^*\n]+)\*")


def rich(text: str) -> str:
    """HTML for a label. Markup in the text itself is shown, not obeyed."""
    escaped = html.escape(text, quote=False)
    return _STARRED.sub(r"<b><i>\1</i></b>", escaped)


def marked(text: str, spans: Iterable[Span]) -> str:
    """HTML of a text in which these spans, in their order, are bold and underlined."""
    pieces, at = [], 0
    for span in spans:
        pieces += [html.escape(text[at : span.start]), f"<b><u>{html.escape(span.of(text))}</u></b>"]
        at = span.end
    return "".join([*pieces, html.escape(text[at:])])


def plain(text: str) -> str:
    """The same without the asterisks, for screen readers."""
    return _STARRED.sub(r"\1", text)
