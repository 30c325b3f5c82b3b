"""Where findings stand in a text that goes on changing. No widgets: the editor and the margin both ask here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from langtutor.ui.places import Places

if TYPE_CHECKING:
    from langtutor.core.writing import Finding, Review


@dataclass(slots=True, eq=False)
class Mark:
    """A finding where it stands now: start and end in UTF-16 units of the document.

    touched: its paragraph changed since it was found, so the next review may know it under another key.
    """

    number: int
    finding: Finding
    start: int
    end: int
    touched: bool = False


class Marks:
    """In order of the text. A mark stays the same object while its finding does, however the text around it moves."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._longest = 0
        self._made = 0

    def __len__(self) -> int:
        return len(self._marks)

    def all(self) -> Sequence[Mark]:
        return self._marks

    def between(self, start: int, end: int) -> list[Mark]:
        """Those that touch this stretch, of UTF-16 units."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end >= start]

    def at(self, place: int) -> Mark | None:
        """The one at a place; where two touch, the one that begins there."""
        found = self.between(place, place)
        return found[-1] if found else None

    def after(self, place: int) -> Mark | None:
        at = bisect_right(self._starts, place)
        return self._marks[at] if at < len(self._marks) else None

    def before(self, place: int) -> Mark | None:
        at = bisect_left(self._starts, place)
        return self._marks[at - 1] if at else None

    def clear(self) -> None:
        self._keep([])

    def drop(self, mark: Mark) -> None:
        self._keep(one for one in self._marks if one is not mark)

    def changed(self, at: int, removed: int, added: int, paragraph: tuple[int, int]) -> None:
        """Text was changed: what stood there is no finding any more, what follows moves.

        at, removed, added: as `QTextDocument.contentsChange` tells. paragraph: start and end of what is affected, now.
        """
        kept = []
        for mark in self._marks:
            if mark.start >= at + removed and (removed or mark.start >= at):
                mark.start += added - removed
                mark.end += added - removed
            elif mark.end > at:
                continue
            if mark.end >= paragraph[0] and mark.start <= paragraph[1]:
                mark.touched = True
            kept.append(mark)
        self._keep(kept)

    def take(self, review: Review) -> None:
        """What a review found, of the text as it stands now.

        What it doesn't have goes, at once; but while the review is under way, what was found in a paragraph that
        changed since stays until there is something in its place: most of it will be found again.
        """
        places = Places(review.text)
        known = {mark.finding.key: mark for mark in self._marks}
        placed = {(mark.start, mark.finding.edit.replacement): mark for mark in self._marks}
        new: list[Mark] = []
        used: set[int] = set()
        for finding in review.findings:
            start, end = places.to_qt(finding.edit.span.start), places.to_qt(finding.edit.span.end)
            mark = known.get(finding.key) or placed.get((start, finding.edit.replacement))
            if mark is None or mark.number in used:
                self._made += 1
                mark = Mark(self._made, finding, start, end)
            mark.finding, mark.start, mark.end, mark.touched = finding, start, end, False
            used.add(mark.number)
            new.append(mark)
        if review.busy:
            new += [old for old in self._marks if old.touched and old.number not in used and not _covered(old, new)]
        self._keep(sorted(new, key=lambda mark: (mark.start, mark.end)))

    def _keep(self, marks: Iterable[Mark]) -> None:
        self._marks = list(marks)
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)


def _covered(old: Mark, new: Sequence[Mark]) -> bool:
    return any(mark.start <= old.end and old.start <= mark.end for mark in new)
