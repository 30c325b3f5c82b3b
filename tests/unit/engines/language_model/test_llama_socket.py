"""Where the socket lies that llama.cpp insists on."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from langtutor.engines.language_model.llama_server import private_socket


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of this test, with a name short enough for a socket."""
    folder = Path(f"/tmp/lt{os.getpid()}")
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    for left in folder.iterdir():
        left.rmdir()
    folder.rmdir()


def ended_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    return ended.pid


def test_only_this_user_may_enter_and_nothing_is_left(runtime: Path) -> None:
    with private_socket() as path:
        assert path.parent.parent == runtime
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        path.touch()
    assert list(runtime.iterdir()) == []


def test_what_killed_programs_left_is_swept(runtime: Path) -> None:
    dead = runtime / f"langtutor-llama-{ended_pid()}-abc"
    young = runtime / f"langtutor-llama-{ended_pid()}-xyz"
    alive = runtime / f"langtutor-llama-{os.getppid()}-abc"
    other = runtime / "langtutor-llama-notes"
    for folder in (dead, alive, other, young):
        folder.mkdir()
        if folder is not young:
            os.utime(folder, (0, 0))
    with private_socket():
        assert not dead.exists()
    assert alive.exists()
    assert other.exists()
    assert young.exists()


def test_a_long_name_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket's path may have 107 bytes."""
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    with private_socket() as path:
        assert len(os.fsencode(path)) <= 103
        assert deep not in path.parents
    assert list(deep.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    with private_socket() as path:
        assert path.parent.is_dir()
