"""The Java server beside us: where it listens, how large it may get, and that it never outlives us."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from langtutor.core.errors import EngineFailed
from langtutor.core.language import Language, LanguageCode
from langtutor.engines.grammar import languagetool_server, tether
from langtutor.engines.grammar.java import Java, find_javas
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer, ServerGone, listening
from tests.support.waiting import is_running, wait_until
from tests.unit.conftest import LANGUAGETOOL

EN, PT = LanguageCode("en"), LanguageCode("pt")
NOBODY: frozenset[str] = frozenset()

Make = Callable[..., LanguageToolServer]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Servers that are ended with the test."""
    made: list[LanguageToolServer] = []

    def make(jars: Path, *javas: Java, heap_mb: int = 1024) -> LanguageToolServer:
        find = (lambda: javas) if javas else find_javas
        made.append(LanguageToolServer(LANGUAGETOOL, jars, tmp_path / "work", find, heap_mb))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def jars(model_folder: Callable[[str], Path]) -> Path:
    return model_folder(LANGUAGETOOL)


def fake_java(folder: Path, script: str) -> Java:
    program = folder / "java"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Java(program, 17)


def pid_of(server: LanguageToolServer) -> int:
    assert server.pid is not None
    return server.pid


def test_it_listens_on_loopback_only_with_a_bounded_heap_and_writes_where_it_may(
    languagetool: LanguageToolChecker, java_server: LanguageToolServer
) -> None:
    assert languagetool.check("Eu gosto de o livro.", PT, NOBODY).edits
    assert {ip for ip, _ in listening(pid_of(java_server))} == {"127.0.0.1"}
    process = psutil.Process(pid_of(java_server))
    assert "-Xmx1024m" in process.cmdline()
    assert process.memory_info().rss < 1500 * 2**20
    assert Path(process.cwd()).name.startswith("languagetool")
    assert not Path(f"/tmp/hsperfdata_{process.username()}/{process.pid}").exists()
    assert [one for one in process.net_connections() if one.raddr and not one.raddr.ip.startswith("127.")] == []


def test_a_crash_is_mended_once_and_then_said(jars: Path, make: Make, languages: dict[LanguageCode, Language]) -> None:
    server = make(jars)
    checker = LanguageToolChecker(LANGUAGETOOL, server, languages)
    try:
        assert checker.check("She go home.", EN, NOBODY).edits
        first = pid_of(server)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: not server.running, "the server lives on")
        assert checker.check("She go home.", EN, NOBODY).edits
        assert pid_of(server) != first
    finally:
        checker.close()
    wait_until(lambda: not server.running, "close leaves it behind")


def test_one_that_never_lives_is_started_twice_and_then_said(
    tmp_path: Path, make: Make, languages: dict[LanguageCode, Language]
) -> None:
    server = make(tmp_path, fake_java(tmp_path, "echo began >> began; exit 1"))
    checker = LanguageToolChecker(LANGUAGETOOL, server, languages)
    try:
        for _ in range(5):
            with pytest.raises(EngineFailed) as said:
                checker.check("She go home.", EN, NOBODY)
            assert said.value.fields["engine"] == LANGUAGETOOL
        assert (tmp_path / "work" / "began").read_text().split() == ["began"] * 2
    finally:
        checker.close()


def test_where_the_machines_java_cannot_run_it_the_next_does(tmp_path: Path, jars: Path, make: Make) -> None:
    server = make(jars, fake_java(tmp_path, "exit 1"), *find_javas({"PATH": os.environ["PATH"]}))
    server.start()
    with pytest.raises(ServerGone):
        server.wait_until_up()
    server.start()
    server.wait_until_up()
    assert server.running


def test_one_that_hangs_is_ended_and_said(
    tmp_path: Path, make: Make, languages: dict[LanguageCode, Language], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languagetool_server, "UP_WITHIN_S", 0.3)
    server = make(tmp_path, fake_java(tmp_path, "exec sleep 600"))
    checker = LanguageToolChecker(LANGUAGETOOL, server, languages)
    try:
        with pytest.raises(EngineFailed):
            checker.check("She go home.", EN, NOBODY)
        wait_until(lambda: not server.running, "a server that hangs is left")
    finally:
        checker.close()


def test_a_port_that_another_program_took_is_not_taken_for_ours(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr(languagetool_server, "UP_WITHIN_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(languagetool_server, "_free_port", lambda: other.getsockname()[1])
        server = make(tmp_path, fake_java(tmp_path, "exec sleep 600"))
        server.start()
        with pytest.raises(ServerGone):
            server.wait_until_up()


def test_too_small_a_heap_ends_it_instead_of_thrashing(
    jars: Path, make: Make, languages: dict[LanguageCode, Language]
) -> None:
    server = make(jars, heap_mb=24)
    checker = LanguageToolChecker(LANGUAGETOOL, server, languages)
    try:
        with pytest.raises(EngineFailed):
            checker.check("Eu gosto de o livro.", PT, NOBODY)
    finally:
        checker.close()


# --- that it ends ---------------------------------------------------------------------------------------------------

STARTER = """
import sys
from pathlib import Path
from langtutor.engines.grammar.java import Java
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
server = LanguageToolServer("x", Path("."), Path(sys.argv[1]), lambda: [Java(Path(sys.argv[2]), 17)])
server.start()
print(server.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part is Linux's")
def test_it_ends_with_whoever_started_it_even_when_that_is_killed(tmp_path: Path) -> None:
    java = fake_java(tmp_path, "exec sleep 600")
    command = [sys.executable, "-c", STARTER, str(tmp_path / "work"), str(java.program)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        wait_until(lambda: psutil.Process(pid).name() == "sleep", "the tether didn't become the program")
        starter.kill()
    wait_until(lambda: not is_running(pid), "it outlived who started it")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part is Linux's")
def test_it_does_not_begin_for_one_that_has_ended_already(tmp_path: Path) -> None:
    began = tmp_path / "began"
    done = subprocess.run(
        [sys.executable, "-I", "-S", tether.__file__, "1", shutil.which("touch") or "touch", str(began)], check=False
    )
    assert done.returncode == 1
    assert not began.exists()


WATCHING = "import sys; sys.path.insert(0, sys.argv[1]); import tether; sys.exit(tether.watch(sys.argv[2:]))"


def test_where_the_kernel_does_not_help_a_watcher_ends_it_with_its_input() -> None:
    folder = str(Path(tether.__file__).parent)
    command = [sys.executable, "-I", "-c", WATCHING, folder, shutil.which("sleep") or "sleep", "600"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as watcher:
        own = psutil.Process(watcher.pid)
        wait_until(lambda: bool(own.children()), "the watcher starts nothing")
        (child,) = own.children()
        assert watcher.stdin is not None
        watcher.stdin.close()
        watcher.wait(60)  # what it started sleeps for ten minutes
    assert not is_running(child.pid)
