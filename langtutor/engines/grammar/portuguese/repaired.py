"""A text whose words are spelt right first, so that rules about grammar see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from langtutor.core.text import CERTAIN, Edit, Span
from langtutor.engines.grammar.changes import without_overlaps


class Repaired:
    """text: with the certain edits of single words made."""

    def __init__(self, text: str, spelling: Sequence[Edit]) -> None:
        self._original = text
        self._edits = without_overlaps(
            [
                edit
                for edit in spelling
                if edit.confidence >= CERTAIN and edit.replacement and edit.span.of(text).strip()
            ]
        )
        self._places: list[Span] = []
        parts, end, length = [], 0, 0
        for edit in self._edits:
            parts += [text[end : edit.span.start], edit.replacement]
            start = length + edit.span.start - end
            length = start + len(edit.replacement)
            self._places.append(Span(start, length))
            end = edit.span.end
        self.text = "".join([*parts, text[end:]])

    def back(self, edit: Edit) -> Edit:
        """An edit of the repaired text as one of the original: with the repairs that it touches."""
        start, end = edit.span.start, edit.span.end
        for place in self._places:
            if start < place.end and place.start < end:
                start, end = min(start, place.start), max(end, place.end)
        replacement = self.text[start : edit.span.start] + edit.replacement + self.text[edit.span.end : end]
        return replace(edit, span=Span(self._before(start), self._before(end)), replacement=replacement)

    def _before(self, place: int) -> int:
        """Where a place outside the repairs was."""
        shift = 0
        for edit, span in zip(self._edits, self._places, strict=True):
            if place >= span.end:
                shift = edit.span.end - span.end
        return place + shift
