"""Own edits and LanguageTool's made one list: its rules are blind to ours, which know what learners do."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.core.text import CERTAIN, Edit
from langtutor.engines.grammar.merging import merged

_BESIDE = 1
"""Code points between two edits that are about the same: the white space between two words."""
_LEAST = 0.35
"""What is less likely than this isn't even asked about."""
_LANGUAGETOOL = "languagetool"
_SPELLER = "MORFOLOGIK"


def combine(own: Sequence[Edit], languagetool: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits that don't overlap, in the order of the text.

    Of *as árvore* one makes *a árvore*, the other *as árvores*: where LanguageTool has another opinion beside a
    certain edit of ours, ours stands alone.
    """
    sure = [one for one in own if one.confidence >= CERTAIN]
    others = [one for one in languagetool if not any(_rivals(one, ours) for ours in sure)]
    return tuple(edit for edit in merged(own, others) if not _idle(edit))


def _idle(edit: Edit) -> bool:
    """A guess at what a name or a foreign word was meant to be; *St* for an abbreviation with small letters.

    What a rule of LanguageTool's is asked about in spite of a low confidence was weighed by hand.
    """
    speller = edit.type.startswith(_SPELLER)
    if edit.confidence < _LEAST:
        return speller or edit.source != _LANGUAGETOOL
    return speller and edit.confidence < CERTAIN and edit.replacement.isupper() and len(edit.replacement) > 1


def _rivals(other: Edit, ours: Edit) -> bool:
    if (other.span, other.replacement) == (ours.span, ours.replacement):
        return False
    return other.span.start <= ours.span.end + _BESIDE and ours.span.start <= other.span.end + _BESIDE
