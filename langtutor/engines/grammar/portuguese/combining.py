"""Own edits and LanguageTool's made one list."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.core.text import Edit
from langtutor.engines.grammar.merging import merged


def combine(own: Sequence[Edit], languagetool: Sequence[Edit]) -> tuple[Edit, ...]:
    return merged(languagetool, own)
