"""Where a text that is being written has to stop. Pure but for what it tells on."""

from __future__ import annotations

from collections.abc import Sequence

from langtutor.engines.language_model import OnPiece

_HALF_A_CHARACTER = "\ufffd"
"""What a tokenizer shows for bytes that aren't a whole character yet."""


class Stopping:
    """Tells pieces on as they come, but holds back what may be the beginning of a stop text."""

    def __init__(self, stops: Sequence[str], on_piece: OnPiece) -> None:
        self._stops = [stop for stop in stops if stop]
        self._on_piece = on_piece
        self._told = 0
        self.text = ""
        self.stopped = False

    def has_come_to(self, text: str) -> bool:
        """text: all that was written, as it looks now. True where it has to stop; then it is cut before the stop."""
        self.text = text.rstrip(_HALF_A_CHARACTER)
        found = [at for at in map(self.text.find, self._stops) if at >= 0]
        if found:
            self.stopped = True
            self.text = self.text[: min(found)]
        self._tell(len(self.text) if found else len(self.text) - self._held())
        return self.stopped

    def finish(self) -> None:
        """Nothing follows: what was held back is told."""
        self._tell(len(self.text))

    def _held(self) -> int:
        """Characters at the end that a stop text begins with."""
        longest = max(map(len, self._stops), default=1) - 1
        ends = (self.text[-length:] for length in range(min(longest, len(self.text)), 0, -1))
        return next((len(end) for end in ends if any(stop.startswith(end) for stop in self._stops)), 0)

    def _tell(self, until: int) -> None:
        if until > self._told:
            self._on_piece(self.text[self._told : until])
            self._told = until
