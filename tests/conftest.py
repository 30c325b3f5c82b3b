"""What holds for every test: an empty home of its own, no way to the network, no telemetry."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer

from langtutor.network.guard import NetworkGuard, install
from langtutor.settings.paths import HOME_VARIABLE
from langtutor.ui.garbage import collect_due
from tests.support import models  # notes where the developer's models are, before another home is set
from tests.support.scheduling import ByFile, place

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # for children that tests start without the guard


def pytest_configure(config: pytest.Config) -> None:
    """Sockets of this process reach nothing but loopback from now on. A test that tries fails with NetworkOff."""
    quiet = dict(os.environ)
    install(NetworkGuard(None, never=True))
    # The guard's own tests want to see these set by the guard, and clients under test want them unset.
    for name in set(os.environ) - set(quiet) - {"ORT_DISABLE_TELEMETRY"}:
        del os.environ[name]


def pytest_report_header(config: pytest.Config) -> str:
    there = sorted(one.name for one in models.FOLDER.glob("*") if models.installed(one.name))
    return f"models of {models.FOLDER}: {', '.join(there) or 'none'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """For `-n 2`."""
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """LANGTUTOR_HOME of this test, empty. Nothing of the developer's is read or written."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """As in the window: only where Qt's objects live."""
    gc.disable()
    yield
    collect_due()
