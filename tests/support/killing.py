"""An installation in a process of its own that is killed, once or more, and then finished by another run:
`python -m … REGISTRY HOME` is that process."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

import langtutor
from langtutor.models.entries import Model
from tests.support.model_makers import Watched, store
from tests.support.registries import MODELS, Registry

ROOT = Path(langtutor.__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Trial:
    """moments: seconds after each start. whole: it was done before it could be killed. again, total: bytes sent twice,
    and that an installation needs. wrong: what was not as it should be, empty if clean."""

    moments: Sequence[float]
    whole: bool
    again: int
    total: int
    wrong: tuple[str, ...]


def made(kind: str, folder: Path) -> None:
    """Fills the registry's folder. The model is kept there for the processes that install it."""
    folder.mkdir(parents=True)
    (folder / "model.pickle").write_bytes(pickle.dumps(MODELS[kind](folder)))


def model_in(registry: Path) -> Model:
    found = pickle.loads((registry / "model.pickle").read_bytes())
    assert isinstance(found, Model)
    return found


def started(registry: Path, home: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.support.killing", str(registry), str(home)]
    whole = {**os.environ, **environment, "PYTHONPATH": str(ROOT), "NO_PROXY": "*"}
    return subprocess.Popen(command, env=whole, start_new_session=True, cwd=ROOT)


def duration_s(registry: Path, home: Path, environment: Mapping[str, str]) -> float:
    """Of an undisturbed installation, with the start of its process."""
    begun = time.monotonic()
    assert started(registry, home, environment).wait(120) == 0
    return time.monotonic() - begun


def killed(registry: Registry, home: Path, environment: Mapping[str, str], moments: Sequence[float]) -> Trial:
    """Starts and kills an installation as often as there are moments, then finishes it in this process.

    os.environ must point the clients at the registry, as environment does.
    """
    wrong: list[str] = []
    before = registry.sent
    tiny = model_in(registry.folder)
    shop = store(home, tiny)
    for moment_s in moments:
        program = started(registry.folder, home, environment)
        time.sleep(moment_s)
        children = psutil.Process(program.pid).children(recursive=True)
        program.kill()
        program.wait()
        _, left = psutil.wait_procs(children, timeout=30)
        wrong += [f"a child lives on: {one}" for one in left if _is_alive(one)]
        if shop.installed(tiny.id) is not None and not store(home, tiny).verify(tiny.id).ok:
            wrong.append("what isn't whole counted as installed")
    whole = shop.installed(tiny.id) is not None
    rate, registry.rate = registry.rate, 0
    shop.install([tiny.id], Watched())
    registry.rate = rate
    total = sum(tiny.units(tiny.sources[0]).values())
    again = max(0, registry.sent - before - total)
    return Trial(moments, whole, again, total, (*wrong, *_left_over(home, tiny)))


def _is_alive(process: psutil.Process) -> bool:
    """Not a zombie, which is dead and only waits to be counted."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _left_over(home: Path, tiny: Model) -> list[str]:
    shop = store(home, tiny)
    wrong = [] if shop.verify(tiny.id).ok else ["a file is wrong"]
    beside = {path.name for path in shop.folder.iterdir()} - {".lock", tiny.id}
    files = {path for path in (shop.folder / tiny.id).rglob("*") if path.is_file()}
    inside = {path.relative_to(shop.folder / tiny.id).as_posix() for path in files}
    strays = inside - {"installed.json"} - {file.name for file in tiny.files}
    return wrong + [f"left over: {name}" for name in sorted(beside | strays)]


if __name__ == "__main__":
    store(Path(sys.argv[2]), model_in(Path(sys.argv[1]))).install([model_in(Path(sys.argv[1])).id])
