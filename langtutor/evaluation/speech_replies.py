"""What the workers answered about a recording, kept on disk: judging can be measured again without hearing again."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Protocol, get_args

from langtutor.core.ear_requests import Caption, Hear
from langtutor.core.errors import Cancelled, UserError
from langtutor.core.plain import from_plain, to_plain
from langtutor.core.requests import Lane, Request
from langtutor.evaluation.keeping import Kept


class Asked(Protocol):
    @property
    def future(self) -> Future[Any]: ...


class Asks(Protocol):
    """The part of `Host` that is needed."""

    def submit(
        self,
        request: Request[Any],
        lane: Lane = Lane.NOW,
        on_partial: Callable[[Any], None] | None = None,
    ) -> Asked: ...


class Replies:
    """Asks workers, and remembers how long it took.

    version: of all that a reply depends on besides its request. resume: replies that are known already are taken from
    there. warm_up: asked, and waited for, before the first that isn't known. rest: called before whatever is timed, so
    that nobody else is still at work.
    """

    def __init__(
        self,
        host: Asks,
        kept: Kept,
        version: Callable[[Request[Any]], str],
        warm_up: Sequence[Request[Any]] = (),
        rest: Callable[[], None] = lambda: None,
        *,
        resume: bool,
    ) -> None:
        self._host = host
        self._kept = kept
        self._version = version
        self._cold = list(warm_up)
        self._rest = rest
        self._resume = resume

    def ask(self, requests: Sequence[Request[Any]]) -> tuple[dict[Request[Any], Any], float]:
        """The replies and the seconds until the last was there; all are asked at once. Whatever fails is None, as in
        the app: only without ears there is nothing, and Hear's errors are raised."""
        known = {request: self._known(request) for request in requests}
        found: dict[Request[Any], Any] = {request: one[0] for request, one in known.items() if one is not None}
        seconds = max((one[1] for one in known.values() if one is not None), default=0.0)
        if len(found) < len(known):
            self._warm_up()
            self._rest()
        began = time.perf_counter()
        calls = [(request, self._host.submit(request)) for request in requests if request not in found]
        for request, call in calls:
            try:
                found[request] = call.future.result()
            except UserError as error:
                if isinstance(request, Hear) or isinstance(error, Cancelled):
                    raise
                found[request] = None
                continue
            took = time.perf_counter() - began
            seconds = max(seconds, took)
            if getattr(found[request], "complete", True):  # not where an engine was still starting
                self._kept.put(to_plain(found[request]), took, *self._key(request))
        return found, seconds

    def transcript(self, request: Hear) -> tuple[str, float]:
        """What was said, and the seconds until that was known: not until the words have times. Raises what Hear
        raises."""
        key = "transcript", *self._key(request)
        known = self._kept.get(*key) if self._resume else None
        if known is not None:
            return str(known[0]), known[1]
        self._warm_up()
        self._rest()
        told: list[tuple[Caption, float]] = []
        began = time.perf_counter()
        call = self._host.submit(request, Lane.NOW, lambda caption: told.append((caption, time.perf_counter() - began)))
        text: str = call.future.result().text
        caption, took = told[-1]
        if caption.settled != text:
            raise RuntimeError(f"{caption.settled!r} was told, {text!r} answered")
        self._kept.put(text, took, *key)
        return text, took

    def _warm_up(self) -> None:
        """What can't be warmed up fails again when it is asked in earnest, and there it counts."""
        cold, self._cold = self._cold, []
        for request in cold:
            with suppress(UserError):
                self._host.submit(request).future.result()

    def _known(self, request: Request[Any]) -> tuple[Any, float] | None:
        kept = self._kept.get(*self._key(request)) if self._resume else None
        return None if kept is None else (from_plain(reply_of(request), kept[0]), kept[1])

    def _key(self, request: Request[Any]) -> tuple[str, ...]:
        asked = [f"{name}={_plain(value)}" for name, value in _fields(request)]
        return "reply", self._version(request), type(request).__name__, *asked


def _fields(request: Any) -> Iterator[tuple[str, Any]]:
    """Those that are given; a recording by what is in it."""
    for field in fields(request):
        value = getattr(request, field.name)
        if value is not None:
            yield field.name, content_of(value) if isinstance(value, Path) else value


def _plain(value: Any) -> str:
    plain = to_plain(value)
    return json.dumps(sorted(plain) if isinstance(value, frozenset) else plain, ensure_ascii=False)


def reply_of(request: Request[Any]) -> type[Any]:
    """The type of what answers it, from `class Hear(Request[Heard])`."""
    kind: type[Any] = get_args(vars(type(request))["__orig_bases__"][0])[0]
    return kind


def content_of(path: Path) -> str:
    """A recording by what is in it: it may lie somewhere else next time."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
