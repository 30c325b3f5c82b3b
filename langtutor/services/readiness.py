"""Readiness: warm up what the learner will want first, in that order, while nothing else is wanted."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from functools import partial
from typing import Any

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Lane, WarmUp
from langtutor.host.client import Host

log = logging.getLogger(__name__)


class Warmth(StrEnum):
    COLD = "cold"
    WARMING = "warming"
    WARM = "warm"


class Readiness:
    """The first drill is heard, then said: voice, speech, captions, grammar, translation, corrections, dictionary."""

    def __init__(self, host: Host, on_change: Callable[[], None] = lambda: None) -> None:
        self._host = host
        self._on_change = on_change
        self._lock = threading.Lock()
        self._waiting: Counter[Capability] = Counter()
        self._failed: set[Capability] = set()

    def begin(self, learned: LanguageCode, spoken: LanguageCode) -> None:
        """Returns at once. Can be called again, after models were installed or the course was changed."""
        order = (
            WarmUp(Capability.VOICE, learned),
            WarmUp(Capability.SPEECH, learned),
            WarmUp(Capability.CAPTIONS, learned),
            WarmUp(Capability.GRAMMAR, learned),
            WarmUp(Capability.TRANSLATION, learned, spoken),
            WarmUp(Capability.SCORING, learned),
            WarmUp(Capability.PARSING, learned),
            WarmUp(Capability.DICTIONARY, learned, spoken),
            WarmUp(Capability.TRANSLATION, spoken, learned),
        )
        with self._lock:
            self._waiting.update(request.capability for request in order)
            self._failed.clear()
        for request in order:
            call = self._host.submit(request, Lane.LATER)
            call.future.add_done_callback(partial(self._done, request.capability))

    def state(self) -> dict[Capability, Warmth]:
        """Of what was begun. Warm is what needs no more loading, or has nothing to load."""
        with self._lock:
            return {capability: self._state(capability) for capability in self._waiting}

    def _state(self, capability: Capability) -> Warmth:
        if self._waiting[capability]:
            return Warmth.WARMING
        return Warmth.COLD if capability in self._failed else Warmth.WARM

    def _done(self, capability: Capability, done: Future[Any]) -> None:
        failed = done.exception()
        if failed is not None:
            log.info("%s was not warmed up: %s", capability, failed)
        with self._lock:
            self._waiting[capability] -= 1
            if failed is not None:
                self._failed.add(capability)
        self._on_change()
