"""When to check again what was checked while an engine was still starting."""

from __future__ import annotations

from collections.abc import Callable

from langtutor.core.requests import Tier

_LONGEST = 6


class Again:
    """At once when an answer shows that all engines are there; else now and then, ever more seldom.

    A round ends with the first answer that isn't complete either. every_s: until the first round, and at most 6 times
    that between two.
    """

    def __init__(self, every_s: float, clock: Callable[[], float]) -> None:
        self._every_s = every_s
        self._clock = clock
        self._at = clock()
        self._rounds = 0

    def heard(self, tier: Tier, *, complete: bool, in_round: bool) -> None:
        """An answer came. in_round: it may have been asked for again."""
        if not complete:
            self._rounds += in_round or not self._rounds
            self._at = self._clock() + self._every_s * min(self._rounds, _LONGEST)
        elif tier is not Tier.INSTANT and self._rounds:
            self._rounds = 0
            self.now()

    def now(self) -> None:
        """The next round is due."""
        self._at = min(self._at, self._clock())

    @property
    def due_in_s(self) -> float:
        return max(0.0, self._at - self._clock())
