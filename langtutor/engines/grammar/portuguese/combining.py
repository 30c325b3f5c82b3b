"""Own edits and LanguageTool's made one list: its rules are blind to ours, which know what learners do."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.core.text import CERTAIN, Edit
from langtutor.engines.grammar.merging import merged

_BESIDE = 1
"""Code points between two edits that are about the same: the white space between two words."""


def combine(own: Sequence[Edit], languagetool: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits that don't overlap, in the order of the text.

    Of *as árvore* one makes *a árvore*, the other *as árvores*: where LanguageTool has another opinion beside a
    certain edit of ours, ours stands alone.
    """
    sure = [one for one in own if one.confidence >= CERTAIN]
    others = [one for one in languagetool if not any(_rivals(one, ours) for ours in sure)]
    return merged(own, others)


def _rivals(other: Edit, ours: Edit) -> bool:
    if (other.span, other.replacement) == (ours.span, ours.replacement):
        return False
    return other.span.start <= ours.span.end + _BESIDE and ours.span.start <= other.span.end + _BESIDE
