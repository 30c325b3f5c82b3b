"""Readiness: warm up what the learner will want first, in that order, while nothing else is wanted."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from functools import partial

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Lane, WarmedUp, WarmUp
from langtutor.host.client import Host

log = logging.getLogger(__name__)

ASK_AGAIN_S = 1.0
MOST_TIMES = 180
"""What is still loading after so many questions is called cold."""


class Warmth(StrEnum):
    COLD = "cold"
    WARMING = "warming"
    WARM = "warm"


class Readiness:
    """The first drill is heard, then said: voice, speech, captions, grammar, translation, corrections, dictionary."""

    def __init__(
        self, host: Host, on_change: Callable[[], None] = lambda: None, ask_again_s: float = ASK_AGAIN_S
    ) -> None:
        """ask_again_s: between two questions after what loads beside its worker."""
        self._host = host
        self._on_change = on_change
        self._ask_again_s = ask_again_s
        self._lock = threading.Lock()
        self._begun = 0
        self._waiting: Counter[Capability] = Counter()
        self._failed: set[Capability] = set()

    def begin(self, learned: LanguageCode, spoken: LanguageCode) -> None:
        """Returns at once. Can be called again, after models were installed or the course was changed."""
        order = (
            WarmUp(Capability.VOICE, learned),
            WarmUp(Capability.SPEECH, learned),
            WarmUp(Capability.DICTIONARY, learned, spoken),  # a word may be looked up from every page
            WarmUp(Capability.CAPTIONS, learned),
            WarmUp(Capability.GRAMMAR, learned),
            WarmUp(Capability.TRANSLATION, learned, spoken),
            WarmUp(Capability.SCORING, learned),
            WarmUp(Capability.PARSING, learned),
            WarmUp(Capability.TRANSLATION, spoken, learned),
        )
        with self._lock:
            self._begun += 1
            begun = self._begun
            self._waiting.update(request.capability for request in order)
            self._failed.clear()
        for request in order:
            self._ask(request, begun)

    def state(self) -> dict[Capability, Warmth]:
        """Of what was begun. Warm is what needs no more loading, or has nothing to load."""
        with self._lock:
            return {capability: self._state(capability) for capability in self._waiting}

    def _state(self, capability: Capability) -> Warmth:
        if self._waiting[capability]:
            return Warmth.WARMING
        return Warmth.COLD if capability in self._failed else Warmth.WARM

    def _ask(self, request: WarmUp, begun: int, times: int = 1) -> None:
        call = self._host.submit(request, Lane.LATER)
        call.future.add_done_callback(partial(self._done, request, begun, times))

    def _done(self, request: WarmUp, begun: int, times: int, done: Future[WarmedUp]) -> None:
        capability, failed = request.capability, done.exception()
        loading = failed is None and done.result().loading
        if loading and begun == self._begun and times < MOST_TIMES:
            again = threading.Timer(self._ask_again_s, self._ask, (request, begun, times + 1))
            again.daemon = True
            again.start()
            return
        if failed is not None:
            log.info("%s was not warmed up: %s", capability, failed)
        with self._lock:
            self._waiting[capability] -= 1
            if (failed is not None or loading) and begun == self._begun:
                self._failed.add(capability)
        self._on_change()
