"""Programs that fetch or convert for us, as children whose lines are read and who can be ended at any moment."""

from __future__ import annotations

import errno
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

import langtutor
from langtutor.core.errors import Cancelled
from langtutor.models.files import Cancel
from langtutor.models.tied import PROGRAM

TICK_S = 0.1
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)$")


def run_child(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    cancelled: Cancel,
    on_line: Callable[[str], None],
    on_tick: Callable[[], None] = lambda: None,
) -> int:
    """Runs to the end and returns the exit code. on_line gets each line of both outputs, on_tick runs when none comes.

    Raises Cancelled, or what a callback raises, after the child and its own children have been ended.
    Raises FileNotFoundError when there is no such program.
    """
    process = subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    assert process.stdout is not None
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), name="child-lines", daemon=True)
    reader.start()
    try:
        while True:
            if cancelled():
                raise Cancelled()
            try:
                line = lines.get(timeout=TICK_S)
            except queue.Empty:
                on_tick()
                continue
            if line is None:
                return process.wait()
            on_line(line)
    finally:
        end(process)
        reader.join()
        process.stdout.close()


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Kills a child started in its own session, with its children, and waits for it."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def progress_in(line: str) -> tuple[int, int] | None:
    """`Progress 5 of 10`, as pip's raw bar and our own children print it, as (5, 10)."""
    found = _PROGRESS.match(line)
    return (int(found[1]), int(found[2])) if found else None


def own_module(module: str, *arguments: str) -> list[str]:
    """The command that runs a module in a fresh interpreter that ends with this process; see tied.py.

    Its environment must be own_environment's.
    """
    return [*_tied(), module, *arguments]


def own_program(name: str, *arguments: str) -> list[str]:
    """The same for a program. Raises FileNotFoundError where there is none of that name."""
    if shutil.which(name) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    return [*_tied(), PROGRAM, name, *arguments]


def _tied() -> list[str]:
    return [sys.executable, "-m", "langtutor.models.tied", str(os.getpid())]


def own_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """With our package importable in the child, also when this is a checkout that isn't installed."""
    root = str(Path(langtutor.__file__).parent.parent)
    others = [path for path in (environment.get("PYTHONPATH"),) if path]
    return {**environment, "PYTHONPATH": os.pathsep.join([root, *others])}


def _read(output: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    for line in output:
        lines.put(line.rstrip("\r\n"))
    lines.put(None)
