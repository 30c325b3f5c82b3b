from __future__ import annotations

import subprocess
import sys
import uuid

from PySide6.QtNetwork import QLocalSocket

from langtutor.ui.single_instance import Request, SingleInstance, ask_running

HEAVY = (
    "numpy",
    "filelock",
    "huggingface_hub",
    "gguf",
    "ctranslate2",
    "onnxruntime",
    "faster_whisper",
    "fxtranslate",
    "sounddevice",
    "harper",
    "wordfreq",
)


def test_a_second_start_raises_the_first(qtbot, qapp):
    name = f"langtutor-test-{uuid.uuid4().hex}"
    first = SingleInstance(name, qapp)
    assert first.first
    with qtbot.waitSignal(first.asked):
        assert not SingleInstance(name, qapp).first
    first.close()
    assert SingleInstance(name, qapp).first


def test_a_second_start_says_what_it_wants(qtbot, qapp):
    name = f"langtutor-test-{uuid.uuid4().hex}"
    wanted = Request(popup=True, text="Olá\n“mundo” " * 5_000, token="t")
    assert not ask_running(name, wanted)
    first = SingleInstance(name, qapp)
    with qtbot.waitSignal(first.asked) as asked:
        assert ask_running(name, wanted)
    assert asked.args == [wanted]
    with qtbot.waitSignal(first.asked) as asked:
        assert not SingleInstance(name, qapp, Request(popup=True)).first
    assert asked.args == [Request(popup=True)]
    first.close()


def test_what_no_langtutor_says_asks_for_the_window(qtbot, qapp):
    name = f"langtutor-test-{uuid.uuid4().hex}"
    first = SingleInstance(name, qapp)
    for line in (b"\n", b"[1]\n", b"\xff{\n", b'{"popup": 1, "text": 3}\n'):
        with qtbot.waitSignal(first.asked) as asked:
            caller = QLocalSocket()
            caller.connectToServer(name)
            caller.write(line)
            caller.waitForBytesWritten()
            caller.disconnectFromServer()
        assert asked.args == [Request()]
    first.close()


def test_the_window_needs_no_engine_to_start():
    """What the first window imports decides when it is visible."""
    code = f"import langtutor.app, langtutor.wiring, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
