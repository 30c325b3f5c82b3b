"""Which tests share a process where two run side by side (`pytest -n 2`), and in which order all begin.

A file's tests stay together, so that what a file shares is made once. Files that share a server or a real microphone
stay together too: two of them at once would cost twice, or starve each other of the seconds in which somebody speaks.
"""

from __future__ import annotations

from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = {
    "in real time": (
        "tests/e2e/test_screenshots.py",
        "tests/e2e/test_journeys.py",
        "tests/e2e/test_live_captions.py",
        "tests/unit/audio/test_virtual_microphone.py",
    ),
    "with LanguageTool": ("tests/unit/engines/grammar/test_languagetool", "tests/unit/content/test_keys_grammar.py"),
}

FIRST: Final = (*TOGETHER["in real time"], "tests/e2e/", "tests/convert/")
"""What takes minutes, before what takes moments and evens out the end. torch may be installed while the first run."""


class ByFile(LoadScopeScheduling):
    """Hands out whole files, and files that belong together, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((name for name, starts in TOGETHER.items() if file.startswith(starts)), file)


def place(nodeid: str) -> int:
    """To sort tests by."""
    return next((n for n, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))
