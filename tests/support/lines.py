"""A program beside the test that says what happens to it as JSON lines on stdout, and is told things on its stdin."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from tests.support.waiting import wait_until


class Program:
    """said: every line so far. Ends with the `with` block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.said: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def last(self, name: str) -> Any:
        """The newest value said under this name; None before there is one."""
        return next((line[name] for line in reversed(self.said) if name in line), None)

    def wait_for(self, name: str, value: Any = ...) -> Any:
        """Until this is said: anything under the name, or this value as the newest."""
        wait_until(lambda: self._says(name, value), f"{name} {value} is never said: {self.said}")
        return self.last(name)

    def ask(self, line: str, name: str, value: Any) -> None:
        """Tells it a line again and again until it answers so."""

        def answers() -> bool:
            self.tell(line)
            return bool(self.last(name) == value)

        wait_until(answers, f"{name} is never {value}: {self.said[-5:]}")

    def _says(self, name: str, value: Any) -> bool:
        found = self.last(name)
        return found is not None if value is ... else bool(found == value)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(json.loads(line))
