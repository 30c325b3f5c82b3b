"""Edits of two checkers made one list, where one is more precise than the other.

Two that agree are right more often than either; where they don't, the more precise one is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from langtutor.core.text import CERTAIN, Edit
from langtutor.engines.grammar.changes import overlap, without_overlaps

_MOST = 0.98
_SPELLING_ALONE = 0.5
"""A word that one speller alone doesn't know is as likely a name, or a spelling of another country."""

_SPELLING_DISPUTED = 0.7
"""Neither knows the word, but what was meant is anybody's guess."""


def merged(precise: Sequence[Edit], other: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits that don't overlap, in the order of the text."""
    rest = list(other)
    kept: list[Edit] = []
    for edit in precise:
        rivals = [one for one in rest if overlap(edit.span, one.span)]
        rest = [one for one in rest if one not in rivals]
        twin = next((one for one in rivals if _same(one, edit)), None)
        if twin is not None:
            kept.append(_agreed(edit, twin))
        elif edit.confidence < CERTAIN and rivals and max(one.confidence for one in rivals) >= CERTAIN:
            kept += [_at_most(one, _SPELLING_DISPUTED) for one in rivals]
        else:
            kept.append(_at_most(edit, _SPELLING_DISPUTED if rivals else _SPELLING_ALONE))
    rest = [_at_most(edit, _SPELLING_ALONE) for edit in rest]
    return tuple(without_overlaps([*kept, *rest]))


def _same(one: Edit, other: Edit) -> bool:
    return one.span == other.span and one.replacement == other.replacement


def _agreed(edit: Edit, twin: Edit) -> Edit:
    confidence = min(_MOST, 1 - (1 - edit.confidence) * (1 - twin.confidence))
    told = edit if edit.skill or not twin.skill else twin
    return replace(told, confidence=max(confidence, edit.confidence), source=f"{edit.source}+{twin.source}")


def _at_most(edit: Edit, confidence: float) -> Edit:
    """For spelling only; grammar is each engine's own."""
    return replace(edit, confidence=min(edit.confidence, confidence)) if edit.type.endswith(":SPELL") else edit
