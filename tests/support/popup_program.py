"""The popup as langtutor has it, on a real screen, with fakes for what would need models: `python -m … FOLDER`.

Says on stdout, a JSON object a line, what happens; obeys its stdin: `call`, `texts`, `dismiss`, `quit`.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from langtutor.core.language import LanguageCode
from langtutor.settings.schema import Taking
from langtutor.ui.calling import Calling
from langtutor.ui.theme.style import Look
from langtutor.ui.window import MainWindow
from tests.gui.fake_services import make_services


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class Lines(QObject):
    came = Signal(str)


def main() -> int:
    application = QApplication(["langtutor"])
    application.setDesktopFileName("langtutor")
    folder, key, taking = Path(sys.argv[1]), sys.argv[2], Taking(sys.argv[3])
    settings = {"speaks": LanguageCode("pt"), "learns": LanguageCode("en")}
    services = make_services(folder, popup_key=key, popup_takes=taking, **settings)
    Look(application, services.settings)
    calling = Calling(services, MainWindow(services))
    calling.shortcut.changed.connect(lambda: say(key=calling.shortcut.state, name=calling.shortcut.name))
    calling.finished.connect(lambda: say(finished=True))
    calling.prepare()
    popup = calling.popup
    assert popup is not None
    popup.appeared.connect(lambda: say(appeared=True))
    popup.hidden.connect(lambda: say(hidden=True))
    lines = Lines()

    def obey(line: str) -> None:
        if line == "call":
            calling.call()
        elif line == "dismiss":
            popup.dismiss()
        elif line == "quit":
            application.quit()
        pane = popup.card.pane
        asked = [text for text, _pair in services.looking_up.asked]
        active = popup.isActiveWindow() and pane.isAncestorOf(application.focusWidget() or popup)
        say(box=pane.text(), asked=asked, active=active, visible=popup.isVisible())

    lines.came.connect(obey)
    threading.Thread(target=lambda: [lines.came.emit(line.strip()) for line in sys.stdin], daemon=True).start()
    QTimer.singleShot(0, lambda: say(ready=True))
    status = application.exec()
    calling.close()
    services.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
