"""The key through the desktop's portal: a bus of our own, and a program that answers on it as a desktop does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from langtutor.ui.desktop.keys import global_key
from langtutor.ui.desktop.portal_shortcut import PortalShortcut, PortalState
from tests.support.lines import Program
from tests.support.waiting import wait_until

KEY = global_key("Ctrl+Alt+W")

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


class Asked:
    """What the portal's answers came to."""

    def __init__(self) -> None:
        assert KEY is not None
        self.states: list[tuple[PortalState, str]] = []
        self.pressed: list[str] = []
        self.shortcut = PortalShortcut(
            KEY,
            "langtutor",
            "Look up what is selected",
            lambda state, name: self.states.append((state, name)),
            self.pressed.append,
        )


def portal(answer: str) -> Program:
    return Program([sys.executable, "-m", "tests.support.fake_portal", answer])


def test_the_desktop_is_asked_and_calls_us(bus):
    with portal("BOUND") as desktop:
        desktop.wait_for("ready")
        asked = Asked()
        wait_until(lambda: asked.states[-1:] == [(PortalState.BOUND, "Super+L")], "never bound")
        wanted = {"description": "Look up what is selected", "preferred_trigger": "CTRL+ALT+w"}
        assert desktop.wait_for("shortcuts") == [["look-up", wanted]]
        desktop.tell("press")
        wait_until(lambda: asked.pressed == ["permission"], "never called")
        asked.shortcut.close()
        desktop.tell("press")
        assert asked.pressed == ["permission"]


def test_a_desktop_that_refuses_is_understood(bus):
    with portal("REFUSES") as desktop:
        desktop.wait_for("ready")
        asked = Asked()
        wait_until(lambda: asked.states[-1:] == [(PortalState.REFUSED, "")], "never refused")


def test_a_desktop_without_a_portal_is_understood(bus):
    asked = Asked()
    wait_until(lambda: asked.states == [(PortalState.MISSING, "")], "never given up")


def test_a_computer_without_a_bus_is_understood(monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    asked = Asked()
    wait_until(lambda: asked.states == [(PortalState.MISSING, "")], "never given up")
