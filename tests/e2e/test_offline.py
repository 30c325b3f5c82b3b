"""Nothing leaves this computer: told to stay offline, with no network at all, and with every system call watched."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.models import STARTER, home_with_models
from tests.support.program import ROOT, Finished, Program

WINDOW = "tests.support.short_window"
"""Opens the real window, lets it warm up, and closes it."""

LONG_USE = "tests.support.long_use"
"""Everything that is done with models, in both languages."""

USED = ["en-texts", "pt-texts", "ear", "models", "closed"]
"""What it says; "tutor" too where a language model that writes is installed."""

ALONE = ("unshare", "--user", "--map-root-user", "--net")
LOOPBACK_UP = """
import fcntl, socket, struct
with socket.socket() as s:
    fcntl.ioctl(s, 0x8914, struct.pack('16sh14x', b'lo', 0x41))
"""
"""SIOCSIFFLAGS with IFF_UP and IFF_RUNNING: what `ip link set lo up` does, where there is no ip."""


@cache
def may_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, sys.executable, "-c", LOOPBACK_UP], capture_output=True).returncode == 0


needs_unshare = pytest.mark.skipif(not may_unshare(), reason="unshare -rn is not permitted here")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace: install strace")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(home_with_models(tmp_path / "home", *STARTER))


def alone(*command: str) -> tuple[str, ...]:
    """The command in a network of its own in which only loopback is up. unshare has to come first, so the interface
    is raised by the program that then becomes the command."""
    raise_and_run = f"{LOOPBACK_UP}\nimport os, sys\nos.execvp(sys.argv[1], sys.argv[1:])"
    return (*ALONE, sys.executable, "-c", raise_and_run, *command)


def window(program: Program, before: tuple[str, ...] = ()) -> Finished:
    return run_module(program, WINDOW, before)


def run_module(program: Program, module: str, before: tuple[str, ...]) -> Finished:
    command = [*before, sys.executable, "-m", module]
    ran = subprocess.run(command, cwd=ROOT, env=program.environment(), capture_output=True, text=True, timeout=600)
    return Finished(ran.returncode, ran.stdout, ran.stderr)


def test_the_tour_needs_no_network_when_told_to_stay_offline(program: Program) -> None:
    ran = program("tour", "--json", LANGTUTOR_OFFLINE="1")
    assert ran.status == 0, ran.err
    assert ran.json["outcome"] == "slip"
    assert not (program.home / "network.jsonl").exists()  # nobody even tried


def test_told_to_stay_offline_a_download_is_refused_with_a_sentence(tmp_path: Path) -> None:
    ran = Program(tmp_path / "home")("models", "install", "wordnet", "--json", LANGTUTOR_OFFLINE="1")
    assert ran.status == 4
    assert ran.out == ""
    assert "LANGTUTOR_OFFLINE" in ran.err
    assert "Traceback" not in ran.err


@needs_unshare
def test_the_cable_is_pulled_out_indeed() -> None:
    probe = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    ran = subprocess.run([*alone(sys.executable, "-c", probe)], capture_output=True, text=True)
    assert "unreachable" in ran.stderr


@needs_unshare
def test_the_tour_passes_where_there_is_only_loopback(program: Program) -> None:
    ran = program("tour", "--json", before=alone())
    assert ran.status == 0, ran.err
    assert ran.json["outcome"] == "slip"
    assert ran.json["next"]["skill"] == ran.json["slips"][0]["skill"]


@needs_unshare
def test_the_window_opens_where_there_is_only_loopback(program: Program) -> None:
    ran = window(program, before=alone())
    assert ran.status == 0, ran.err
    assert ran.out.split() == ["shown", "warm", "closed"]


@needs_unshare
def test_all_that_models_do_passes_where_there_is_only_loopback(program: Program) -> None:
    ran = run_module(program, LONG_USE, alone())
    assert [word for word in ran.out.split() if word != "tutor"] == USED, ran.err


# --- every system call -----------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"sa_family=(AF_\w+)")
_V4 = re.compile(r'inet_addr\("([^"]+)"\)')
_V6 = re.compile(r'inet_pton\(AF_INET6, "([^"]+)"')


def outside(trace: str) -> list[str]:
    """Lines of a trace that name an address beyond this computer."""
    return [line for line in trace.splitlines() if (family := _ADDRESS.search(line)) and not _here(line, family[1])]


def _here(line: str, family: str) -> bool:
    if family in ("AF_UNIX", "AF_UNSPEC", "AF_NETLINK"):
        return True  # netlink asks our own kernel
    v4, v6 = _V4.search(line), _V6.search(line)
    if family == "AF_INET" and v4:
        return v4[1].startswith("127.")
    return family == "AF_INET6" and v6 is not None and v6[1] in ("::1", "::ffff:127.0.0.1")


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ('connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0', False),
        ('connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0', False),
        ('sendto(3, "", 0, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16)', True),
        ('connect(3, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &a)}, 28)', True),
        ('connect(3, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "::1", &a)}, 28)', False),
        ('sendto(9, "hello", 5, MSG_NOSIGNAL, NULL, 0) = 5', False),
    ],
)
def test_a_trace_is_read_rightly(line: str, tells: bool) -> None:
    assert outside(line) == ([line] if tells else [])


def traced(folder: Path) -> tuple[str, ...]:
    calls = "connect,sendto,sendmsg,sendmmsg"
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-s", "64", "-e", f"trace={calls}", "-o", str(folder / "trace"))


def _trace(folder: Path) -> str:
    return (folder / "trace").read_text(errors="replace")


@needs_strace
def test_a_trace_sees_a_connection(tmp_path: Path) -> None:
    """What the next two tests rest on."""
    probe = "import socket; s = socket.socket(); s.setblocking(False); s.connect_ex(('192.0.2.1', 80))"
    subprocess.run([*traced(tmp_path), sys.executable, "-c", probe], check=True)
    assert len(outside(_trace(tmp_path))) == 1


@needs_strace
def test_no_process_of_the_tour_addresses_anything_beyond_this_computer(program: Program, tmp_path: Path) -> None:
    ran = program("tour", "--json", before=traced(tmp_path))
    assert ran.status == 0, ran.err
    assert ran.json["outcome"] == "slip"
    assert outside(_trace(tmp_path)) == []


@needs_strace
def test_no_process_of_the_window_addresses_anything_beyond_this_computer(program: Program, tmp_path: Path) -> None:
    ran = window(program, before=traced(tmp_path))
    assert ran.out.split() == ["shown", "warm", "closed"], ran.err
    assert outside(_trace(tmp_path)) == []


@needs_strace
def test_nothing_that_models_do_addresses_anything_beyond_this_computer(program: Program, tmp_path: Path) -> None:
    ran = run_module(program, LONG_USE, traced(tmp_path))
    assert [word for word in ran.out.split() if word != "tutor"] == USED, ran.err
    assert outside(_trace(tmp_path)) == []
