"""What correcting a sentence asks of the workers, in which order, and what stops it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest

from langtutor.core.errors import Cancelled, EngineFailed, ModelMissing
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Correct, Lane, Request, Rewrite, Rewritten, Tier
from langtutor.core.text import ErrorType
from langtutor.host.client import Call
from langtutor.services.correcting import Correcting
from tests.support.fake_host import FakeHost

INSTANT, FULL, DEEP = Tier
EN, PT = LanguageCode("en"), LanguageCode("pt")
REWRITTEN = Rewritten("She goes home.", (), "writer")
CHECKED = Checked((), "judge")
SVA = ErrorType("R:VERB:SVA")


@pytest.mark.parametrize("tier", [INSTANT, FULL])
def test_quick_and_thorough_checks_are_one_request(tier: Tier) -> None:
    host = FakeHost(Correct=CHECKED)
    future = Correcting(host).check(
        "She go home.",
        EN,
        tier,
        before="Hi.",
        speaks=PT,
        personal_words=frozenset({"go"}),
        shifts=((SVA, -0.7),),
        lane=Lane.LATER,
    )
    assert future.result(5) is CHECKED
    asked = Correct("She go home.", EN, tier, "Hi.", (), PT, frozenset({"go"}), ((SVA, -0.7),))
    assert host.asked == [asked]
    assert host.lanes == [Lane.LATER]


def test_a_deep_check_judges_what_the_writer_proposes() -> None:
    host = FakeHost(Correct=CHECKED, Rewrite=REWRITTEN)
    assert Correcting(host, patient=True).check("She go home.", EN, DEEP, before="Hi.").result(5) is CHECKED
    correct = Correct("She go home.", EN, DEEP, "Hi.", (REWRITTEN,), patient=True)
    assert host.asked == [Rewrite("She go home.", EN), correct]


def test_a_failed_step_fails_the_check() -> None:
    missing = ModelMissing(model="writer", command="get it")
    host = FakeHost(Correct=CHECKED, Rewrite=missing)
    assert Correcting(host).check("She go home.", EN, DEEP).exception(5) is missing
    assert host.kinds() == ["Rewrite"]
    failed = EngineFailed(engine="judge", detail="no")
    host = FakeHost(Correct=failed, Rewrite=REWRITTEN)
    assert Correcting(host).check("She go home.", EN, DEEP).exception(5) is failed
    assert isinstance(Correcting(FakeHost(Correct=Cancelled())).check("x", EN, FULL).exception(5), Cancelled)


class Waiting(FakeHost):
    """Every request waits, and says when it is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.futures: list[Future[Any]] = []
        self.cancelled: list[Request[Any]] = []

    def submit(self, request: Request[Any], lane: Lane = Lane.NOW, on_partial: Any = None) -> Call[Any]:
        self.asked.append(request)
        future: Future[Any] = Future()
        self.futures.append(future)

        def cancel() -> None:
            self.cancelled.append(request)
            if not future.done():
                future.set_exception(Cancelled())

        return Call(future, cancel)


def test_cancelling_stops_the_step_that_is_under_way() -> None:
    host = Waiting()
    assert Correcting(host).check("She go home.", EN, DEEP).cancel()
    assert host.cancelled == host.asked == [Rewrite("She go home.", EN)]
    later = Correcting(host).check("She go home.", EN, DEEP)
    host.futures[-1].set_result(REWRITTEN)
    assert later.cancel()
    assert isinstance(host.asked[-1], Correct)
    assert host.cancelled[-1] is host.asked[-1]
