"""What a worker can do: a handler for each type of request, a factory for each type of session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from langtutor.core.errors import Cancelled
from langtutor.core.requests import Request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Job:
    """One request being worked on. Handlers look at `cancelled` wherever they can stop."""

    emit: Callable[[Any], None]
    cancelled: threading.Event

    def check(self) -> None:
        """Raises Cancelled when the request was taken back."""
        if self.cancelled.is_set():
            raise Cancelled()


class Session(Protocol):
    """Between open and finish, in the live thread, which others share: what takes long is done elsewhere.

    finish gives the last reply, or a Future of it.
    """

    def feed(self, samples: NDArray[np.float32]) -> None: ...

    def finish(self) -> Any: ...


Handler = Callable[[Any, Job], Any]
SessionFactory = Callable[[Any, Job], Session]


@dataclass(frozen=True, slots=True)
class EngineSet:
    """close: called at an orderly end, for engines with children of their own."""

    handlers: dict[type[Request[Any]], Handler] = field(default_factory=dict)
    sessions: dict[type[Request[Any]], SessionFactory] = field(default_factory=dict)
    close: Callable[[], None] = lambda: None
