"""What a page is told of a recording that has ended."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QObject

from langtutor.core.sound_quality import Issue, Note, SoundQuality
from langtutor.services.recording import MONOLOGUE_S, RecordingReport
from langtutor.ui.recording import Microphone
from tests.gui.fakes import FakeRecorder

EXERCISE = SimpleNamespace(sentence=SimpleNamespace(id="x/1"), expected="She walks.", learned="en")
REPORT = RecordingReport(
    SoundQuality(0.3, -20.0, 4.0, -3.0, 0.0, (Issue.NOISY,)),
    (Note("microphone.noisy"), Note("microphone.samples_lost")),
)


def test_the_report_comes_before_the_recording(qtbot):
    owner, recorder = QObject(), FakeRecorder()
    microphone = Microphone(recorder, owner)
    came = []
    microphone.reported.connect(came.append)
    microphone.recorded.connect(came.append)
    microphone.start(EXERCISE, stop_at_silence=False, longest_s=MONOLOGUE_S)
    recorder.recordings[0].report = REPORT
    recorder.recordings[0].future.set_result(Path("/x.wav"))
    qtbot.waitUntil(lambda: came == [REPORT, Path("/x.wav")])


def test_nothing_is_told_of_what_was_cancelled(qtbot):
    owner, recorder = QObject(), FakeRecorder()
    microphone = Microphone(recorder, owner)
    came = []
    for signal in (microphone.reported, microphone.recorded, microphone.failed):
        signal.connect(came.append)
    microphone.start(EXERCISE, stop_at_silence=True)
    recorder.recordings[0].report = REPORT
    microphone.cancel()
    microphone.start(EXERCISE, stop_at_silence=True)
    recorder.recordings[1].future.set_result(Path("/y.wav"))
    qtbot.waitUntil(lambda: came == [Path("/y.wav")])
