from __future__ import annotations

import os
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
"""Windows of tests don't cover the developer's; set QT_QPA_PLATFORM to see them."""

PATIENCE_MS = 30_000
"""pytest-qt itself gives up after 5 s, which a slow machine may need."""


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    bot = QtBot(request)
    for name in ("waitActive", "waitSignal", "waitUntil"):
        setattr(bot, name, partial(getattr(bot, name), timeout=PATIENCE_MS))
    return bot
