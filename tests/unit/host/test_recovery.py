"""Workers that die, that can't start, that rest, and that end with the window, whichever way it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled, EngineCrashed
from langtutor.core.requests import Lane
from langtutor.host.process import WorkerChange, WorkerEvent
from tests.support.fake_engines import FIRST, do, look_up
from tests.support.waiting import is_running, wait_until
from tests.unit.host.conftest import MakeHost, RecordingHost

LIMIT_S = 20


def changes(host: RecordingHost) -> list[WorkerChange]:
    return [event.change for event in host.events]


def tries(path: Path) -> int:
    return path.read_text().count("try")


def test_a_request_whose_worker_dies_is_asked_again(host: RecordingHost, tmp_path: Path) -> None:
    assert host.ask(do("die_once", tmp_path / "tries")).text == "alive"
    assert tries(tmp_path / "tries") == 1
    assert changes(host) == [WorkerChange.STARTED, WorkerChange.RESTARTED, WorkerChange.STARTED]


def test_killed_from_outside_while_it_works(host: RecordingHost, tmp_path: Path) -> None:
    call = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"))
    wait_until((tmp_path / "begun").exists, "it did not begin")
    (tmp_path / "go").touch()
    (tmp_path / "begun").unlink()
    os.kill(host.pids()["first"], signal.SIGKILL)
    assert call.future.result(LIMIT_S).text == str(tmp_path / "go")


def test_what_kills_twice_is_not_tried_again(host: RecordingHost, tmp_path: Path) -> None:
    with pytest.raises(EngineCrashed) as caught:
        host.ask(do("die", tmp_path / "tries"))
    assert caught.value.fields == {"worker": "first"}
    assert tries(tmp_path / "tries") == 2
    with pytest.raises(EngineCrashed):
        host.ask(do("die", tmp_path / "tries"))
    assert tries(tmp_path / "tries") == 2
    assert host.ask(do("echo", "others work")).text == "others work"


def test_what_waited_behind_a_killer_is_answered(host: RecordingHost, tmp_path: Path) -> None:
    killer = host.submit(do("die", tmp_path / "tries"))
    behind = [host.submit(do("echo", number)) for number in range(5)]
    assert [call.future.result(LIMIT_S).text for call in behind] == list("01234")
    with pytest.raises(EngineCrashed):
        killer.future.result(LIMIT_S)


def test_the_other_workers_do_not_notice(host: RecordingHost, tmp_path: Path) -> None:
    other = host.ask(look_up("pid")).query
    with pytest.raises(EngineCrashed):
        host.ask(do("die", tmp_path / "tries"))
    assert host.ask(look_up("pid")).query == other
    assert [event for event in host.events if event.worker == "second"] == [WorkerEvent("second", WorkerChange.STARTED)]


def test_a_worker_that_dies_idle_is_announced_and_started_when_needed(host: RecordingHost) -> None:
    pid = int(host.ask(do("pid")).text)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: WorkerChange.DIED in changes(host), "its death was not announced")
    assert host.pids() == {}
    assert host.ask(do("echo", "again")).text == "again"
    assert changes(host) == [WorkerChange.STARTED, WorkerChange.DIED, WorkerChange.STARTED]


def test_a_worker_that_cannot_start_does_not_spin(make_host: MakeHost, tmp_path: Path) -> None:
    host = make_host(replace(FIRST, builder="tests.support.fake_engines:broken"))
    starts = tmp_path / "data" / "starts"
    with pytest.raises(EngineCrashed):
        host.ask(do("echo", "x"), timeout_s=LIMIT_S)
    first = len(starts.read_text().splitlines())
    assert first <= 4
    with pytest.raises(EngineCrashed):
        host.ask(do("echo", "x"), timeout_s=LIMIT_S)
    assert len(starts.read_text().splitlines()) == first + 1
    assert host.pids() == {}


def test_an_idle_worker_is_ended_quietly_and_comes_back(make_host: MakeHost) -> None:
    host = make_host(replace(FIRST, idle_s=0.1))
    pid = int(host.ask(do("pid")).text)
    wait_until(lambda: not is_running(pid), "the idle worker lives on")
    assert host.ask(do("pid")).text != str(pid)
    assert WorkerChange.DIED not in changes(host)
    assert WorkerChange.RESTARTED not in changes(host)


def test_a_working_worker_is_not_idle(make_host: MakeHost, tmp_path: Path) -> None:
    host = make_host(replace(FIRST, idle_s=0.05))
    pid = host.ask(do("pid")).text
    call = host.submit(do("wait_for", tmp_path / "begun", tmp_path / "go"))
    second = host.submit(do("pid"))
    wait_until((tmp_path / "begun").exists, "it did not begin")
    with pytest.raises(TimeoutError):
        call.future.result(0.2)
    (tmp_path / "go").touch()
    assert second.future.result(LIMIT_S).text in (pid, str(host.pids().get("first")))


# --- the end -----------------------------------------------------------------------------------------------------


def test_an_orderly_end_leaves_nothing(make_host: MakeHost, tmp_path: Path) -> None:
    host = make_host(FIRST)
    pid = int(host.ask(do("pid")).text)
    host.close()
    assert not is_running(pid)
    assert (tmp_path / "data" / "closed").read_text() == "in order"
    assert changes(host) == [WorkerChange.STARTED]
    with pytest.raises(EngineCrashed):
        host.ask(do("echo", "x"))


def test_what_is_under_way_at_the_end_is_answered(make_host: MakeHost, tmp_path: Path) -> None:
    host = make_host(FIRST)
    running = host.submit(do("cooperative", tmp_path / "begun"))
    queued = host.submit(do("note", tmp_path / "notes", "x"))
    held = host.submit(do("note", tmp_path / "notes", "x"), Lane.LATER)
    wait_until((tmp_path / "begun").exists, "it did not begin")
    host.close()
    with pytest.raises(Cancelled):
        running.future.result(0)
    for call in (queued, held):
        with pytest.raises(EngineCrashed):
            call.future.result(0)
    assert not (tmp_path / "notes").exists()


def test_a_stuck_worker_does_not_outlive_an_orderly_end(
    make_host: MakeHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("langtutor.host.client.STOP_GRACE_S", 0.3)
    host = make_host(FIRST)
    call = host.submit(do("hold_gil", tmp_path / "begun"))
    wait_until((tmp_path / "begun").exists, "it did not begin")
    pid = host.pids()["first"]
    host.close()
    assert not is_running(pid)
    with pytest.raises(EngineCrashed):
        call.future.result(0)


WINDOW = """
import sys
from pathlib import Path
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import Paths
from tests.support.fake_engines import FIRST, SECOND, do, look_up

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    host = Host(WorkerContext(Paths(folder, folder, folder), True), (FIRST, SECOND))
    print(host.ask(do("pid")).text, host.ask(look_up("pid")).query, flush=True)
    if sys.argv[2] != "idle":
        host.submit(do(sys.argv[2], folder / "begun"))
    sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("how", "busy_with"),
    [
        (signal.SIGKILL, "idle"),
        (signal.SIGKILL, "stuck"),
        (signal.SIGKILL, "hold_gil"),
        (signal.SIGTERM, "stuck"),
        (None, "cooperative"),
        (None, "hold_gil"),
    ],
)
def test_no_orphans(tmp_path: Path, how: signal.Signals | None, busy_with: str) -> None:
    """However the window ends (None: it forgets to close its host), and whatever its workers do."""
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    command = [sys.executable, str(script), str(tmp_path), busy_with]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        assert window.stdin is not None
        pids = [int(pid) for pid in window.stdout.readline().split()]
        assert len(pids) == 2
        if busy_with != "idle":
            wait_until((tmp_path / "begun").exists, "the worker did not begin")
        if how is None:
            window.stdin.write("\n")
            window.stdin.flush()
        else:
            window.send_signal(how)
        window.wait(LIMIT_S)
    wait_until(lambda: not any(map(is_running, pids)), "a worker outlived the window", limit_s=30)
