"""Corrects one sentence: what one worker proposes, another judges."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import TypeVar

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Correct, Lane, Request, Rewrite, Rewritten, Tier
from langtutor.core.text import ErrorType
from langtutor.host.client import Host

R = TypeVar("R")


class Correcting:
    """Thread-safe, never waits. patient: waits for engines that are still starting, however long."""

    def __init__(self, host: Host, *, patient: bool = False) -> None:
        self._host = host
        self._patient = patient

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
        """Raises what Correct and, in the deep tier, Rewrite raise. Cancelling the future stops the work."""
        answer: Future[Checked] = Future()

        def judge(rewrites: tuple[Rewritten, ...] = ()) -> None:
            request = Correct(sentence, language, tier, before, rewrites, speaks, personal_words, shifts, self._patient)
            self._ask(request, lane, answer, lambda checked: answer.set_result(checked))

        if tier is Tier.DEEP:
            rewrite = Rewrite(sentence, language)
            self._ask(rewrite, lane, answer, lambda rewritten: judge((rewritten,)))
        else:
            judge()
        return answer

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
