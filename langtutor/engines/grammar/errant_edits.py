"""ERRANT (Bryant, Felice and Briscoe 2017): what was changed between two texts, cut into the smallest typed edits.

The library works on tokens of spaCy's; here edits come in code points of plain text, or in tokens that are given.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from langtutor.core.text import Edit, ErrorType, Span

SOURCE = "errant"
_SPACING = ErrorType("R:ORTH")
_PARSES_KEPT = 64
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class TokenEdit:
    """start, end: tokens of the source, end excluded; tokens: what stands there instead."""

    start: int
    end: int
    tokens: tuple[str, ...]
    type: ErrorType


class _Change(NamedTuple):
    """start to end of the source became new_start to new_end of the corrected text; in tokens, or in code points."""

    start: int
    end: int
    new_start: int
    new_end: int
    type: ErrorType


class Errant:
    """For English. nlp: spaCy's English model with tagger, parser and lemmas. One thread at a time.

    A text is parsed once, as long as it is among the last few.
    """

    def __init__(self, nlp: Any) -> None:
        import errant

        self._annotator = errant.load("en", nlp)
        self._parses: OrderedDict[tuple[str, bool], Any] = OrderedDict()

    def parse(self, text: str) -> Any:
        """spaCy's `Doc` of plain text."""
        return self._parsed(text, tokenise=True)

    def annotate(self, source: str, corrected: str) -> tuple[Edit, ...]:
        """The edits that make the one of the other, of whole words, in order; only the amount of space is no edit.

        A missing word comes with the space it needs, an unneeded one goes with its own. Their confidence is 0.5.
        """
        if source == corrected:
            return ()
        text, new = source.strip(), corrected.strip()
        before, after = self.parse(text), self.parse(new)
        changes = _in_code_points(_places(before), _places(after), self._changes(before, after))
        return tuple(_edits(text, new, _of_whole_words(text, new, changes), source.find(text)))

    def annotate_tokens(self, source: str, corrected: str) -> tuple[TokenEdit, ...]:
        """Edits between two sentences whose tokens are parted by spaces, as `errant_parallel` makes them."""
        before, after = self._parsed(source, tokenise=False), self._parsed(corrected, tokenise=False)
        return tuple(
            TokenEdit(
                change.start,
                change.end,
                tuple(token.text for token in after[change.new_start : change.new_end]),
                change.type,
            )
            for change in self._changes(before, after)
        )

    def _changes(self, before: Any, after: Any) -> list[_Change]:
        return [
            _Change(edit.o_start, edit.o_end, edit.c_start, edit.c_end, ErrorType(edit.type))
            for edit in self._annotator.annotate(before, after)
        ]

    def _parsed(self, text: str, *, tokenise: bool) -> Any:
        key = text, tokenise
        if key in self._parses:
            self._parses.move_to_end(key)
            return self._parses[key]
        found = self._parses[key] = self._annotator.parse(text, tokenise=tokenise)
        if len(self._parses) > _PARSES_KEPT:
            self._parses.popitem(last=False)
        return found


_Places = Sequence[tuple[int, int]]
"""Where each token begins and ends, after a place of no length at the beginning and before one at the end."""


def _places(parsed: Any) -> _Places:
    inside = [(token.idx, token.idx + len(token)) for token in parsed]
    return [(0, 0), *inside, (len(parsed.text), len(parsed.text))]


def _in_code_points(source: _Places, corrected: _Places, changes: Sequence[_Change]) -> Iterator[_Change]:
    """Each with the space before it, and with that behind it unless another follows at once.

    Between words that stay, a space that came or went is a change, too.
    """
    first = _Change(0, 0, 0, 0, _SPACING)
    last = _Change(len(source) - 2, len(source) - 2, len(corrected) - 2, len(corrected) - 2, _SPACING)
    for change, following in pairwise([first, *changes, last]):
        if change is not first:
            near = following is not last and (change.end, change.new_end) == (following.start, following.new_start)
            yield _Change(
                source[change.start][1],
                source[change.end][1] if near else source[change.end + 1][0],
                corrected[change.new_start][1],
                corrected[change.new_end][1] if near else corrected[change.new_end + 1][0],
                change.type,
            )
        for token in range(change.end + 1, following.start):
            new = token - change.end + change.new_end
            gap = _Change(source[token][1], source[token + 1][0], corrected[new][1], corrected[new + 1][0], _SPACING)
            if (gap.start == gap.end) != (gap.new_start == gap.new_end):
                yield gap


def _of_whole_words(source: str, corrected: str, changes: Iterable[_Change]) -> list[_Change]:
    """As small as they can be without cutting a word of either text in two; those that meet in a word are made one."""
    inside, new_inside = _inside_words(source), _inside_words(corrected)
    found: list[_Change] = []
    for change in changes:
        if source[change.start : change.end].isspace() and corrected[change.new_start : change.new_end].isspace():
            continue
        start, end, new_start, new_end, kind = _without_common_space(source, corrected, change)
        while (start in inside or new_start in new_inside) and start and source[start - 1] == corrected[new_start - 1]:
            start, new_start = start - 1, new_start - 1
        while (end in inside or new_end in new_inside) and source[end : end + 1] == corrected[new_end : new_end + 1]:
            end, new_end = end + 1, new_end + 1
        while found and (found[-1].end > start or found[-1].new_end > new_start):
            before = found.pop()
            start, new_start, kind = min(start, before.start), min(new_start, before.new_start), before.type
        found.append(_Change(start, end, new_start, new_end, kind))
    return found


def _without_common_space(source: str, corrected: str, change: _Change) -> _Change:
    start, end, new_start, new_end, kind = change
    while start < end and new_start < new_end and source[end - 1] == corrected[new_end - 1] == " ":
        end, new_end = end - 1, new_end - 1
    while start < end and new_start < new_end and source[start] == corrected[new_start] == " ":
        start, new_start = start + 1, new_start + 1
    return _Change(start, end, new_start, new_end, kind)


def _inside_words(text: str) -> frozenset[int]:
    return frozenset(place for word in _WORD.finditer(text) for place in range(word.start() + 1, word.end()))


def _edits(source: str, corrected: str, changes: Sequence[_Change], begin: int) -> Iterator[Edit]:
    """begin: where source begins in the learner's text."""
    previous = -1
    for start, end, new_start, new_end, kind in changes:
        # Two edits in one place don't go together: a word that comes right after one takes the space behind it.
        moved = int(
            start == end == previous and source[start : start + 1] == corrected[new_start : new_start + 1] == " "
        )
        span = Span(begin + start + moved, begin + end + moved)
        yield Edit(span, corrected[new_start + moved : new_end + moved], kind, None, 0.5, SOURCE)
        previous = end
