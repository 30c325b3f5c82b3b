"""How long a learner waits: `python tests/bench/start_and_verdict.py [--runs 5] [--json]`.

Window: from the start of the process until the window has been painted, with Python files compiled as an installed
program has them, the interpreter's own start included. Verdict: from the end of a recording of about 3 s until the
verdict is there, first cold (no worker runs yet), then warm; the silence that ends a recording comes before it and is
printed apart. Memory: of the window and its workers when all is warm. Needs the starter models.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from langtutor.core.course import Sentence
    from langtutor.services.drilling import Drilling
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services

WINDOW_S, VERDICT_S = 0.8, 3.0
"""What is promised, warm."""

UTTERANCE_S = 3.0
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Row:
    """promised: None where nothing was."""

    what: str
    value: float
    unit: str
    promised: float | None = None

    def __str__(self) -> str:
        kept = "" if self.promised is None else f"   (promised: {self.promised:g} {self.unit})"
        return f"{self.what:<58} {self.value:8.2f} {self.unit}{kept}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--as-window", metavar="WHAT", choices=("paint", "memory"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_window:
        return as_window(options.as_window)
    with tempfile.TemporaryDirectory(prefix="langtutor-bench-") as scratch:
        home = _home(Path(scratch))
        rows = [*window_rows(home, Path(scratch), options.runs), *verdict_rows(home, options.runs)]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print("\n".join(map(str, rows)))
    return 0


def _home(scratch: Path) -> Path:
    from langtutor.settings.paths import user_paths
    from tests.support.history import write_history

    home = scratch / "home"
    home.mkdir()
    (home / "models").symlink_to(user_paths().models)
    (home / "settings.json").write_text(json.dumps({"speaks": "pt", "learns": "en"}))
    write_history(home / "ledger.sqlite")
    return home


# --- the window ------------------------------------------------------------------------------------------------------


def window_rows(home: Path, scratch: Path, runs: int) -> Iterator[Row]:
    environment = {**os.environ, "LANGTUTOR_HOME": str(home), "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    offscreen = {**environment, "QT_QPA_PLATFORM": "offscreen"}
    yield from _painted("offscreen", offscreen, runs)
    if shutil.which("Xvfb"):
        with _display() as display:
            yield from _painted("under Xvfb", {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, runs)
    told, _ = _start("memory", offscreen)
    yield Row("seconds until all is warm after the window is shown", told["warm_s"], "s")
    for name, rss in told["rss"].items():
        yield Row(f"memory: {name}", rss / MEGABYTE, "MB")
    yield Row("memory: all processes (resident)", sum(told["rss"].values()) / MEGABYTE, "MB", 2500)
    yield Row("memory: all processes (shared pages counted once)", sum(told["pss"].values()) / MEGABYTE, "MB")


def _painted(where: str, environment: Mapping[str, str], runs: int) -> Iterator[Row]:
    _start("paint", environment)  # compiles, and fills the disk's cache
    seconds = [_start("paint", environment)[1] for _ in range(runs)]
    yield Row(f"window visible, {where}, median of {runs}", statistics.median(seconds), "s", WINDOW_S)
    yield Row(f"window visible, {where}, fastest", min(seconds), "s")


def _start(what: str, environment: Mapping[str, str]) -> tuple[dict[str, Any], float]:
    """What the window's process tells, and the seconds from its start until it was painted."""
    begin = time.monotonic()
    command = [sys.executable, str(Path(__file__).resolve()), "--as-window", what]
    ran = subprocess.run(command, env=dict(environment), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(ran.stdout)
    return told, told["painted"] - begin


def as_window(what: str) -> int:
    """In a process of its own: as `langtutor` without a command does it, until painted or until all is warm."""
    from langtutor.network.guard import NetworkGuard, install
    from langtutor.settings.paths import user_paths

    paths = user_paths()
    guard = NetworkGuard(paths.network_log)
    install(guard)
    from langtutor.app import run
    from langtutor.wiring import Services

    services = Services(paths, guard)
    told: dict[str, Any] = {}

    def shown(window: MainWindow) -> None:
        from PySide6.QtCore import QTimer

        handle = window.windowHandle()
        if handle is None or not handle.isExposed():
            QTimer.singleShot(1, window, lambda: shown(window))
            return
        window.repaint()
        told["painted"] = time.monotonic()
        if what == "paint":
            window.close()
            return
        timer = QTimer(window)
        timer.timeout.connect(lambda: _when_warm(window, services, told))
        timer.start(50)

    run(services, [], shown)
    print(json.dumps(told))
    return 0


def _when_warm(window: MainWindow, services: Services, told: dict[str, Any]) -> None:
    from langtutor.services.readiness import Warmth

    states = services.readiness.state().values()
    if "rss" in told or not states or Warmth.WARMING in states:
        return
    told["warm_s"] = time.monotonic() - told["painted"]
    pids = {"window": os.getpid(), **services.host.pids()}
    told["rss"] = {name: _memory(pid, "rss") for name, pid in pids.items()}
    told["pss"] = {name: _memory(pid, "pss") for name, pid in pids.items()}
    window.close()


def _memory(pid: int, kind: str) -> int:
    import psutil

    full = psutil.Process(pid).memory_full_info()
    return int(getattr(full, kind, full.rss))


@contextmanager
def _display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


# --- the verdict -----------------------------------------------------------------------------------------------------


def verdict_rows(home: Path, runs: int) -> Iterator[Row]:
    """Sentences with their first slip, so that the grammar is asked too."""
    from langtutor.network.guard import NetworkGuard, install

    install(NetworkGuard(None, never=True))
    with _services(home) as services:
        utterances = list(_utterances(services, runs + 1))
    with _services(home) as services:
        seconds, length_s = _judged(services, *utterances[0])
        yield Row(f"first verdict, cold: no worker runs yet ({length_s:.1f} s said)", seconds, "s")
        course = services.begin_course().course
        services.readiness.begin(course.learned, course.spoken)
        _wait_warm(services)
        warm = [_judged(services, *one)[0] for one in utterances[1:]]
        yield Row(f"verdict, warm, median of {len(warm)}", statistics.median(warm), "s", VERDICT_S)
        yield Row("verdict, warm, slowest", max(warm), "s")
        yield Row("silence that ends a recording (comes before)", services.settings.now.silence_s, "s", 0.7)


@contextmanager
def _services(home: Path) -> Iterator[Services]:
    from langtutor.network.guard import NetworkGuard
    from langtutor.settings.paths import Paths
    from langtutor.wiring import Services

    built = Services(Paths(home, home, home / "cache"), NetworkGuard(None), ledger=home / "bench.sqlite", seed=1)
    try:
        yield built
    finally:
        built.close()


def _utterances(services: Services, count: int) -> Iterator[tuple[Sentence, NDArray[np.float32]]]:
    """About 3 s each, at 16 kHz as a microphone gives them."""
    import numpy as np

    from langtutor.core.audio import SAMPLE_RATE_HZ
    from langtutor.core.requests import Say
    from langtutor.core.resampling import resample

    drilling = services.begin_course()
    wanted = round(UTTERANCE_S * SAMPLE_RATE_HZ)
    for sentence in drilling.course.sentences.values():
        if count == 0:
            return
        if not sentence.slips or not 32 <= len(sentence.text) <= 46:
            continue
        sound = services.host.ask(Say(sentence.slips[0].said, drilling.course.learned)).sound
        samples = resample(np.frombuffer(sound.samples, np.float32), sound.rate_hz, SAMPLE_RATE_HZ)
        if len(samples) <= wanted:
            count -= 1
            yield sentence, np.pad(samples, (0, wanted - len(samples)))


def _judged(services: Services, sentence: Sentence, samples: NDArray[np.float32]) -> tuple[float, float]:
    """Seconds from the end of the recording to its verdict, and how long the recording is."""
    from langtutor.audio.recordings import RecordingStore
    from langtutor.core.events import DrillKind, Mode

    drilling: Drilling = services.drilling or services.begin_course()
    exercise = drilling.exercise(DrillKind.SAY, Mode.SPOKEN, sentence)
    writer = RecordingStore(services.paths.recordings).begin(sentence.id, sentence.text, exercise.learned)
    writer.write(samples)
    begin = time.perf_counter()
    wav = writer.finish()
    drilling.submit_spoken(exercise, wav, used_help=False, duration_s=UTTERANCE_S).result()
    return time.perf_counter() - begin, writer.duration_s


def _wait_warm(services: Services) -> None:
    from langtutor.services.readiness import Warmth

    while Warmth.WARMING in services.readiness.state().values():
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
