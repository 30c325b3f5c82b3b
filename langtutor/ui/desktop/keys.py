"""A key everywhere, as Qt writes it (`Ctrl+Alt+W`), as X counts it and as a desktop portal wants it written."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MASKS = {"Shift": 1, "Ctrl": 4, "Alt": 8, "Meta": 64}
_TRIGGERS = {"Shift": "SHIFT", "Ctrl": "CTRL", "Alt": "ALT", "Meta": "LOGO"}
_ALONE = {"Pause": (0xFF13, "Pause"), "ScrollLock": (0xFF14, "Scroll_Lock"), "Print": (0xFF61, "Print")}
_ALONE |= {f"F{number}": (0xFFBD + number, f"F{number}") for number in range(1, 36)}
_HELD = {
    "Space": (0x20, "space"),
    "Ins": (0xFF63, "Insert"),
    "Del": (0xFFFF, "Delete"),
    "Home": (0xFF50, "Home"),
    "End": (0xFF57, "End"),
    "PgUp": (0xFF55, "Prior"),
    "PgDown": (0xFF56, "Next"),
    "Menu": (0xFF67, "Menu"),
}
_WRITTEN = re.compile(r"((?:(?:Shift|Ctrl|Alt|Meta)\+)*)(.+)")


@dataclass(frozen=True, slots=True)
class GlobalKey:
    """keysym: X's number of it. modifiers: X's mask. trigger: as the XDG shortcuts specification writes it."""

    keysym: int
    modifiers: int
    trigger: str


def global_key(written: str) -> GlobalKey | None:
    """written: one key in Qt's portable form. None for what can't be a key everywhere, as nobody could type any more
    with it: a letter, or Home, without Ctrl, Alt or Meta."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    held = [name for name in found[1].split("+") if name]
    key = _key(found[2], alone=not set(held) - {"Shift"})
    if key is None:
        return None
    keysym, name = key
    return GlobalKey(keysym, sum(_MASKS[one] for one in held), "+".join([*(_TRIGGERS[one] for one in held), name]))


def _key(name: str, *, alone: bool) -> tuple[int, str] | None:
    if name in _ALONE:
        return _ALONE[name]
    if alone:
        return None
    if name in _HELD:
        return _HELD[name]
    small = name.lower()
    plain = len(small) == 1 and 0x20 < ord(small) <= 0xFF  # X numbers these as Latin-1 does
    return (ord(small), small) if plain else None
