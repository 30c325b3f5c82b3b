"""What goes through the pipe between the window's process and a worker. Frozen and picklable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from langtutor.core.errors import UserError
from langtutor.core.requests import Lane, Request

CallId = int


@dataclass(frozen=True, slots=True)
class Do:
    id: CallId
    request: Request[Any]
    lane: Lane


@dataclass(frozen=True, slots=True)
class Open:
    """Begin a session; samples follow in `Feed`."""

    id: CallId
    request: Request[Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """samples: float32 bytes, 16 kHz mono."""

    id: CallId
    samples: bytes


@dataclass(frozen=True, slots=True)
class Finish:
    id: CallId


@dataclass(frozen=True, slots=True)
class Cancel:
    id: CallId


@dataclass(frozen=True, slots=True)
class Stop:
    """Begin nothing more, let go of what is under way, end in order."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has built its engines (loaded none of them)."""


@dataclass(frozen=True, slots=True)
class Started:
    """The worker now works on this one: if it dies, this is the suspect."""

    id: CallId


@dataclass(frozen=True, slots=True)
class Partial:
    id: CallId
    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    id: CallId
    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """error: something the user can mend, raised again on the other side."""

    id: CallId
    error: UserError


@dataclass(frozen=True, slots=True)
class Bug:
    """Any other exception, as its printed trace."""

    id: CallId
    trace: str


ToWorker = Do | Open | Feed | Finish | Cancel | Stop
FromWorker = Ready | Started | Partial | Done | Failed | Bug
