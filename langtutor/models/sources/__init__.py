"""Where model files come from. One file for each kind; all are a `Source`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from langtutor.models.files import Cancel
from langtutor.network.guard import NetworkGuard

CONNECT_S = 5
"""After so long without an answer a source counts as unreachable."""


class Unreachable(Exception):
    """The source didn't answer. It isn't asked again in the same run."""


class Unusable(Exception):
    """The source answered, but hasn't what was asked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a source works with. scratch: what was fetched is kept there until the run has ended well.

    on_bytes(unit, done, total): bytes of one transfer, by the names of `Model.units`.
    """

    scratch: Path
    guard: NetworkGuard
    cancelled: Cancel
    on_bytes: Callable[[str, int, int], None]


class Source(Protocol):
    """Raises Unreachable, Unusable, NetworkOff, Cancelled, OSError (the disk)."""

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of one of the model's files; fetches first what it needs and hasn't got."""
        ...

    def forget(self, name: str) -> None:
        """What was fetched for this file was wrong: throw it away."""
        ...
