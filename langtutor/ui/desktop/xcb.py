"""The little of libxcb that a key everywhere, the selected text and the keyboard take, by ctypes.

A connection of our own: nothing of Qt's is touched, and what goes wrong is an answer, where Xlib ends the program. The
libraries are those that Qt's window needs.
"""

from __future__ import annotations

import ctypes
import select
import struct
import time
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any

CURRENT_TIME = 0
NONE = 0
KEY_PRESS, PROPERTY_NOTIFY, SELECTION_NOTIFY, CLIENT_MESSAGE, MAPPING_NOTIFY = 2, 28, 31, 33, 34
_ANY_TYPE = 0
_ASYNC = 1
_INPUT_ONLY = 2
_REVERT_TO_PARENT = 2
_EVENT_MASK = 0x800
_PROPERTY_CHANGE = 0x400000
_SUBSTRUCTURE = 0x180000
_MOST_WORDS = 0x400000
"""Of a property that is read at once, in 4 bytes."""


class NoDisplay(Exception):
    """No X server answers, or its library isn't there."""


class _Cookie(Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(Structure):
    _fields_ = (("data", c_void_p), ("rem", c_int), ("index", c_int))


@dataclass(frozen=True, slots=True)
class Property:
    type: int
    data: bytes

    def words(self) -> tuple[int, ...]:
        """As 32-bit numbers: windows, atoms."""
        return struct.unpack(f"={len(self.data) // 4}I", self.data[: len(self.data) // 4 * 4])


class Xcb:
    """One connection to the X server that DISPLAY names. Not for two threads at once. Raises NoDisplay."""

    def __init__(self) -> None:
        self._xcb, self._keysyms, self._libc = _libraries()
        number = c_int()
        self._connection = self._xcb.xcb_connect(None, byref(number))
        self._open = True
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise NoDisplay
        self.fd = int(self._xcb.xcb_get_file_descriptor(self._connection))
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        for _ in range(number.value):
            self._xcb.xcb_screen_next(byref(screens))
        self.root = int(c_uint32.from_address(screens.data).value)
        self._atoms: dict[str, int] = {}

    def close(self) -> None:
        if self._open:
            self._open = False
            self._xcb.xcb_disconnect(self._connection)

    @property
    def broken(self) -> bool:
        """The server has gone."""
        return not self._open or bool(self._xcb.xcb_connection_has_error(self._connection))

    def flush(self) -> None:
        self._xcb.xcb_flush(self._connection)

    def event(self) -> bytes | None:
        """The next event, 32 bytes, or None when none is there. The first byte is its kind."""
        found = self._xcb.xcb_poll_for_event(self._connection)
        return self._taken(found, 32) if found else None

    def wait(self, until: float) -> bytes | None:
        """The next event; None when `time.monotonic()` gets to `until` or the server goes."""
        self.flush()
        while not self.broken:
            found = self.event()
            left = until - time.monotonic()
            if found is not None or left <= 0:
                return found
            select.select([self.fd], [], [], left)
        return None

    def atom(self, name: str) -> int:
        if name not in self._atoms:
            code = name.encode()
            reply = self._reply("intern_atom", 0, len(code), code)
            self._atoms[name] = struct.unpack_from("=I", reply, 8)[0] if reply else NONE
        return self._atoms[name]

    # --- keys ----------------------------------------------------------------------------------------------------

    def keycodes(self, keysym: int) -> tuple[int, ...]:
        """Keys that give this character, as the keyboard is laid out now."""
        table = self._keysyms.xcb_key_symbols_alloc(self._connection)
        found = self._keysyms.xcb_key_symbols_get_keycode(table, keysym)
        codes: list[int] = []
        while found and (code := c_uint8.from_address(found + len(codes)).value):
            codes.append(code)
        if found:
            self._libc.free(found)
        self._keysyms.xcb_key_symbols_free(table)
        return tuple(codes)

    def grab_key(self, code: int, modifiers: int) -> bool:
        """False when another program has it."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 0, self.root, modifiers, code, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if error:
            self._libc.free(error)
        return not error

    def ungrab_key(self, code: int, modifiers: int) -> None:
        self._xcb.xcb_ungrab_key(self._connection, code, self.root, modifiers)

    def ungrab_keyboard(self) -> None:
        """A key that was grabbed holds the whole keyboard until it is let go, or until this."""
        self._xcb.xcb_ungrab_keyboard(self._connection, CURRENT_TIME)

    # --- windows -------------------------------------------------------------------------------------------------

    def new_window(self) -> int:
        """Never seen; told of changes to its properties."""
        window = int(self._xcb.xcb_generate_id(self._connection))
        values = (c_uint32 * 1)(_PROPERTY_CHANGE)
        self._xcb.xcb_create_window(
            self._connection, 0, window, self.root, 0, 0, 1, 1, 0, _INPUT_ONLY, 0, _EVENT_MASK, values
        )
        return window

    def focus(self) -> int:
        """The window that has the keyboard; 0 or 1 for none."""
        reply = self._reply("get_input_focus")
        return int(struct.unpack_from("=I", reply, 8)[0]) if reply else NONE

    def set_focus(self, window: int, at: int) -> None:
        """at: the server's time of what the user did. A window that isn't seen is passed over."""
        self._xcb.xcb_set_input_focus(self._connection, _REVERT_TO_PARENT, window, at)
        self.flush()

    def ask_manager(self, window: int, message: str, words: tuple[int, int, int, int, int]) -> None:
        """Asks the window manager for something about a window."""
        event = struct.pack("=BBHII5I", CLIENT_MESSAGE, 32, 0, window, self.atom(message), *words)
        self._xcb.xcb_send_event(self._connection, 0, self.root, _SUBSTRUCTURE, event)
        self.flush()

    def owner(self, selection: int) -> int:
        reply = self._reply("get_selection_owner", selection)
        return int(struct.unpack_from("=I", reply, 8)[0]) if reply else NONE

    def convert(self, window: int, selection: int, target: int, into: int) -> None:
        """Asks a selection's owner to write it into a property of the window."""
        self._xcb.xcb_convert_selection(self._connection, window, selection, target, into, CURRENT_TIME)

    def read(self, window: int, name: int, *, delete: bool = False) -> Property | None:
        """None where there is no such window or property."""
        reply = self._reply("get_property", int(delete), window, name, _ANY_TYPE, 0, _MOST_WORDS)
        if reply is None:
            return None
        width, kind, count = reply[1], *struct.unpack_from("=I4xI", reply, 8)
        return Property(kind, reply[32 : 32 + count * width // 8]) if kind else None

    def _reply(self, request: str, *arguments: Any) -> bytes | None:
        """Sends a request and waits for its answer, header and all; None for an error."""
        cookie = getattr(self._xcb, f"xcb_{request}")(self._connection, *arguments)
        error = c_void_p()
        found = getattr(self._xcb, f"xcb_{request}_reply")(self._connection, cookie, byref(error))
        if error.value:
            self._libc.free(error)
        if not found:
            return None
        words = c_uint32.from_address(found + 4).value
        return self._taken(found, 32 + 4 * words)

    def _taken(self, address: int, size: int) -> bytes:
        data = ctypes.string_at(address, size)
        self._libc.free(address)
        return data


_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "xcb_connect": (c_void_p, (c_char_p, POINTER(c_int))),
    "xcb_disconnect": (None, (c_void_p,)),
    "xcb_connection_has_error": (c_int, (c_void_p,)),
    "xcb_get_file_descriptor": (c_int, (c_void_p,)),
    "xcb_get_setup": (c_void_p, (c_void_p,)),
    "xcb_setup_roots_iterator": (_Screens, (c_void_p,)),
    "xcb_screen_next": (None, (POINTER(_Screens),)),
    "xcb_flush": (c_int, (c_void_p,)),
    "xcb_poll_for_event": (c_void_p, (c_void_p,)),
    "xcb_request_check": (c_void_p, (c_void_p, _Cookie)),
    "xcb_generate_id": (c_uint32, (c_void_p,)),
    "xcb_intern_atom": (_Cookie, (c_void_p, c_uint8, c_uint16, c_char_p)),
    "xcb_grab_key_checked": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8)),
    "xcb_ungrab_key": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint16)),
    "xcb_ungrab_keyboard": (_Cookie, (c_void_p, c_uint32)),
    "xcb_create_window": (
        _Cookie,
        (c_void_p, c_uint8, c_uint32, c_uint32, *(c_uint16,) * 6, c_uint32, c_uint32, c_void_p),
    ),
    "xcb_get_input_focus": (_Cookie, (c_void_p,)),
    "xcb_set_input_focus": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint32)),
    "xcb_send_event": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint32, c_char_p)),
    "xcb_get_selection_owner": (_Cookie, (c_void_p, c_uint32)),
    "xcb_convert_selection": (_Cookie, (c_void_p, *(c_uint32,) * 5)),
    "xcb_get_property": (_Cookie, (c_void_p, c_uint8, *(c_uint32,) * 5)),
    **{
        f"xcb_{name}_reply": (c_void_p, (c_void_p, _Cookie, POINTER(c_void_p)))
        for name in ("intern_atom", "get_input_focus", "get_selection_owner", "get_property")
    },
}

_KEY_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "xcb_key_symbols_alloc": (c_void_p, (c_void_p,)),
    "xcb_key_symbols_free": (None, (c_void_p,)),
    "xcb_key_symbols_get_keycode": (c_void_p, (c_void_p, c_uint32)),
}


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL, ctypes.CDLL]:
    try:
        xcb, keysyms, libc = (ctypes.CDLL(name) for name in ("libxcb.so.1", "libxcb-keysyms.so.1", "libc.so.6"))
    except OSError as error:
        raise NoDisplay from error
    for library, signatures in ((xcb, _SIGNATURES), (keysyms, _KEY_SIGNATURES)):
        for name, (result, arguments) in signatures.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    libc.free.restype, libc.free.argtypes = None, (c_void_p,)
    return xcb, keysyms, libc
