"""Corrects one sentence: what one worker proposes, another judges."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import TypeVar

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Correct, Lane, Request, Rewrite, Rewritten, Tier
from langtutor.core.text import ErrorType
from langtutor.host.client import Host

R = TypeVar("R")

REMEMBERED = 300
"""Rewrites kept for a deeper look at the same sentences; one has some 40 kB."""


class Correcting:
    """Thread-safe, never waits. patient: waits for engines that are still starting, however long."""

    def __init__(self, host: Host, *, patient: bool = False) -> None:
        self._host = host
        self._patient = patient
        self._rewrites = _Rewrites(REMEMBERED)

    def check(
        self,
        sentence: str,
        language: LanguageCode,
        tier: Tier,
        *,
        before: str = "",
        speaks: LanguageCode | None = None,
        personal_words: frozenset[str] = frozenset(),
        shifts: tuple[tuple[ErrorType, float], ...] = (),
        lane: Lane = Lane.NOW,
    ) -> Future[Checked]:
        """Raises what Correct and, from the deep tier on, Rewrite raise. Cancelling the future stops the work."""
        answer: Future[Checked] = Future()

        def judge(rewrites: tuple[Rewritten, ...]) -> None:
            request = Correct(sentence, language, tier, before, rewrites, speaks, personal_words, shifts, self._patient)
            self._ask(request, lane, answer, lambda checked: answer.set_result(checked))

        def rewrite(rewrites: tuple[Rewritten, ...]) -> None:
            """Goes on from those there are: each in a way of its own, then the judge."""
            if len(rewrites) == tier.rewrites:
                judge(rewrites)
                return
            request = Rewrite(sentence, language, variant=len(rewrites))
            known = self._rewrites.get(request)
            if known is not None:
                rewrite((*rewrites, known))
                return

            def came(rewritten: Rewritten) -> None:
                self._rewrites.put(request, rewritten)
                rewrite((*rewrites, rewritten))

            self._ask(request, lane, answer, came)

        rewrite(())
        return answer

    def forget(self) -> None:
        """Another language model may answer from now on."""
        self._rewrites.clear()

    def _ask(self, request: Request[R], lane: Lane, answer: Future[Checked], then: Callable[[R], None]) -> None:
        """Goes on with the reply, unless the answer was cancelled or a step fails, which fails the answer."""
        if answer.done():
            return
        try:
            call = self._host.submit(request, lane)
        except Exception as error:  # whoever waits for the answer is told
            answer.set_exception(error)
            return
        answer.add_done_callback(lambda done: call.cancel() if done.cancelled() else None)

        def replied(future: Future[R]) -> None:
            with suppress(InvalidStateError):  # cancelled at this moment
                try:
                    reply = future.result()
                except CancelledError:
                    answer.cancel()
                except Exception as error:  # whoever waits for the answer is told
                    answer.set_exception(error)
                else:
                    then(reply)

        call.future.add_done_callback(replied)


class _Rewrites:
    """Thread-safe. What wasn't asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Rewrite, Rewritten] = OrderedDict()

    def get(self, request: Rewrite) -> Rewritten | None:
        with self._lock:
            known = self._known.get(request)
            if known is not None:
                self._known.move_to_end(request)
            return known

    def put(self, request: Rewrite, rewritten: Rewritten) -> None:
        with self._lock:
            self._known[request] = rewritten
            self._known.move_to_end(request)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._known.clear()
