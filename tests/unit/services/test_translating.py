"""A long text goes to the worker in portions; parts come as they are done, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import pytest

from langtutor.core.errors import Cancelled, ModelMissing
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import TranslatedPart, TranslateText, Translation
from langtutor.core.requests import Lane, Request
from langtutor.host.client import Call
from langtutor.services.translating import Translating
from tests.support.fake_host import FakeHost

R = TypeVar("R")

PAIR = Pair(LanguageCode("en"), LanguageCode("pt"))
TEXT = "A paragraph of some length stands here, and it is followed by others.\n\n" * 100


def shouted(request: TranslateText) -> Translation:
    return Translation(request.text.upper(), request.pair, "loud", LanguageCode("en"))


class Streaming(FakeHost):
    """Streams its portion before it answers."""

    def submit(
        self, request: Request[R], lane: Lane = Lane.NOW, on_partial: Callable[[Any], None] | None = None
    ) -> Call[R]:
        if isinstance(request, TranslateText) and on_partial is not None:
            on_partial(TranslatedPart(request.text.upper(), len(request.text), len(request.text)))
        return super().submit(request, lane, on_partial)


def test_the_portions_come_back_as_one_text() -> None:
    host = FakeHost(TranslateText=shouted)
    translation = Translating(host).start(TEXT, PAIR).result(30)
    assert translation == Translation(TEXT.upper(), PAIR, "loud", LanguageCode("en"))
    sizes = [len(request.text) for request in host.asked if isinstance(request, TranslateText)]
    assert len(sizes) > 3 and sizes[0] < sizes[1]


def test_progress_counts_the_whole_text() -> None:
    parts: list[TranslatedPart] = []
    Translating(Streaming(TranslateText=shouted)).start(TEXT, PAIR, parts.append).result(30)
    assert "".join(part.text for part in parts) == TEXT.upper()
    assert [part.done for part in parts] == sorted(part.done for part in parts)
    assert {part.total for part in parts} == {len(TEXT)} and parts[-1].done == len(TEXT)


@pytest.mark.parametrize("reply", [Translation("ONE", PAIR, "loud"), Cancelled()])
def test_nothing_is_translated_after_it_was_cancelled(
    reply: Translation | Cancelled, caplog: pytest.LogCaptureFixture
) -> None:
    replies: list[Future[Translation]] = []

    def wait(request: TranslateText) -> Future[Translation]:
        replies.append(Future())
        return replies[-1]

    host = FakeHost(TranslateText=wait)
    answer = Translating(host).start(TEXT, PAIR)
    assert len(host.asked) == 1
    assert answer.cancel()
    if isinstance(reply, Translation):
        replies[0].set_result(reply)
    else:
        replies[0].set_exception(reply)
    assert len(host.asked) == 1 and answer.cancelled()
    assert caplog.records == [], "concurrent.futures logs what a callback raises"


def test_errors_reach_whoever_waits() -> None:
    host = FakeHost(TranslateText=ModelMissing(model="m", command="install m"))
    with pytest.raises(ModelMissing):
        Translating(host).start(TEXT, PAIR).result(30)
    assert len(host.asked) == 1


def test_an_empty_text_says_what_is_missing_too() -> None:
    assert Translating(FakeHost(TranslateText=shouted)).start("", PAIR).result(30).engine == "loud"
    with pytest.raises(ModelMissing):
        Translating(FakeHost()).start("", PAIR).result(30)
