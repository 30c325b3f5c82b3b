"""Code points, in which our spans count, and UTF-16 units, in which Qt does. The one place that converts."""

from __future__ import annotations

from bisect import bisect_left

_LAST_NARROW = "\uffff"


class Places:
    """Places in one text. Characters beyond the basic plane (emoji) take two of Qt's units."""

    def __init__(self, text: str) -> None:
        plain = text.isascii() or max(text) <= _LAST_NARROW
        self._wide = [] if plain else [at for at, letter in enumerate(text) if letter > _LAST_NARROW]
        self._units = [at + before for before, at in enumerate(self._wide)]

    def to_qt(self, at: int) -> int:
        """The UTF-16 unit at which a code point begins."""
        return at + bisect_left(self._wide, at)

    def to_text(self, unit: int) -> int:
        """The code point that a UTF-16 unit belongs to."""
        return unit - bisect_left(self._units, unit)
