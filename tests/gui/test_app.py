from __future__ import annotations

import subprocess
import sys
import uuid

from langtutor.ui.single_instance import SingleInstance

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


def test_the_window_needs_no_engine_to_start():
    """What the first window imports decides when it is visible."""
    code = f"import langtutor.app, langtutor.wiring, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
