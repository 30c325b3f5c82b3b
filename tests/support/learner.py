"""A learner in front of the real window: a process of its own on a display of its own, seen and touched from a test."""

from __future__ import annotations

import json
import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psutil
import pytest

from langtutor.settings.paths import HOME_VARIABLE

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60.0
"""How long a slow machine may take for one step; nothing waits longer than it must."""
LOOK_EVERY_S = 0.03


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """An X display for programs that are started with this environment. Skips the test where Xvfb isn't installed."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb: install xvfb")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True)
class Seen:
    """One thing on the screen. box: x, y, width, height in its window."""

    kind: str
    text: str
    name: str
    enabled: bool
    focused: bool
    checked: bool
    box: tuple[int, int, int, int]


class Learner:
    """Looks at the window and acts on it. Every wait has a limit and says what was on the screen instead."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        """Starts the window on LANGTUTOR_HOME=home; it is there when this returns."""
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.log = home / "window.log"
        with self.log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.driver"],
                cwd=ROOT,
                env={**environment, HOME_VARIABLE: str(home)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self._answer("start")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    # --- seeing --------------------------------------------------------------------------------------------------

    def look(self) -> list[Seen]:
        return [Seen(**{**one, "box": tuple(one["box"])}) for one in self._ask("look")]

    def texts(self) -> list[str]:
        return [seen.text or seen.name for seen in self.look()]

    def sees(self, text: str) -> bool:
        return any(text in one for one in self.texts())

    def wait_for(self, *texts: str, limit_s: float = PATIENCE_S) -> str:
        """Until one of the texts is part of something on the screen; gives that whole text."""
        found: list[str] = []

        def there() -> bool:
            found[:] = [seen for seen in self.texts() if any(text in seen for text in texts)]
            return bool(found)

        self.wait_until(there, f"none of {texts}", limit_s)
        return found[0]

    def wait_until(self, condition: Callable[[], bool], otherwise: str, limit_s: float = PATIENCE_S) -> None:
        deadline = time.monotonic() + limit_s
        while not condition():
            if time.monotonic() > deadline:
                log = self.log.read_text(errors="replace")[-3000:]
                raise TimeoutError(f"{otherwise}; on the screen: {self.texts()}; in the log: {log}")
            time.sleep(LOOK_EVERY_S)

    def focused(self) -> Seen | None:
        return next((seen for seen in self.look() if seen.focused), None)

    def can_click(self, name: str) -> bool:
        return any(
            seen.enabled
            and seen.kind.endswith("Button")
            and name in {seen.text.split(" (")[0], seen.name.split(" (")[0]}
            for seen in self.look()
        )

    # --- doing ---------------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Waits for the button."""
        self.wait_until(lambda: self.can_click(name), f"no button {name!r}")
        self._ask("click", name=name)

    def key(self, *keys: str) -> None:
        for key in keys:
            self._ask("key", key=key)

    def hold(self, key: str) -> None:
        self._ask("key", key=key, hold="down")

    def release(self, key: str) -> None:
        self._ask("key", key=key, hold="up")

    def type(self, text: str) -> None:
        self._ask("type", text=text)

    def tab_to(self, name: str) -> None:
        """Presses Tab until it is there, as who has no mouse does."""
        for _ in range(60):
            seen = self.focused()
            if seen is not None and name in {seen.name.split(" (")[0], seen.text.split(" (")[0]}:
                return
            self.key("Tab")
        raise AssertionError(f"Tab never reaches {name!r}; it is on {self.focused()}")

    def set(self, **values: Any) -> None:
        self._ask("set", **values)

    def resize(self, width: int, height: int) -> None:
        self._ask("resize", width=width, height=height)

    def grab(self, path: Path) -> None:
        self._ask("grab", path=str(path))

    # --- the process ---------------------------------------------------------------------------------------------

    def workers(self) -> dict[str, int]:
        """Process ids by name."""
        return dict(self._ask("workers"))

    def descendants(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def close(self) -> int:
        """Closes the window in good order; gives the exit code."""
        self._ask("close")
        return self.process.wait(PATIENCE_S)

    # --- the ledger ----------------------------------------------------------------------------------------------

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """What SQLite holds, read beside the running program: columns, and payload as a table."""
        return events(self.home, kind)

    def _ask(self, command: str, **fields: Any) -> Any:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # the answer that does not come says what its log says
            self.process.stdin.write(json.dumps({"do": command, **fields}) + "\n")
            self.process.stdin.flush()
        return self._answer(command)

    def _answer(self, command: str) -> Any:
        try:
            line = self._lines.get(timeout=PATIENCE_S)
        except queue.Empty:
            line = ""
        if not line:
            with suppress(subprocess.TimeoutExpired):  # it may be ending just now
                self.process.wait(timeout=2)
            log = self.log.read_text(errors="replace")[-3000:]
            raise AssertionError(f"the window does not answer {command!r} (exit {self.process.poll()}): {log}")
        answer = json.loads(line)
        if "failed" in answer:
            raise AssertionError(f"{command}: {answer['failed']}")
        return answer.get("done")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")


def events(home: Path, kind: str = "") -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"file:{home / 'ledger.sqlite'}?mode=ro", uri=True)) as ledger:
        ledger.row_factory = sqlite3.Row
        rows = ledger.execute("SELECT * FROM events WHERE ? IN ('', kind) ORDER BY seq", (kind,)).fetchall()
    return [{**dict(row), "payload": json.loads(row["payload"])} for row in rows]
