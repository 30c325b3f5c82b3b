from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from langtutor.ui.garbage import GarbageCollection

MANY = 20_000
"""Objects; far more than make a collection due."""


class Cycle(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collection(qapp: QApplication) -> Iterator[GarbageCollection]:
    made = GarbageCollection(qapp)
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.usefixtures("collection")
def test_another_thread_destroys_no_object_of_qt(qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []

    def drop() -> None:
        cycle = Cycle()
        weakref.finalize(cycle, lambda: ended_in.append(threading.current_thread()))

    drop()
    other = threading.Thread(target=lambda: [[] for _ in range(MANY)])
    other.start()
    other.join()
    assert not ended_in
    keep: list[list[int]] = [[] for _ in range(MANY)]
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread()]
    del keep


def test_python_collects_again_when_the_window_is_closed(collection: GarbageCollection) -> None:
    assert not gc.isenabled()
    collection.close()
    assert gc.isenabled()
