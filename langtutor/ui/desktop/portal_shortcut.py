"""A key that calls us wherever the keyboard is, by the desktop's own portal: Wayland lets programs have none else.

The desktop asks its user, may choose another key, and tells us when it is pressed. All talk is in a thread of ours.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from langtutor.ui.desktop.keys import GlobalKey

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

log = logging.getLogger(__name__)

_BUS_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_ID = "look-up"
_ANSWERS_S = 5.0
_DONE = 0
"""Of a portal's answer; anything else is a no."""


class PortalState(StrEnum):
    ASKING = "asking"
    BOUND = "bound"
    REFUSED = "refused"
    MISSING = "missing"


class _Refused(Exception):
    pass


class PortalShortcut:
    """on_state: with what the desktop calls the key, where it says. on_pressed: with the desktop's permission to take
    the keyboard, or nothing. Both are called in a thread of this. app_id: the name of our desktop entry.
    """

    def __init__(
        self,
        key: GlobalKey,
        app_id: str,
        description: str,
        on_state: Callable[[PortalState, str], None],
        on_pressed: Callable[[str], None],
    ) -> None:
        self._key = key
        self._app_id = app_id
        self._description = description
        self._on_state = on_state
        self._on_pressed = on_pressed
        self._connection: DBusConnection | None = None
        self._closed = False
        threading.Thread(target=self._run, name="portal", daemon=True).start()

    def close(self) -> None:
        """The desktop ends the session with its connection."""
        import socket

        self._closed = True
        connection = self._connection
        if connection is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError as error:
                log.debug("the bus had gone before: %s", error)

    def _run(self) -> None:
        try:
            with _connect() as connection:
                self._connection = connection
                if not self._closed:
                    _Talk(connection, self).listen()
        except _Refused:
            self._tell(PortalState.REFUSED)
        except Exception as error:  # thread boundary: no bus, no portal, or one that talks otherwise
            if not self._closed:
                log.info("no shortcut through the desktop's portal: %r", error)
            self._tell(PortalState.MISSING)

    def _tell(self, state: PortalState, key: str = "") -> None:
        if not self._closed:
            self._on_state(state, key)


class _Talk:
    """One session of a portal."""

    def __init__(self, connection: DBusConnection, asked: PortalShortcut) -> None:
        self._connection = connection
        self._asked = asked
        self._tokens = 0

    def listen(self) -> None:
        """Returns when the connection ends, which raises. Raises _Refused."""
        from jeepney import MatchRule

        asked = self._asked
        self._register()
        session = self._request("CreateSession", "a{sv}", (), {"session_handle_token": ("s", "langtutor")})
        handle = session["session_handle"][1]
        pressed = MatchRule(type="signal", interface=_SHORTCUTS, member="Activated", path=_PATH)
        self._watch(pressed)
        asked._tell(PortalState.ASKING)
        wanted = {"description": ("s", asked._description), "preferred_trigger": ("s", asked._key.trigger)}
        bound = self._request("BindShortcuts", "oa(sa{sv})sa{sv}", (handle, [(_ID, wanted)], ""), {}, patience_s=None)
        shortcuts = dict(bound.get("shortcuts", ("", []))[1])
        if bound and _ID not in shortcuts and "shortcuts" in bound:
            raise _Refused
        asked._tell(PortalState.BOUND, str(shortcuts.get(_ID, {}).get("trigger_description", ("s", ""))[1]))
        with self._connection.filter(pressed) as queue:
            while True:
                of, name, _at, options = self._connection.recv_until_filtered(queue).body
                if of == handle and name == _ID:
                    asked._on_pressed(str(options.get("activation_token", ("s", ""))[1]))

    def _register(self) -> None:
        """Newer portals want to know which program this is; older ones don't know the question."""
        from jeepney import DBusAddress, new_method_call

        registry = DBusAddress(_PATH, _BUS_NAME, "org.freedesktop.host.portal.Registry")
        self._connection.send_and_get_reply(
            new_method_call(registry, "Register", "sa{sv}", (self._asked._app_id, {})), timeout=_ANSWERS_S
        )

    def _request(
        self,
        method: str,
        signature: str,
        arguments: tuple[Any, ...],
        options: dict[str, Any],
        patience_s: float | None = _ANSWERS_S,
    ) -> dict[str, Any]:
        """What the portal answers, which comes as a signal of its own. patience_s: None while its user is asked."""
        from jeepney import DBusAddress, MatchRule, new_method_call

        self._tokens += 1
        token = f"langtutor_{os.getpid()}_{self._tokens}"
        sender = self._connection.unique_name[1:].replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        answer = MatchRule(type="signal", interface="org.freedesktop.portal.Request", member="Response", path=path)
        self._watch(answer)
        portal = DBusAddress(_PATH, _BUS_NAME, _SHORTCUTS)
        with self._connection.filter(answer) as queue:
            call = new_method_call(portal, method, signature, (*arguments, {**options, "handle_token": ("s", token)}))
            self._call(call)
            code, results = self._connection.recv_until_filtered(queue, timeout=patience_s).body
        if code != _DONE:
            raise _Refused
        return dict(results)

    def _watch(self, rule: Any) -> None:
        from jeepney import message_bus

        self._call(message_bus.AddMatch(rule))

    def _call(self, message: Message) -> None:
        """Raises DBusErrorResponse."""
        from jeepney.wrappers import unwrap_msg

        unwrap_msg(self._connection.send_and_get_reply(message, timeout=_ANSWERS_S))


def _connect() -> DBusConnection:
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection("SESSION")
