"""Where model files come from. One file for each kind; all are a `Source`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from langtutor.models.files import Cancel
from langtutor.models.joining import Parts
from langtutor.network.guard import NetworkGuard

CONNECT_S = 5
"""After so long without an answer a source counts as unreachable."""


class Unreachable(Exception):
    """The source didn't answer. It isn't asked again in the same run."""


class Unusable(Exception):
    """The source answered, but hasn't what was asked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a source works with. scratch: what was fetched is kept there until it is in its place.

    on_bytes(unit, done, total): bytes of one transfer, by the names of `Model.units`.
    spare(unit): no file but the one at hand needs this transfer any more.
    """

    scratch: Path
    guard: NetworkGuard
    cancelled: Cancel
    on_bytes: Callable[[str, int, int], None]
    spare: Callable[[str], bool]


Delivery = Path | Iterator[bytes] | Parts
"""One of the model's files: as a file that may be moved away, as its bytes, or as parts to join."""


class Source(Protocol):
    """Raises Unreachable, Unusable, NetworkOff, Cancelled, OSError (the disk), also while a delivery is read."""

    def deliver(self, name: str) -> Delivery:
        """Fetches what this file needs and isn't there yet, and perhaps what the others need with it."""
        ...

    def landed(self, name: str) -> None:
        """The file is in its place: what it was made of may go."""
        ...

    def forget(self, name: str) -> None:
        """What was fetched for this file was wrong: throw it away."""
        ...
