"""langtutor as a program of its own: started on a home, watched, asked to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from langtutor.settings.paths import HOME_VARIABLE

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Finished:
    """What a program left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Its one object. Fails where anything else is on stdout."""
        assert self.out.count("\n") == 1, self.out
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Program:
    """The command line on one home."""

    home: Path

    def environment(self, changes: Mapping[str, str] | None = None) -> dict[str, str]:
        plain = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        return {**os.environ, HOME_VARIABLE: str(self.home), **plain, **(changes or {})}

    def __call__(
        self, *arguments: str | Path, stdin: bytes = b"", before: tuple[str, ...] = (), **env: str
    ) -> Finished:
        """before: the program that runs ours, with its own arguments."""
        command = [*before, *self.command(*arguments)]
        ran = subprocess.run(
            command, cwd=ROOT, env=self.environment(env), input=stdin, capture_output=True, timeout=PATIENCE_S
        )
        return Finished(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    @contextmanager
    def running(self, *arguments: str | Path, **env: str) -> Iterator[subprocess.Popen[str]]:
        """In a process group of its own, as in a terminal; killed at the end of the block."""
        process = subprocess.Popen(
            self.command(*arguments),
            cwd=ROOT,
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "langtutor", *map(str, arguments)]


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        return list(psutil.Process(process.pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []
