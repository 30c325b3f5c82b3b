"""A host without workers: requests are answered from a table, sessions by the test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from langtutor.core.ear_requests import Heard, SpeechState
from langtutor.core.errors import ModelMissing
from langtutor.core.requests import Lane, Request
from langtutor.host.client import Call, Host, OpenSession
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import Paths

R = TypeVar("R")


@dataclass
class FakeSession:
    """What a recording opened at the ear. `say` streams a state, `dies` is a worker that crashes."""

    request: Request[Any]
    on_partial: Callable[[Any], None]
    future: Future[Any] = field(default_factory=Future)
    fed: list[NDArray[np.float32]] = field(default_factory=list)
    finished: threading.Event = field(default_factory=threading.Event)

    def say(self, *, started: bool, speaking: bool = False, silence_s: float = 0.0) -> None:
        self.on_partial(SpeechState(started, speaking, silence_s))


class FakeHost(Host):
    """answers: by type of request a reply, an error to raise, or a function of the request. What isn't listed has no
    model."""

    def __init__(self, **answers: Any) -> None:
        here = Path("/nonexistent")
        super().__init__(WorkerContext(Paths(here, here, here), never_use_network=True), specs=())
        self.answers: dict[str, Any] = answers
        self.asked: list[Request[Any]] = []
        self.lanes: list[Lane] = []
        self.sessions: list[FakeSession] = []

    def submit(
        self, request: Request[R], lane: Lane = Lane.NOW, on_partial: Callable[[Any], None] | None = None
    ) -> Call[R]:
        self.asked.append(request)
        self.lanes.append(lane)
        future: Future[R] = Future()
        name = type(request).__name__
        answer = self.answers.get(name, ModelMissing(model=name, command=f"install {name}"))
        try:
            reply = answer(request) if callable(answer) else answer
        except Exception as error:
            reply = error
        if isinstance(reply, Future):
            return Call(reply, lambda: None)
        if isinstance(reply, Exception):
            future.set_exception(reply)
        else:
            future.set_result(reply)
        return Call(future, lambda: None)

    def open(self, request: Request[R], on_partial: Callable[[Any], None]) -> OpenSession[R]:
        session = FakeSession(request, on_partial)
        self.sessions.append(session)
        return OpenSession(session.future, session.fed.append, session.finished.set, lambda: None)

    def kinds(self) -> list[str]:
        return [type(request).__name__ for request in self.asked]


def heard(text: str, **scores: float) -> Heard:
    """scores by text; the transcript itself fits best."""
    return Heard(text, (), {text: 0.0, **scores}, "fake ear", 2.0)
