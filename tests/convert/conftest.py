"""An environment with torch and transformers, made once beside the checkout, and tiny checkpoints made in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from langtutor.models.convert.running import Conversion
from langtutor.network.guard import OFFLINE_VARIABLE
from tests.convert import environment as torch_environment
from tests.convert import prepared as made_ready

PROPERTY = "conversion"
HEADINGS = f"{'model':<22}{'original':>10}{'int8':>10}{'deviation':>11}{'before':>10}{'after':>10}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test waits for 3 GB; the others for a child that takes seconds to import torch."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(torch_environment.INSTALL_S + 300))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for ones in terminalreporter.stats.values() for one in ones if isinstance(one, pytest.TestReport)]
    rows = [row for one in reports if one.when == "call" for name, row in one.user_properties if name == PROPERTY]
    if rows:
        terminalreporter.section("conversions")
        for row in (HEADINGS, *rows):
            terminalreporter.write_line(str(row))


@pytest.fixture(scope="session")
def python() -> str:
    """An interpreter that has what ours has, and torch and transformers."""
    if os.environ.get(OFFLINE_VARIABLE, "") not in ("", "0") and not torch_environment.is_made():
        pytest.skip("torch isn't installed yet, and this run is offline")
    try:
        torch_environment.ensure()
    except torch_environment.CannotBeHad as reason:
        pytest.skip(str(reason))
    return str(torch_environment.interpreter())


@pytest.fixture(scope="session")
def prepared(python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, with torch imported once for all that run it; see prepared.py."""
    folder = tmp_path_factory.mktemp("torch")
    program, address = folder / "python", folder / "s"
    program.write_text(f'#!/bin/sh\nexec {python} -I -S {made_ready.__file__} ask {address} "$@"\n')
    program.chmod(0o755)
    serve = [
        python,
        "-W",
        "ignore",
        "-m",
        made_ready.TIED,
        str(os.getpid()),
        made_ready.__name__,
        "serve",
        str(address),
    ]
    with subprocess.Popen(serve, env=torch_environment.variables(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None and server.stdout.readline().strip() == made_ready.READY
            yield str(program)
        finally:
            server.kill()


@pytest.fixture(scope="session")
def checkpoints(prepared: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny checkpoint of each family."""
    folder = tmp_path_factory.mktemp("checkpoints")
    command = [prepared, "-m", "tests.convert.make_checkpoints", str(folder)]
    done = subprocess.run(
        command, env=torch_environment.variables(), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def environment() -> dict[str, str]:
    """For programs that are run with that interpreter."""
    return torch_environment.variables()


@pytest.fixture
def in_table(record_property: Callable[[str, object], None]) -> Callable[[Conversion], None]:
    """What is put in here is printed when all is done."""

    def add(one: Conversion) -> None:
        assert one.agreement is not None
        sizes = f"{one.before.bytes / 1000:>7.0f} kB{one.after.bytes / 1000:>7.0f} kB"
        times = f"{1000 * one.before.seconds:>7.0f} ms{1000 * one.after.seconds:>7.0f} ms"
        record_property(PROPERTY, f"{one.model.id:<22}{sizes}{one.agreement.deviation:>11.3f}{times}")

    return add
