"""The microphone as a page sees it: one recording at a time, signals on the main thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.services.recording import LONGEST_S
from langtutor.ui.bridge import on_main_thread, when_done

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from langtutor.core.ear_requests import Caption
    from langtutor.drills.exercise import Exercise
    from langtutor.services.recording import Recorder, RecorderState, Recording


class Microphone(QObject):
    """Emits `state_changed` (RecorderState), `samples_came` (float32) and `caption_changed` (Caption) while recording,
    then `reported` (RecordingReport) and `recorded` (Path), or `failed` (what the recording raised), and the last
    caption; nothing after `cancel`."""

    state_changed = Signal(object)
    samples_came = Signal(object)
    caption_changed = Signal(object)
    reported = Signal(object)
    recorded = Signal(object)
    failed = Signal(object)

    def __init__(self, recorder: Recorder, parent: QObject) -> None:
        super().__init__(parent)
        self._recorder = recorder
        self._current: Recording | None = None
        self._turn = 0

    def start(self, exercise: Exercise, *, stop_at_silence: bool, longest_s: float = LONGEST_S) -> None:
        """Begins to record an answer to this exercise."""
        self.cancel()
        turn = self._turn
        made: list[Recording] = []

        def state(now: RecorderState) -> None:
            if turn == self._turn:
                self.state_changed.emit(now)

        def samples(chunk: NDArray[np.float32]) -> None:
            if turn == self._turn:
                self.samples_came.emit(chunk)

        def caption(now: Caption) -> None:
            if turn == self._turn:
                self.caption_changed.emit(now)

        def done(path: Path) -> None:
            if self._finished(turn):
                if made[0].report is not None:
                    self.reported.emit(made[0].report)
                self.recorded.emit(path)

        def failed(error: BaseException) -> None:
            if self._finished(turn):
                self.failed.emit(error)

        self._current = self._recorder.start(
            on_main_thread(self, state),
            on_main_thread(self, samples),
            on_main_thread(self, caption),
            stop_at_silence=stop_at_silence,
            item=exercise.sentence.id,
            asked=exercise.expected,
            language=exercise.learned,
            longest_s=longest_s,
        )
        made.append(self._current)
        when_done(self._current.future, self, done, failed)

    def stop(self) -> None:
        """The learner has finished."""
        if self._current is not None:
            self._current.stop()

    def cancel(self) -> None:
        """Throws the recording away."""
        self._turn += 1
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def _finished(self, turn: int) -> bool:
        if turn != self._turn:
            return False
        self._current = None
        return True
