"""Warming up in the order of need, without getting in the way."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from langtutor.core.errors import EngineCrashed
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Capability, Lane, WarmedUp, WarmUp
from langtutor.services.readiness import Readiness, Warmth
from tests.support.fake_host import FakeHost
from tests.support.waiting import wait_until

EN, PT = LanguageCode("en"), LanguageCode("pt")


class Slow(FakeHost):
    """Every warm-up waits for the test."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[WarmUp, Future[Any]]] = []
        self.answers["WarmUp"] = self._wait

    def _wait(self, request: WarmUp) -> Future[Any]:
        self.waiting.append((request, Future()))
        return self.waiting[-1][1]

    def finish(self, capability: Capability, error: Exception | None = None, loading: bool = False) -> None:
        at = next(i for i, (request, _) in enumerate(self.waiting) if request.capability is capability)
        _, future = self.waiting.pop(at)
        if error is None:
            future.set_result(WarmedUp(1.0, loading))
        else:
            future.set_exception(error)


def test_voice_and_ears_come_first_and_all_wait_for_what_is_wanted_now() -> None:
    host = Slow()
    Readiness(host).begin(EN, PT)
    requests = [request for request, _ in host.waiting]
    assert [request.capability for request in requests][:2] == [Capability.VOICE, Capability.SPEECH]
    assert {request.capability for request in requests} >= {Capability.GRAMMAR, Capability.SCORING}
    directions = {(r.language, r.other) for r in requests if r.capability is Capability.TRANSLATION}
    assert directions == {(EN, PT), (PT, EN)}
    assert set(host.lanes) == {Lane.LATER}


def test_each_capability_is_warm_when_all_of_it_is() -> None:
    host, changes = Slow(), list[int]()
    readiness = Readiness(host, lambda: changes.append(1))
    assert readiness.state() == {}
    readiness.begin(EN, PT)
    assert set(readiness.state().values()) == {Warmth.WARMING}
    host.finish(Capability.SPEECH)
    assert readiness.state()[Capability.SPEECH] is Warmth.WARM
    host.finish(Capability.TRANSLATION)
    assert readiness.state()[Capability.TRANSLATION] is Warmth.WARMING
    host.finish(Capability.TRANSLATION)
    assert readiness.state()[Capability.TRANSLATION] is Warmth.WARM
    assert len(changes) == 3


def test_what_loads_beside_its_worker_is_asked_after_until_it_is_there() -> None:
    host = Slow()
    readiness = Readiness(host, ask_again_s=0.001)
    readiness.begin(EN, PT)
    for _ in range(3):
        host.finish(Capability.GRAMMAR, loading=True)
        assert readiness.state()[Capability.GRAMMAR] is Warmth.WARMING
        wait_until(lambda: any(one.capability is Capability.GRAMMAR for one, _ in host.waiting), "nobody asks again")
    host.finish(Capability.GRAMMAR)
    assert readiness.state()[Capability.GRAMMAR] is Warmth.WARM


def test_a_new_beginning_asks_for_itself() -> None:
    host = Slow()
    readiness = Readiness(host, ask_again_s=0.001)
    readiness.begin(EN, PT)
    readiness.begin(PT, EN)
    host.finish(Capability.GRAMMAR, loading=True)
    assert [one.language for one, _ in host.waiting if one.capability is Capability.GRAMMAR] == [PT]
    host.finish(Capability.GRAMMAR)
    assert readiness.state()[Capability.GRAMMAR] is Warmth.WARM


def test_what_fails_stays_cold_until_it_is_tried_again() -> None:
    host = Slow()
    readiness = Readiness(host)
    readiness.begin(EN, PT)
    host.finish(Capability.SPEECH, EngineCrashed(worker="ear"))
    assert readiness.state()[Capability.SPEECH] is Warmth.COLD
    readiness.begin(EN, PT)
    assert readiness.state()[Capability.SPEECH] is Warmth.WARMING
    host.finish(Capability.SPEECH)
    assert readiness.state()[Capability.SPEECH] is Warmth.WARM
