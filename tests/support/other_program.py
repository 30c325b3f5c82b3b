"""Some other program with a text field, on a real screen. Says on stdout what is in it and whether it has the keyboard.

`python -m … TEXT HOW TIMES`: `selected`, its text is; `copied`; `secret`: copied by a password manager;
`mute`: selected, but it never answers who asks for it.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QPlainTextEdit


def main() -> int:
    application = QApplication(["other"])
    text, how = sys.argv[1] * int(sys.argv[3]), sys.argv[2]
    field = QPlainTextEdit(text)
    field.setWindowTitle("Other")
    field.resize(400, 200)
    field.show()
    field.activateWindow()
    field.setFocus()

    def tell() -> None:
        said = {"text": field.toPlainText(), "active": field.isActiveWindow() and field.hasFocus()}
        print(json.dumps(said), flush=True)

    field.textChanged.connect(tell)
    application.focusChanged.connect(lambda _old, _new: tell())
    if how:
        QTimer.singleShot(200, lambda: choose(field, how))
    return application.exec()


def choose(field: QPlainTextEdit, how: str) -> None:
    """As a mouse or a key would: what is selected by a program isn't offered to others."""
    mode = QClipboard.Mode.Clipboard if how in ("copied", "secret") else QClipboard.Mode.Selection
    data = QMimeData()
    data.setText(field.toPlainText())
    if how == "secret":
        data.setData("x-kde-passwordManagerHint", b"secret")
    QApplication.clipboard().setMimeData(data, mode)
    print(json.dumps({"chosen": True}), flush=True)
    if how == "mute":
        QTimer.singleShot(300, sleep)


def sleep() -> None:
    print(json.dumps({"asleep": True}), flush=True)
    time.sleep(600)


if __name__ == "__main__":
    sys.exit(main())
