"""One window at a time: a second start asks the first to come to the front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWERS_MS = 500


class SingleInstance(QObject):
    """first: nobody else answers to this name. Emits `asked` when another start wants the window.

    The name is a local socket's: it never reaches the network. What a killed window left behind is taken over.
    """

    asked = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.first = not _answers(name)
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
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self.asked.emit()


def _answers(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    answers = socket.waitForConnected(_ANSWERS_MS)
    socket.abort()
    return answers
