"""May we use the network now? One guard a process, installed before anything else is imported.

Python's own sockets are watched through an audit hook: only unix sockets and loopback pass unless a download holds
permission. Native code escapes such hooks (FACTS.md), so libraries with downloaders of their own get local paths only,
and the environment tells the well-behaved ones to stay away.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langtutor.core.errors import NetworkOff

log = logging.getLogger(__name__)

OFFLINE_VARIABLE = "LANGTUTOR_OFFLINE"

_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
_QUIET = {
    **_OFFLINE,
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime writes a device id and reports at home otherwise
}

_TO_ADDRESS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getnameinfo": 0}
"""Audit events, and which of their arguments is an address."""
_BY_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the network log. bytes is None while unknown or when refused."""

    at: str
    what: str
    allowed: bool
    bytes: int | None = None


class NetworkGuard:
    """Answers "now?" and keeps the log. Only `permit` opens the way, for one named purpose, until its block ends."""

    def __init__(self, log: Path | None, never: bool = False) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._permits = 0
        self.never = never

    @property
    def forced_offline(self) -> bool:
        """The environment says LANGTUTOR_OFFLINE, or the user's settings say never."""
        return self.never or os.environ.get(OFFLINE_VARIABLE, "") not in ("", "0")

    @property
    def open(self) -> bool:
        return self._permits > 0

    @contextmanager
    def permit(self, what: str) -> Iterator[None]:
        """Let this process reach the network for `what`. Raises NetworkOff when the user or environment forbids it."""
        if self.forced_offline:
            self._write(Contact(_now(), what, allowed=False))
            raise NetworkOff(what=what)
        self._write(Contact(_now(), what, allowed=True))
        with self._lock:
            self._permits += 1
        try:
            yield
        finally:
            with self._lock:
                self._permits -= 1

    def record(self, what: str, received: int) -> None:
        """A finished download, with its bytes."""
        self._write(Contact(_now(), what, allowed=True, bytes=received))

    def contacts(self) -> tuple[Contact, ...]:
        """The log, oldest first; lines that can't be read are left out."""
        if self._log is None or not self._log.exists():
            return ()
        found = []
        for line in self._log.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                found.append(Contact(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return tuple(found)

    def child_environment(self) -> dict[str, str]:
        """For a child that fetches with permission (pip, apt): this environment without what forbids libraries to."""
        return {name: value for name, value in os.environ.items() if name not in _OFFLINE}

    def refuse(self, address: str) -> None:
        """Logs it; that the log can't be written opens nothing."""
        try:
            self._write(Contact(_now(), f"refused: {address}", allowed=False))
        except OSError as error:
            log.warning("refused %s, and the network log can't be written: %s", address, error)

    def _write(self, contact: Contact) -> None:
        if self._log is None:
            return
        with self._lock:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(contact), ensure_ascii=False) + "\n")


def install(guard: NetworkGuard) -> None:
    """Watch this process's sockets from now on. Audit hooks can't be removed: once a process."""
    os.environ.update(_QUIET)
    sys.addaudithook(_Hook(guard))


class _Hook:
    def __init__(self, guard: NetworkGuard) -> None:
        self._guard = guard

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _TO_ADDRESS:
            address = args[_TO_ADDRESS[event]]
        elif event in _BY_NAME:
            address = (args[0], 0)
        else:
            return
        if not self._guard.open and not is_local(address):
            what = str(address[0] if event in _BY_NAME else address)
            self._guard.refuse(what)
            raise NetworkOff(what=what)


def is_local(address: object) -> bool:
    """Unix sockets (a path) and loopback addresses."""
    if isinstance(address, str | bytes) or address is None:
        return True
    if not isinstance(address, tuple) or not address:
        return False
    host = address[0]
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    try:
        ip = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host).split("%")[0])
        mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
        return (mapped or ip).is_loopback
    except (ValueError, UnicodeDecodeError):
        return False


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
