"""Requests, partial replies, sessions, lanes and cancelling, on real worker processes with engines that obey."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from langtutor.core.ear_requests import Hear, SpeechState, WatchSpeech
from langtutor.core.errors import Cancelled, EngineCrashed, ModelMissing
from langtutor.core.look_up_requests import Translate
from langtutor.core.requests import Capability, Lane, Request
from langtutor.host import process
from langtutor.host.process import EngineBug, WorkerChange, WorkerEvent
from tests.support.fake_engines import FIRST, PAIR, SECOND, do, look_up
from tests.support.waiting import is_running, wait_until
from tests.unit.host.conftest import MakeHost, RecordingHost

LIMIT_S = 20


def begun(path: Path) -> None:
    wait_until(path.exists, f"nobody made {path.name}")


def test_a_reply(host: RecordingHost) -> None:
    translation = host.ask(do("echo", "olá"))
    assert (translation.text, translation.pair) == ("olá", PAIR)


def test_nothing_runs_before_it_is_asked_and_only_what_is_asked(host: RecordingHost) -> None:
    assert host.pids() == {}
    pid = host.ask(do("pid")).text
    assert host.pids() == {"first": int(pid)}
    assert host.ask(do("pid")).text == pid
    assert host.events == [WorkerEvent("first", WorkerChange.STARTED)]


def test_a_worker_can_be_started_ahead(host: RecordingHost) -> None:
    host.start(Capability.DICTIONARY)
    wait_until(lambda: bool(host.events), "no worker announced itself")
    assert host.events == [WorkerEvent("second", WorkerChange.STARTED)]


def test_user_errors_cross_with_their_fields(host: RecordingHost) -> None:
    with pytest.raises(ModelMissing) as caught:
        host.ask(do("user_error"))
    assert caught.value.fields["model"] == "whisper-base"


def test_a_bug_brings_its_trace_and_harms_nobody(host: RecordingHost) -> None:
    with pytest.raises(EngineBug, match=r"(?s)fake_engines.*ZeroDivisionError: one of ours"):
        host.ask(do("bug"))
    assert host.ask(do("echo", "still here")).text == "still here"
    assert [event.change for event in host.events] == [WorkerChange.STARTED]


def test_what_cannot_cross_is_a_bug_either_way(host: RecordingHost, tmp_path: Path) -> None:
    with pytest.raises(EngineBug, match="lambda"):
        host.ask(do("unpicklable"))
    with pytest.raises(Exception, match="lambda"):
        host.ask(Translate(cast(str, lambda: "no text"), PAIR))
    host.submit(do("note", tmp_path / "later", "x"), Lane.LATER).future.result(LIMIT_S)


def test_a_request_without_a_handler_is_a_bug(make_host: MakeHost) -> None:
    host = make_host(FIRST)
    with pytest.raises(EngineBug, match="Hear"):
        host.ask(Hear(Path("x.wav"), PAIR.source))
    with pytest.raises(TypeError, match="no worker answers"):
        host.ask(Request[None]())


def test_partial_replies_come_in_order_and_before_the_last(host: RecordingHost) -> None:
    seen: list[object] = []
    call = host.submit(do("partials", 200), on_partial=seen.append)
    call.future.add_done_callback(lambda future: seen.append(future.result().text))
    call.future.result(LIMIT_S)
    wait_until(lambda: seen[-1:] == ["done"], "the last reply is missing")
    assert seen == [*range(200), "done"]


def test_a_listener_that_fails_costs_only_itself(host: RecordingHost) -> None:
    def fail(value: object) -> None:
        raise RuntimeError("a page that is gone")

    host.on_event(fail)
    assert host.submit(do("partials", 3), on_partial=fail).future.result(LIMIT_S).text == "done"
    assert host.ask(do("echo", "on")).text == "on"


def test_workers_refuse_the_network(host: RecordingHost) -> None:
    assert host.ask(do("is_guarded")).text == "NetworkOff"


def _setting(event: threading.Event) -> Callable[[object], None]:
    return lambda _: event.set()


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_streams_and_finishes(host: RecordingHost) -> None:
    states: list[SpeechState] = []
    session = host.open(WatchSpeech(), states.append)
    for _ in range(3):
        session.feed(np.zeros(1600, np.float32))
    session.finish()
    assert session.future.result(LIMIT_S).silence_s == pytest.approx(0.3)
    assert [state.silence_s for state in states] == pytest.approx([0.1, 0.2, 0.3])


def test_a_session_does_not_wait_behind_a_request(host: RecordingHost, tmp_path: Path) -> None:
    call = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"))
    begun(tmp_path / "begun")
    session = host.open(WatchSpeech(), lambda state: None)
    session.feed(np.zeros(160, np.float32))
    session.finish()
    session.future.result(LIMIT_S)
    assert not call.future.done()
    (tmp_path / "go").touch()
    call.future.result(LIMIT_S)


def test_an_error_ends_a_session(host: RecordingHost) -> None:
    session = host.open(WatchSpeech(), lambda state: None)
    session.feed(np.full(10, np.nan, np.float32))
    with pytest.raises(ModelMissing):
        session.future.result(LIMIT_S)
    session.feed(np.zeros(10, np.float32))
    session.finish()
    assert host.ask(do("echo", "on")).text == "on"


def test_a_crash_fails_a_session_at_once(host: RecordingHost) -> None:
    session = host.open(WatchSpeech(), lambda state: None)
    session.feed(np.full(10, np.inf, np.float32))
    with pytest.raises(EngineCrashed) as caught:
        session.future.result(LIMIT_S)
    assert caught.value.fields == {"worker": "first"}


def test_cancelling_a_session(host: RecordingHost) -> None:
    session = host.open(WatchSpeech(), lambda state: None)
    session.feed(np.zeros(160, np.float32))
    session.cancel()
    with pytest.raises(Cancelled):
        session.future.result(LIMIT_S)
    assert host.ask(do("echo", "on")).text == "on"


def test_feeding_never_waits_for_a_worker_that_takes_nothing(host: RecordingHost) -> None:
    """As when native code holds the GIL: the pipe is full long before these 8 MB."""
    session = host.open(WatchSpeech(), lambda state: None)
    session.feed(np.zeros(160, np.float32))
    wait_until(lambda: bool(host.pids()), "no worker")
    os.kill(host.pids()["first"], signal.SIGSTOP)

    def feed() -> None:
        for _ in range(1000):
            session.feed(np.zeros(2000, np.float32))

    fed = threading.Thread(target=feed)
    fed.start()
    fed.join(LIMIT_S)
    assert not fed.is_alive()
    os.kill(host.pids()["first"], signal.SIGCONT)
    session.finish()
    assert session.future.result(LIMIT_S).silence_s == pytest.approx(2_000_160 / 16_000)


# --- cancelling --------------------------------------------------------------------------------------------------


def test_cancelling_what_still_waits(host: RecordingHost, tmp_path: Path) -> None:
    running = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"))
    begun(tmp_path / "begun")
    queued = host.submit(do("note", tmp_path / "notes", "never"))
    queued.cancel()
    with pytest.raises(Cancelled):
        queued.future.result(LIMIT_S)
    (tmp_path / "go").touch()
    running.future.result(LIMIT_S)
    host.ask(do("echo", "on"))
    assert not (tmp_path / "notes").exists()


def test_cancelling_what_runs_and_looks(host: RecordingHost, tmp_path: Path) -> None:
    call = host.submit(do("cooperative", tmp_path / "begun"))
    begun(tmp_path / "begun")
    pid = host.pids()["first"]
    call.cancel()
    with pytest.raises(Cancelled):
        call.future.result(LIMIT_S)
    assert host.ask(do("pid")).text == str(pid), "the worker lives on"


def test_cancelling_twice_or_too_late_changes_nothing(host: RecordingHost) -> None:
    call = host.submit(do("echo", "x"))
    assert call.future.result(LIMIT_S).text == "x"
    call.cancel()
    call.cancel()
    assert call.future.result().text == "x"


def test_what_does_not_let_go_is_ended_and_the_rest_asked_again(
    host: RecordingHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert process.CANCEL_GRACE_S == 2.0
    monkeypatch.setattr(process, "CANCEL_GRACE_S", 0.2)
    stuck = host.submit(do("hold_gil", tmp_path / "begun"))
    begun(tmp_path / "begun")
    waiting = [host.submit(do("echo", number)) for number in range(3)]
    pid = host.pids()["first"]
    stuck.cancel()
    with pytest.raises(Cancelled):
        stuck.future.result(0.1)
    assert [call.future.result(LIMIT_S).text for call in waiting] == ["0", "1", "2"]
    assert not is_running(pid)
    assert WorkerEvent("first", WorkerChange.RESTARTED) in host.events


def test_what_ran_beside_a_stuck_session_is_not_to_blame(
    host: RecordingHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "CANCEL_GRACE_S", 0.1)
    call = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"))
    for _ in range(2):
        begun(tmp_path / "begun")
        (tmp_path / "begun").unlink()
        hangs = threading.Event()
        session = host.open(WatchSpeech(), _setting(hangs))
        session.feed(np.full(10, -1, np.float32))
        assert hangs.wait(LIMIT_S)
        session.cancel()
    begun(tmp_path / "begun")
    (tmp_path / "go").touch()
    assert call.future.result(LIMIT_S).text == str(tmp_path / "go")


# --- lanes -------------------------------------------------------------------------------------------------------


def notes(tmp_path: Path) -> list[str]:
    return (tmp_path / "notes").read_text().split()


def test_later_waits_for_now_in_any_worker(host: RecordingHost, tmp_path: Path) -> None:
    now = host.submit(look_up("wait_for", tmp_path / "begun", tmp_path / "go"))
    begun(tmp_path / "begun")
    later = host.submit(do("note", tmp_path / "notes", "later"), Lane.LATER)
    more = host.submit(do("note", tmp_path / "notes", "now"))
    more.future.result(LIMIT_S)
    assert not later.future.done()
    (tmp_path / "go").touch()
    now.future.result(LIMIT_S)
    later.future.result(LIMIT_S)
    assert notes(tmp_path) == ["now", "later"]


def test_later_goes_one_at_a_time_even_when_one_is_cancelled(host: RecordingHost, tmp_path: Path) -> None:
    running = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"), Lane.LATER)
    begun(tmp_path / "begun")
    cancelled = host.submit(look_up("note", tmp_path / "notes", "cancelled"), Lane.LATER)
    other = host.submit(look_up("note", tmp_path / "notes", "other"), Lane.LATER)
    cancelled.cancel()
    with pytest.raises(Cancelled):
        cancelled.future.result(LIMIT_S)
    host.ask(look_up("note", tmp_path / "notes", "now"))
    assert not other.future.done()
    (tmp_path / "go").touch()
    running.future.result(LIMIT_S)
    other.future.result(LIMIT_S)
    assert notes(tmp_path) == ["now", "other"]


def test_later_goes_on_after_a_failure(make_host: MakeHost, tmp_path: Path) -> None:
    host = make_host(FIRST, SECOND)
    calls = [host.submit(request, Lane.LATER) for request in (do("bug"), do("user_error"), do("echo", "last"))]
    assert calls[-1].future.result(LIMIT_S).text == "last"
    with pytest.raises(ModelMissing):
        calls[1].future.result()
