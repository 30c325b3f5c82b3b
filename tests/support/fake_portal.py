"""A desktop's portal for shortcuts, as far as it concerns the program that asks: on a real bus of its own.

`python -m … BOUND|REFUSES`. Obeys its stdin: `press` is the user at the key. Says what it was asked, JSON lines.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SESSION = f"{PATH}/session/1_1/langtutor"


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def main() -> int:
    refuses = sys.argv[1] == "REFUSES"
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
    say(ready=True)

    def press() -> None:
        for _line in sys.stdin:
            body = (SESSION, "look-up", 1, {"activation_token": ("s", "permission")})
            connection.send(new_signal(DBusAddress(PATH, interface=SHORTCUTS), "Activated", "osta{sv}", body))

    threading.Thread(target=press, daemon=True).start()
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            answer(connection, message, refuses=refuses)


def answer(connection: Any, call: Message, *, refuses: bool) -> None:
    fields = call.header.fields
    method, sender = fields[HeaderFields.member], fields[HeaderFields.sender]
    if method not in ("CreateSession", "BindShortcuts"):
        connection.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
        return
    token = call.body[-1]["handle_token"][1]
    request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
    results: dict[str, Any] = {"session_handle": ("s", SESSION)}
    code = 0
    if method == "BindShortcuts":
        _session, shortcuts, _parent, _options = call.body
        say(shortcuts=[(name, {key: value for key, (_kind, value) in what.items()}) for name, what in shortcuts])
        bound = {"description": ("s", "x"), "trigger_description": ("s", "Super+L")}
        results = {"shortcuts": ("a(sa{sv})", [("look-up", bound)])}
        code = 1 if refuses else 0
    connection.send(new_method_return(call, "o", (request,)))
    signal = new_signal(
        DBusAddress(request, interface="org.freedesktop.portal.Request"), "Response", "ua{sv}", (code, results)
    )
    signal.header.fields[HeaderFields.destination] = sender
    connection.send(signal)


if __name__ == "__main__":
    sys.exit(main())
