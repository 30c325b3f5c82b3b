"""The popup among other programs, on a real screen: the key, the selection, and who has the keyboard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from langtutor.ui.desktop.keys import GlobalKey, global_key
from langtutor.ui.desktop.shortcut import is_wayland
from langtutor.ui.desktop.x11_focus import time_of
from langtutor.ui.desktop.x11_selection import CLIPBOARD, PRIMARY, selected_text
from langtutor.ui.desktop.xcb import Xcb
from tests.support.lines import Program
from tests.support.waiting import wait_until
from tests.support.x_server import Fingers, why_not, x_server

KEY = ("Control_L", "Alt_L", "w")
ON_SCREEN = pytest.mark.skipif(bool(why_not()), reason=why_not())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ctrl+Alt+W", GlobalKey(ord("w"), 12, "CTRL+ALT+w")),
        ("Meta+Shift+Space", GlobalKey(0x20, 65, "LOGO+SHIFT+space")),
        ("F9", GlobalKey(0xFFC6, 0, "F9")),
        ("Ctrl++", GlobalKey(ord("+"), 4, "CTRL++")),
        ("Alt+Ç", GlobalKey(0xE7, 8, "ALT+ç")),
        ("W", None),
        ("Shift+W", None),
        ("Home", None),
        ("Ctrl+Ж", None),
        ("", None),
    ],
)
def test_a_key_everywhere_leaves_typing_alone(written, expected):
    assert global_key(written) == expected


def test_the_time_of_a_start_is_read_from_its_token():
    assert time_of("launcher/langtutor/123-0-host_TIME987654") == 987654
    assert time_of("wayland-token") == 0


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"DISPLAY": ":0"}, False), ({"WAYLAND_DISPLAY": "wayland-0"}, True), ({"XDG_SESSION_TYPE": "wayland"}, True)],
)
def test_wayland_is_known_by_its_session(environment, expected):
    assert is_wayland(environment) is expected


# --- on a screen -----------------------------------------------------------------------------------------------------


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with x_server() as display:
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        yield display


@pytest.fixture
def fingers(display: str) -> Iterator[Fingers]:
    made = Fingers(display)
    yield made
    made.close()


@pytest.fixture
def screen(display: str) -> Iterator[Xcb]:
    """As the server sees it: a program hears a little later who has the keyboard."""
    made = Xcb()
    yield made
    made.close()


def popup(folder: Path, key: str = "Ctrl+Alt+W", taking: str = "selection") -> Program:
    return Program([sys.executable, "-m", "tests.support.popup_program", str(folder), key, taking])


def other(text: str, how: str, times: int = 1) -> Program:
    return Program([sys.executable, "-m", "tests.support.other_program", text, how, str(times)])


@ON_SCREEN
def test_the_key_calls_it_with_the_selection_and_the_keyboard_goes_back(tmp_path, fingers, screen):
    with popup(tmp_path) as tutor, other("umbrella", "selected") as editor:
        tutor.wait_for("key", "works")
        editor.wait_for("chosen")
        editor.wait_for("active", True)
        before = screen.focus()
        fingers.press(*KEY)
        tutor.wait_for("appeared")
        tutor.ask("look", "asked", ["umbrella"])
        tutor.ask("look", "active", True)
        fingers.type("went")
        tutor.ask("look", "box", "went")
        assert screen.focus() != before
        fingers.press("Escape")
        wait_until(lambda: screen.focus() == before, "the keyboard doesn't go back")
        fingers.press("End")
        fingers.type(" stand")
        editor.wait_for("text", "umbrella stand")
        tutor.ask("look", "visible", False)


@ON_SCREEN
def test_a_program_that_never_answers_keeps_nobody_waiting(tmp_path, fingers):
    with popup(tmp_path) as tutor, other("umbrella", "mute") as editor:
        tutor.wait_for("key", "works")
        editor.wait_for("asleep")
        fingers.press(*KEY)
        tutor.wait_for("appeared")
        fingers.type("went")
        tutor.ask("look", "box", "went")
        assert tutor.last("asked") == []


@ON_SCREEN
def test_a_key_that_another_program_has_is_told(tmp_path, display):
    with popup(tmp_path / "one") as first, popup(tmp_path / "two") as second:
        first.wait_for("ready")
        second.wait_for("ready")
        assert {first.last("key"), second.last("key")} == {"works", "taken"}


@ON_SCREEN
def test_what_is_selected_is_read_whole_and_what_was_copied_too(display):
    line, times = "Onde fica a estação? ", 30_000
    long = line * times
    with other(line, "selected", times) as selected:
        selected.wait_for("chosen")
        assert selected_text((PRIMARY, CLIPBOARD), 10**6).result(30) == long
        assert selected_text((PRIMARY,), 100).result(30) == long[:100]
    with other("copied words", "copied") as copied:
        copied.wait_for("chosen")
        assert selected_text((PRIMARY, CLIPBOARD), 100).result(30) == "copied words"


@ON_SCREEN
def test_what_a_password_manager_copied_is_not_read(display):
    with other("hunter2", "secret") as manager:
        manager.wait_for("chosen")
        assert selected_text((PRIMARY, CLIPBOARD), 100).result(30) == ""


def test_without_a_screen_nothing_is_selected(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9999")
    assert selected_text((PRIMARY, CLIPBOARD), 100).result(30) == ""
