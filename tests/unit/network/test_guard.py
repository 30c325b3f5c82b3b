"""The guard in a process of its own (audit hooks stay for good): what it stops, what it lets through, what it writes.

192.0.2.1 is an address that belongs to nobody (RFC 5737), `.invalid` a name that never exists (RFC 2606).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from langtutor.core.errors import NetworkOff
from langtutor.network.guard import Contact, NetworkGuard, is_local

PREAMBLE = """
import json, os, socket, sys, tempfile
from pathlib import Path
from langtutor.network.guard import NetworkGuard, install
guard = NetworkGuard(Path(sys.argv[1]))
install(guard)
AWAY = ("192.0.2.1", 9)
tcp = lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)
udp = lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

def outcome(action):
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return "done"
"""


def run(log: Path, script: str, **environment: str) -> Any:
    """Runs PREAMBLE and the script; gives what it prints, from JSON."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LANGTUTOR_", "HF_"))}
    done = subprocess.run(
        [sys.executable, "-c", PREAMBLE + script, str(log)],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "data" / "network.jsonl"


WAYS_OUT = {
    "connect": "tcp().connect(AWAY)",
    "connect_ex": "tcp().connect_ex(AWAY)",
    "create_connection": "socket.create_connection(AWAY, 1)",
    "sendto": "udp().sendto(b'x', AWAY)",
    "sendmsg": "udp().sendmsg([b'x'], [], 0, AWAY)",
    "connected udp": "udp().connect(AWAY)",
    "ipv6": "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 9))",
    "every interface": "tcp().connect(('0.0.0.1', 9))",
    "getaddrinfo": "socket.getaddrinfo('host.invalid', 80)",
    "getaddrinfo of bytes": "socket.getaddrinfo(b'host.invalid', 80)",
    "gethostbyname": "socket.gethostbyname('host.invalid')",
    "gethostbyname_ex": "socket.gethostbyname_ex('host.invalid')",
    "gethostbyaddr": "socket.gethostbyaddr('192.0.2.1')",
    "getnameinfo": "socket.getnameinfo(AWAY, 0)",
    "http": "__import__('urllib.request').request.urlopen('http://192.0.2.1/')",
}


def test_every_way_out_is_closed_and_logged(log: Path) -> None:
    lines = ",".join(f"{way!r}: outcome(lambda: {call})" for way, call in WAYS_OUT.items())
    assert run(log, f"print(json.dumps({{{lines}}}))") == dict.fromkeys(WAYS_OUT, "NetworkOff")
    contacts = NetworkGuard(log).contacts()
    assert len(contacts) == len(WAYS_OUT)
    assert not any(contact.allowed for contact in contacts)
    assert any("192.0.2.1" in contact.what for contact in contacts)
    assert any("host.invalid" in contact.what for contact in contacts)


def test_this_machine_stays_within_reach(log: Path) -> None:
    script = """
def loopback(family, host):
    with socket.socket(family) as server, socket.socket(family) as client:
        server.bind((host, 0))
        server.listen()
        client.connect((host, server.getsockname()[1]))

def unix():
    path = tempfile.mkdtemp() + "/s"
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)

def by_pipe():
    import multiprocessing
    ours, theirs = multiprocessing.Pipe()
    ours.send(1)
    theirs.recv()

print(json.dumps([
    outcome(lambda: loopback(socket.AF_INET, "127.0.0.1")), outcome(unix), outcome(by_pipe),
    outcome(lambda: socket.getaddrinfo("localhost", 80)), outcome(lambda: udp().sendto(b"x", ("127.0.0.1", 9))),
]))
"""
    assert run(log, script) == ["done"] * 5
    assert NetworkGuard(log).contacts() == ()


def test_a_permit_opens_the_way_for_its_block_only(log: Path) -> None:
    script = """
found = [guard.open]
with guard.permit("whisper-base"):
    found += [guard.open, outcome(lambda: udp().sendto(b"x", AWAY))]
    with guard.permit("firefox-en-pt"):
        pass
    found += [guard.open]
try:
    with guard.permit("broken"):
        raise KeyError
except KeyError:
    pass
found += [guard.open, outcome(lambda: udp().sendto(b"x", AWAY))]
print(json.dumps(found))
"""
    before, inside, permitted, still, after, refused = run(log, script)
    assert (before, inside, still, after) == (False, True, True, False)
    assert permitted != "NetworkOff", "done, or what the network of this machine says"
    assert refused == "NetworkOff"
    whats = [(contact.what, contact.allowed) for contact in NetworkGuard(log).contacts()]
    assert whats[:3] == [("whisper-base", True), ("firefox-en-pt", True), ("broken", True)]


@pytest.mark.parametrize("value", ["1", "yes"])
def test_the_environment_forbids(log: Path, value: str) -> None:
    script = """
def permitted():
    with guard.permit("whisper-base"):
        udp().sendto(b"x", AWAY)

print(json.dumps([outcome(permitted), guard.open, guard.forced_offline]))
"""
    assert run(log, script, LANGTUTOR_OFFLINE=value) == ["NetworkOff", False, True]
    assert [(contact.what, contact.allowed) for contact in NetworkGuard(log).contacts()] == [("whisper-base", False)]


def test_installing_quiets_libraries_but_not_a_permitted_child(log: Path) -> None:
    script = """
child = guard.child_environment()
print(json.dumps([os.environ["HF_HUB_OFFLINE"], "HF_HUB_OFFLINE" in child, child["DO_NOT_TRACK"]]))
"""
    assert run(log, script) == ["1", False, "1"]


def test_a_log_that_cannot_be_written_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    script = "print(json.dumps(outcome(lambda: tcp().connect(AWAY))))"
    assert run(tmp_path / "data" / "network.jsonl", script) == "NetworkOff"


def test_never_of_the_settings_forbids_and_can_be_taken_back(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGTUTOR_OFFLINE", raising=False)
    guard = NetworkGuard(log, never=True)
    with pytest.raises(NetworkOff) as caught, guard.permit("whisper-base"):
        pass
    assert caught.value.fields == {"what": "whisper-base"}
    guard.never = False
    with guard.permit("whisper-base"):
        assert guard.open


def test_offline_zero_or_empty_means_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "0"):
        monkeypatch.setenv("LANGTUTOR_OFFLINE", value)
        assert not NetworkGuard(None).forced_offline


def test_the_log_is_read_as_it_was_written(log: Path) -> None:
    guard = NetworkGuard(log)
    assert guard.contacts() == ()
    guard.record("dicionário", 1234)
    with log.open("ab") as file:
        file.write('{"at": "2026", "what": "açã'.encode()[:-1] + b"\n[]\n{}\n")
    guard.refuse("192.0.2.1")
    first, second = NetworkGuard(log).contacts()
    assert (first.what, first.allowed, first.bytes) == ("dicionário", True, 1234)
    assert second == Contact(second.at, "refused: 192.0.2.1", allowed=False)


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/run/socket", True),
        (b"\0abstract", True),
        (None, True),
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("localhost", 80), True),
        ((b"localhost", 80), True),
        (("::1", 80, 0, 0), True),
        (("::ffff:127.0.0.1", 80, 0, 0), True),
        (("192.0.2.1", 80), False),
        (("::ffff:192.0.2.1", 80, 0, 0), False),
        (("fe80::1%lo", 80, 0, 0), False),
        (("10.0.0.1", 80), False),
        (("localhost.host.invalid", 80), False),
        ((5, 80), False),
        ((), False),
    ],
)
def test_what_is_local(address: object, local: bool) -> None:
    assert is_local(address) is local
