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

INSTANT, FULL, DEEP, THOROUGH = Tier
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
    assert future.result(30) is CHECKED
    asked = Correct("She go home.", EN, tier, "Hi.", (), PT, frozenset({"go"}), ((SVA, -0.7),))
    assert host.asked == [asked]
    assert host.lanes == [Lane.LATER]


def test_a_deep_check_judges_what_the_writer_proposes() -> None:
    host = FakeHost(Correct=CHECKED, Rewrite=REWRITTEN)
    assert Correcting(host, patient=True).check("She go home.", EN, DEEP, before="Hi.").result(30) is CHECKED
    correct = Correct("She go home.", EN, DEEP, "Hi.", (REWRITTEN,), patient=True)
    assert host.asked == [Rewrite("She go home.", EN), correct]


def test_a_thorough_check_judges_two_rewrites_and_a_known_one_isnt_asked_for_again() -> None:
    other = Rewritten("She went home.", (), "writer, asked otherwise")
    host = FakeHost(Correct=CHECKED, Rewrite=lambda request: (REWRITTEN, other)[request.variant])
    correcting = Correcting(host)
    correcting.check("She go home.", EN, DEEP).result(30)
    assert correcting.check("She go home.", EN, THOROUGH, before="Hi.", lane=Lane.LATER).result(30) is CHECKED
    assert host.asked[2:] == [
        Rewrite("She go home.", EN, variant=1),
        Correct("She go home.", EN, THOROUGH, "Hi.", (REWRITTEN, other)),
    ]
    assert host.lanes[2:] == [Lane.LATER, Lane.LATER]
    host.asked.clear()
    correcting.check("She go home.", EN, THOROUGH).result(30)
    assert host.kinds() == ["Correct"]
    host.asked.clear()
    correcting.check("She go home.", PT, THOROUGH).result(30)
    assert host.kinds() == ["Rewrite", "Rewrite", "Correct"], "another language, another rewrite"
    host.asked.clear()
    correcting.forget()
    correcting.check("She go home.", EN, DEEP).result(30)
    assert host.kinds() == ["Rewrite", "Correct"]


def test_only_rewrites_that_came_are_remembered_and_not_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("langtutor.services.correcting.REMEMBERED", 2)
    host = FakeHost(Correct=CHECKED, Rewrite=EngineFailed(engine="writer", detail="no"))
    correcting = Correcting(host)
    assert correcting.check("One.", EN, DEEP).exception(5) is not None
    host.answers["Rewrite"] = REWRITTEN
    for sentence in ("One.", "Two.", "One.", "Three.", "Two."):
        correcting.check(sentence, EN, DEEP).result(30)
    asked = [request.sentence for request in host.asked if isinstance(request, Rewrite)]
    assert asked == ["One.", "One.", "Two.", "Three.", "Two."], "Two was asked for longest ago"


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
    third = Correcting(host).check("She go home.", EN, THOROUGH)
    host.futures[-1].set_result(REWRITTEN)
    assert third.cancel()
    assert host.cancelled[-1] == Rewrite("She go home.", EN, variant=1)
