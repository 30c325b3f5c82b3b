"""A Practise page on the screen, with its fakes, and what a learner does at it."""

from __future__ import annotations

from pathlib import Path

import fakes
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from langtutor.core.events import DrillKind, Mode
from langtutor.core.verdict import Verdict
from langtutor.ui.pages.practise import PractisePage
from langtutor.ui.pages.practise_state import Stage
from langtutor.ui.widgets.word_view import WordButton

Key = Qt.Key


class Desk:
    """A shown page with its fakes."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.services = fakes.make_services(folder)
        self.clock = fakes.FakeClock()
        self.page = PractisePage(self.services.typed, clock=self.clock)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(900, 700)
        qtbot.addWidget(self.window)
        self.opened: list[str] = []
        self.messages: list[str] = []
        self.page.open_page.connect(self.opened.append)
        self.page.show_message.connect(self.messages.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.activate()

    @property
    def drilling(self) -> fakes.FakeDrilling:
        return self.services.drilling

    @property
    def stage(self) -> Stage:
        return self.page.session.state.stage

    def reaches(self, stage: Stage) -> None:
        self.qtbot.waitUntil(lambda: self.stage is stage)

    def offer(self, kind: DrillKind = DrillKind.SAY, mode: Mode | None = None) -> None:
        self.drilling.nexts[-1].set_result(fakes.make_next(self.services.course, kind, mode=mode))
        self.reaches(Stage.READY)

    def record(self) -> fakes.FakeRecording:
        self.press(Key.Key_Space)
        self.reaches(Stage.RECORDING)
        return self.services.recorder.recordings[-1]

    def speak(self) -> Path:
        wav = self.folder / "said.wav"
        self.record().future.set_result(wav)
        self.reaches(Stage.THINKING)
        return wav

    def answer(self, verdict: Verdict, mode: Mode = Mode.SPOKEN) -> None:
        exercise = self.page.session.exercise
        assert exercise is not None
        self.drilling.submitted[-1][2].set_result(fakes.make_outcome(exercise, verdict, mode))
        self.reaches(Stage.VERDICT)

    def fail(self, error: Exception) -> None:
        self.drilling.submitted[-1][2].set_exception(error)
        self.qtbot.waitUntil(lambda: self.stage in (Stage.ERROR, Stage.NO_MODELS))

    def press(self, key: Qt.Key, alt: bool = False) -> None:
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyPress(QApplication.focusWidget() or self.page, key, modifier)

    def release(self, key: Qt.Key) -> None:
        self.qtbot.keyRelease(QApplication.focusWidget() or self.page, key)

    def tap(self, key: Qt.Key, alt: bool = False) -> None:
        self.press(key, alt)
        self.release(key)

    def repeat(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget() or self.page
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, " ", True))

    def texts(self) -> str:
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    def button(self, name: str) -> QPushButton:
        return next(one for one in self.page.view.trouble.findChildren(QPushButton, name) if one.isVisible())

    def words(self) -> list[WordButton]:
        """Of the verdict."""
        return self.page.view.verdict.said.sentence.words()
