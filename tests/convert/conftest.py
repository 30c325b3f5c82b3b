"""An environment with torch and transformers, made once beside the checkout, and tiny checkpoints made in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from langtutor.models.convert.running import Conversion
from langtutor.network.guard import OFFLINE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv-convert"
PINS = ROOT / "packaging" / "constraints-convert.txt"
OTHER_PINS = ROOT / "packaging" / "constraints.txt"
NEEDED_BYTES = 12_000_000_000
NO_NETWORK = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "Network is unreachable", "timed out")
INSTALL_S = 1200

TABLE = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test waits for 3 GB; the others for a child that takes seconds to import torch."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(INSTALL_S + 300))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[TABLE]:
        terminalreporter.section("conversions")
        for line in config.stash[TABLE]:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def python(pytestconfig: pytest.Config) -> str:
    """An interpreter that has what ours has, and torch and transformers."""
    if os.environ.get(OFFLINE_VARIABLE, "") not in ("", "0") and not _is_made():
        pytest.skip("torch isn't installed yet, and this run is offline")
    with FileLock(f"{HOME}.lock"):
        begin = time.perf_counter()
        if not _is_made():
            _make()
            _say(pytestconfig, f"torch and transformers installed in {time.perf_counter() - begin:.0f} s ({HOME})")
    return str(_interpreter())


@pytest.fixture(scope="session")
def checkpoints(python: str, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny checkpoint of each family."""
    folder = tmp_path_factory.mktemp("checkpoints")
    begin = time.perf_counter()
    _run([python, "-W", "ignore", "-m", "tests.convert.make_checkpoints", str(folder)])
    _say(pytestconfig, f"checkpoints made in {time.perf_counter() - begin:.0f} s")
    return folder


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """For programs that are run with that interpreter."""
    yield _environment()


@pytest.fixture
def in_table(pytestconfig: pytest.Config) -> Iterator[list[Conversion]]:
    """What is put in here is printed when all is done."""
    done: list[Conversion] = []
    yield done
    table = pytestconfig.stash[TABLE]
    if done and not table:
        table.append(f"{'model':<22}{'original':>10}{'int8':>10}{'deviation':>11}{'before':>10}{'after':>10}")
    for one in done:
        assert one.agreement is not None
        sizes = f"{one.before.bytes / 1000:>7.0f} kB{one.after.bytes / 1000:>7.0f} kB"
        times = f"{1000 * one.before.seconds:>7.0f} ms{1000 * one.after.seconds:>7.0f} ms"
        table.append(f"{one.model.id:<22}{sizes}{one.agreement.deviation:>11.3f}{times}")


def _interpreter() -> Path:
    return HOME / ("Scripts" if os.name == "nt" else "bin") / "python"


def _stamp() -> str:
    pins = PINS.read_bytes() + OTHER_PINS.read_bytes() + sys.version.encode() + str(HOME).encode()
    return hashlib.sha256(pins).hexdigest()


def _is_made() -> bool:
    stamp = HOME / "langtutor.convert"
    return stamp.is_file() and stamp.read_text() == _stamp() and _interpreter().exists()


def _make() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        pytest.skip(f"torch needs {NEEDED_BYTES // 10**9} GB of free disk while it is installed")
    venv.create(HOME, symlinks=os.name != "nt")
    # What this environment has needn't be there twice; pip sees it too.
    own = Path(sysconfig.get_path("purelib", vars={"base": str(HOME)}))
    (own / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pins = ["--constraint", str(PINS), "--constraint", str(OTHER_PINS)]
    # Compiling all of torch takes longer than what the tests import.
    install = [str(_interpreter()), "-m", "pip", "install", "-q", "--no-compile", *pins, "torch", "transformers"]
    done = subprocess.run(install, capture_output=True, text=True, timeout=INSTALL_S, check=False)
    if done.returncode != 0:
        said = done.stdout + done.stderr
        shutil.rmtree(HOME, ignore_errors=True)
        if any(sign in said for sign in NO_NETWORK):
            pytest.skip(f"torch couldn't be fetched: {said.strip().splitlines()[-1]}")
        pytest.fail(f"torch couldn't be installed:\n{said}")
    _run([str(_interpreter()), "-c", "import torch, transformers, ctranslate2.converters, sentencepiece"])
    (HOME / "langtutor.convert").write_text(_stamp())


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "passive"}


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, env=_environment(), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _say(config: pytest.Config, line: str) -> None:
    capture = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{line}", flush=True)
