"""One window at a time: a second start tells the first what is wanted of it, and ends."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_ANSWERS_MS = 500
_MOST_BYTES = 2_000_000
"""Of a request. What is longer comes from no langtutor."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start wants. popup: the look-up popup, else the window.

    text: to be looked up; None for what is selected elsewhere. token: with which the desktop lets the popup have the
    keyboard, empty where it gave none.
    """

    popup: bool = False
    text: str | None = None
    token: str = ""


def name_for(data: Path) -> str:
    """One window for one learner's data, not for one computer."""
    return "langtutor-" + hashlib.sha256(str(data).encode()).hexdigest()[:16]


def ask_running(name: str, request: Request) -> bool:
    """Tells who answers to this name; False when nobody does. Needs no application."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_ANSWERS_MS):
        return False
    socket.write(json.dumps(asdict(request)).encode() + b"\n")
    while socket.bytesToWrite() and socket.waitForBytesWritten(_ANSWERS_MS):
        pass
    socket.disconnectFromServer()
    return True


class SingleInstance(QObject):
    """first: nobody else answers to this name. Emits `asked` when another start wants something.

    The name is a local socket's: it never reaches the network. What a killed window left behind is taken over.
    """

    asked = Signal(Request)

    def __init__(self, name: str, parent: QObject | None = None, request: Request | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.first = not ask_running(name, request or Request())
        if not self.first:
            return
        QLocalServer.removeServer(name)
        self._server.newConnection.connect(self._connected)
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            received = bytearray()
            caller.readyRead.connect(partial(self._read, caller, received))
            caller.disconnected.connect(caller.deleteLater)
            self._read(caller, received)

    def _read(self, caller: QLocalSocket, received: bytearray) -> None:
        received += caller.readAll().data()
        if received.endswith(b"\n"):
            self.asked.emit(_request(bytes(received)))
            received.clear()
        if len(received) > _MOST_BYTES:
            caller.abort()


def _request(line: bytes) -> Request:
    """Anything odd asks for the window."""
    try:
        found = json.loads(line)
        text = found.get("text")
        return Request(found.get("popup") is True, text if isinstance(text, str) else None, str(found.get("token", "")))
    except (ValueError, AttributeError) as error:
        log.warning("a second start asked for something unknown: %s", error)
        return Request()
