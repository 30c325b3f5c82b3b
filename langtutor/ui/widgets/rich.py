"""Authored texts as rich text: *asterisks* become emphasis, everything else stays as it is."""

from __future__ import annotations

import html
import re

_STARRED = re.compile(r"\*([^*\n]+)\*")


def rich(text: str) -> str:
    """HTML for a label. Markup in the text itself is shown, not obeyed."""
    escaped = html.escape(text, quote=False)
    return _STARRED.sub(r"<b><i>\1</i></b>", escaped)


def plain(text: str) -> str:
    """The same without the asterisks, for screen readers."""
    return _STARRED.sub(r"\1", text)
