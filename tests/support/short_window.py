"""The real window for a moment: shown, warmed up as for a learner, closed. Says so on stdout, a word each."""

from __future__ import annotations

import sys

from langtutor.app import run
from langtutor.network.guard import NetworkGuard, install
from langtutor.services.readiness import Warmth
from langtutor.settings.paths import user_paths
from langtutor.ui.window import MainWindow
from langtutor.wiring import Services

LOOK_EVERY_MS = 50


def main() -> int:
    from PySide6.QtCore import QTimer

    paths = user_paths()
    guard = NetworkGuard(paths.network_log)
    install(guard)
    services = Services(paths, guard)
    services.settings.change(speaks="pt", learns="en")

    def shown(window: MainWindow) -> None:
        print("shown", flush=True)
        timer = QTimer(window)
        timer.timeout.connect(lambda: close_when_warm(window, timer))
        timer.start(LOOK_EVERY_MS)

    def close_when_warm(window: MainWindow, timer: QTimer) -> None:
        state = services.readiness.state().values()
        if state and Warmth.WARMING not in state:
            timer.stop()
            print("warm" if set(state) == {Warmth.WARM} else "cold", flush=True)
            window.close()

    status = run(services, [], shown)
    print("closed", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
