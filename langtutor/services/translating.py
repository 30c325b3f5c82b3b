"""Translating a text of any length: what is done is shown as it comes, and it can be taken back at any time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress

from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import TranslatedPart, TranslateText, Translation
from langtutor.core.portions import portions
from langtutor.core.requests import Lane
from langtutor.host.client import Host

_PORTION = 1200
_FIRST = 300
"""Characters that the worker gets at once: other questions come between, and the first is answered soon."""

OnPart = Callable[[TranslatedPart], None]


class Translating:
    """Thread-safe, never waits."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def start(self, text: str, pair: Pair, on_part: OnPart = lambda part: None) -> Future[Translation]:
        """Raises UnsupportedPair, ModelMissing, EngineFailed, EngineCrashed. Cancelling the future stops the work.

        on_part is called from another thread; the parts together are the translation.
        """
        job = _Job(self._host, text, pair, on_part)
        job.next()
        return job.answer


class _Job:
    """One text, portion by portion."""

    def __init__(self, host: Host, text: str, pair: Pair, on_part: OnPart) -> None:
        self.answer: Future[Translation] = Future()
        self._host = host
        self._pair = pair
        self._on_part = on_part
        self._left = portions(text, _PORTION, _FIRST) if text else iter([""])
        self._total = len(text)
        self._done = 0
        self._translated: list[str] = []
        self._engine = ""
        self._via: LanguageCode | None = None

    def next(self) -> None:
        """Ask for the next portion, or give the whole."""
        if self.answer.done():
            return
        portion = next(self._left, None)
        if portion is None:
            with suppress(InvalidStateError):  # cancelled at this moment
                self.answer.set_result(Translation("".join(self._translated), self._pair, self._engine, self._via))
            return
        begun = self._done

        def came(part: TranslatedPart) -> None:
            if not self.answer.done():
                self._on_part(TranslatedPart(part.text, begun + part.done, self._total))

        try:
            call = self._host.submit(TranslateText(portion, self._pair), Lane.NOW, came)
        except Exception as error:  # whoever waits for the answer is told
            self.answer.set_exception(error)
            return
        self.answer.add_done_callback(lambda done: call.cancel() if done.cancelled() else None)
        call.future.add_done_callback(lambda done: self._came(done, len(portion)))

    def _came(self, reply: Future[Translation], length: int) -> None:
        try:
            translation = reply.result()
        except CancelledError:
            self.answer.cancel()
            return
        except Exception as error:  # whoever waits for the answer is told
            with suppress(InvalidStateError):  # it was cancelled, and this is why
                self.answer.set_exception(error)
            return
        self._done += length
        self._translated.append(translation.text)
        self._engine, self._via = translation.engine, translation.via
        self.next()
