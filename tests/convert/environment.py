"""An environment with torch and transformers beside the checkout: `python -m tests.convert.environment` makes it.

3 GB are fetched for it, so packaging/test.sh begins with that, and the first test that needs it waits.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv-convert"
PINS = ROOT / "packaging" / "constraints-convert.txt"
OTHER_PINS = ROOT / "packaging" / "constraints.txt"
NEEDED_BYTES = 12_000_000_000
NO_NETWORK = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "Network is unreachable", "timed out")
INSTALL_S = 1200
_STAMP = HOME / "langtutor.convert"


class CannotBeHad(Exception):
    """Here and now: no room, or no network."""


def ensure() -> float:
    """Waits for whoever is making it, or makes it, and says in how many seconds.

    Raises CannotBeHad, and RuntimeError where it can be had and doesn't work.
    """
    begin = time.perf_counter()
    with FileLock(f"{HOME}.lock"):
        if not is_made():
            _make()
    return time.perf_counter() - begin


def interpreter() -> Path:
    return HOME / ("Scripts" if os.name == "nt" else "bin") / "python"


def is_made() -> bool:
    return _STAMP.is_file() and _STAMP.read_text() == _wanted() and interpreter().exists()


def variables() -> dict[str, str]:
    """The environment of programs that are run with that interpreter."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "passive"}


def _wanted() -> str:
    pins = PINS.read_bytes() + OTHER_PINS.read_bytes() + sys.version.encode() + str(HOME).encode()
    return hashlib.sha256(pins).hexdigest()


def _make() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise CannotBeHad(f"torch needs {NEEDED_BYTES // 10**9} GB of free disk while it is installed")
    venv.create(HOME, symlinks=os.name != "nt")
    # What this environment has needn't be there twice; pip sees it too.
    own = Path(sysconfig.get_path("purelib", vars={"base": str(HOME)}))
    (own / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pins = ["--constraint", str(PINS), "--constraint", str(OTHER_PINS)]
    # Compiling all of torch takes longer than what the tests import.
    install = ["-m", "pip", "install", "-q", "--no-compile", *pins, "torch", "transformers"]
    if said := _fails(*install):
        shutil.rmtree(HOME, ignore_errors=True)
        if any(sign in said for sign in NO_NETWORK):
            raise CannotBeHad(f"torch couldn't be fetched: {said.strip().splitlines()[-1]}")
        raise RuntimeError(f"torch couldn't be installed:\n{said}")
    if said := _fails("-c", "import torch, transformers, ctranslate2.converters, sentencepiece"):
        raise RuntimeError(said)
    _STAMP.write_text(_wanted())


def _fails(*arguments: str) -> str:
    """What the interpreter said when it failed, or nothing."""
    command = [str(interpreter()), *arguments]
    done = subprocess.run(command, env=variables(), capture_output=True, text=True, timeout=INSTALL_S, check=False)
    return done.stdout + done.stderr or f"exit {done.returncode}" if done.returncode else ""


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # takes pip along
    print(f"torch and transformers: there after {ensure():.0f} s ({HOME})")
