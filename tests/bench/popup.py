"""How soon the look-up popup is there: `python tests/bench/popup.py [--times 15] [--json]`.

Under Xvfb, with the models of LANGTUTOR_HOME's folder (on a copy of the settings; nothing is written there): from the
call to the popup's first paint and to its answer, from the learner's key (XTest) to the first paint, and from the start
of `langtutor look-up --popup` to the first paint. The popup is built before, as it is in the running window.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from langtutor.network.guard import NetworkGuard, install
from langtutor.settings.paths import Paths, user_paths

WORDS = ("went", "umbrella", "station", "children", "Quanto custa?", "where", "guarda-chuva", "thought")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is None:
        return _outside(options)
    print(json.dumps(_inside(options.inside, options.times)), flush=True)
    return 0


def _outside(options: argparse.Namespace) -> int:
    from tests.support.x_server import x_server

    home = user_paths().data
    with x_server() as display, tempfile.TemporaryDirectory(prefix="langtutor-popup-") as scratch:
        (Path(scratch) / "models").symlink_to(home / "models")
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANGTUTOR_HOME": scratch}
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            environment.pop(name, None)
        command = [sys.executable, __file__, "--inside", scratch, "--times", str(options.times)]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    times = json.loads(ran.stdout.splitlines()[-1])
    if options.json:
        print(json.dumps(times, indent=2))
    else:
        for name, found in times.items():
            print(f"{name}: median {found['median_ms']} ms, longest {found['longest_ms']} ms ({found['times']} times)")
    return 0


def _inside(home: Path, times: int) -> dict[str, dict[str, float]]:
    from PySide6.QtWidgets import QApplication

    from langtutor.core.language import LanguageCode
    from langtutor.ui.calling import Calling
    from langtutor.ui.single_instance import SingleInstance, name_for
    from langtutor.ui.theme.style import Look
    from langtutor.ui.window import MainWindow
    from langtutor.wiring import Services
    from tests.support.x_server import Fingers

    application = QApplication(["langtutor"])
    paths = Paths(home, home, home / "cache")
    guard = NetworkGuard(None)
    install(guard)
    services = Services(paths, guard)
    services.settings.change(speaks=LanguageCode("pt"), learns=LanguageCode("en"))
    services.begin_course()
    Look(application, services.settings)
    window = MainWindow(services)
    window.show()
    calling = Calling(services, window)
    instance = SingleInstance(name_for(paths.data), application)
    instance.asked.connect(calling.asked)
    calling.prepare()
    fingers = Fingers(os.environ["DISPLAY"])
    bench = _Bench(application, calling)
    try:
        bench.answer(WORDS[0], limit_s=120)  # engines are loaded once
        window.warm_up()
        bench.settle(5)
        answers = [bench.answer(WORDS[at % len(WORDS)]) for at in range(times)]
        return {
            "call to first paint": _summary([painted for painted, _answered in answers]),
            "call to answer": _summary([answered for _painted, answered in answers]),
            "key to first paint": _summary([bench.paint(lambda: fingers.press(*KEY)) for _ in range(times)]),
            "second start to first paint": _summary([bench.paint(_second_start) for _ in range(min(times, 8))]),
        }
    finally:
        fingers.close()
        calling.close()
        instance.close()
        services.close()


KEY = ("Control_L", "Alt_L", "w")


def _second_start() -> None:
    subprocess.Popen([sys.executable, "-m", "langtutor", "look-up", "--popup", "umbrella"])


class _Bench:
    def __init__(self, application: object, calling: object) -> None:
        from PySide6.QtWidgets import QApplication

        from langtutor.ui.calling import Calling

        assert isinstance(application, QApplication) and isinstance(calling, Calling)
        self._application = application
        self._calling = calling
        popup = calling.popup
        assert popup is not None
        self._popup = popup
        self._painted_at = 0.0
        popup.appeared.connect(self._painted)

    def paint(self, call: object) -> float:
        """Seconds from the call to the popup's first paint."""
        assert callable(call)
        self._hide()
        begun = time.perf_counter()
        call()
        self._until(lambda: self._painted_at > begun, 60)
        return self._painted_at - begun

    def answer(self, text: str, limit_s: float = 60) -> tuple[float, float]:
        """Seconds to the first paint, and to an answer."""
        self._hide()
        done: list[float] = []
        pane = self._popup.card.pane
        link = pane.answered.connect(lambda: done.append(time.perf_counter()))
        begun = time.perf_counter()
        self._calling.call(text)
        self._until(lambda: self._painted_at > begun and bool(done), limit_s)
        pane.answered.disconnect(link)
        return self._painted_at - begun, done[0] - begun

    def settle(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        self._until(lambda: time.perf_counter() > until, seconds + 60)

    def _painted(self) -> None:
        self._painted_at = time.perf_counter()

    def _hide(self) -> None:
        self._popup.hide()
        self.settle(0.8)  # a key that comes again at once is one that is held

    def _until(self, condition: object, limit_s: float) -> None:
        from PySide6.QtCore import QEventLoop

        assert callable(condition)
        end = time.perf_counter() + limit_s
        while not condition():
            if time.perf_counter() > end:
                raise TimeoutError
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)


def _summary(seconds: list[float]) -> dict[str, float]:
    return {
        "median_ms": round(statistics.median(seconds) * 1000, 1),
        "longest_ms": round(max(seconds) * 1000, 1),
        "times": len(seconds),
    }


if __name__ == "__main__":
    sys.exit(main())
