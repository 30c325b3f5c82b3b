"""How fast something arrives, and how long the rest will take. Time is an argument."""

from __future__ import annotations

from collections import deque

WINDOW_S = 15.0
"""What came longer ago says little about now."""
SHORTEST_S = 1.5
"""Before this, any figure would be a guess."""


class Pace:
    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now_s: float, done_bytes: int) -> None:
        """done_bytes: so far, in all. A figure that goes back begins a new transfer."""
        if self._seen and done_bytes < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now_s, done_bytes))
        while now_s - self._seen[0][0] > WINDOW_S:
            self._seen.popleft()

    def bytes_per_s(self) -> float:
        """Over the last seconds; 0 while nothing can be said or nothing comes."""
        if len(self._seen) < 2:
            return 0.0
        (first_s, first), (last_s, last) = self._seen[0], self._seen[-1]
        return (last - first) / (last_s - first_s) if last_s - first_s >= SHORTEST_S else 0.0

    def seconds_for(self, left_bytes: int) -> float | None:
        """None while nothing can be said."""
        speed = self.bytes_per_s()
        return left_bytes / speed if speed > 0 else None
