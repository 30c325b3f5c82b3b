"""One sound at a time: the model's voice or the learner's own, or one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.ui.bridge import when_done
from langtutor.ui.theme.style import motion_ms

if TYPE_CHECKING:
    from langtutor.services.saying import Saying

NATURAL, SLOW = 1.0, 0.7
PAUSE_MS = 250
"""Between one sound and the next."""
STEP_MS, CALM_STEP_MS = 40, 400
"""How often `moved` tells; the other where the learner wants no motion."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Something to be played. sound: asks for it. start_s: where in the learner's recording it begins, None for what is
    not of it; speed: how fast it goes through it."""

    sound: Callable[[], Future[Sound]]
    start_s: float | None = None
    speed: float = 1.0


class Playing(QObject):
    """Says texts and plays recordings; what is asked later silences what was asked before.

    Emits `moved` with the place in the learner's recording that is heard, in seconds, and `rested` when none is.
    """

    failed = Signal(object)
    moved = Signal(float)
    rested = Signal()

    def __init__(self, saying: Saying, parent: QObject) -> None:
        super().__init__(parent)
        self._saying = saying
        self._turn = 0
        self._steps = QTimer(self)
        self._steps.timeout.connect(self._step)
        self._began_s = 0.0
        self._way: tuple[float, float, float] | None = None

    def say(self, text: str, language: LanguageCode, speed: float = NATURAL) -> None:
        """speed: 1 is natural."""
        self.clips(self.said(text, language, speed))

    def said(self, text: str, language: LanguageCode, speed: float = NATURAL) -> Clip:
        return Clip(lambda: self._saying.sound(text, language, speed))

    def file(self, wav: Path) -> None:
        turn = self._next_turn()
        when_done(self._saying.play_file(wav), self, lambda _: None, self._failing(turn))

    def clips(self, *clips: Clip) -> None:
        """One after the other; all are made ready at once. What can't be made is left out, and told."""
        turn = self._next_turn()
        self._play(turn, [(clip, clip.sound()) for clip in clips])

    def stop(self) -> None:
        """Silence, also for a sound that is still being made."""
        self._next_turn()

    def _play(self, turn: int, waiting: Sequence[tuple[Clip, Future[Sound]]]) -> None:
        if turn != self._turn:
            return
        if not waiting:
            self._rest(turn)
            return
        (clip, sound), *rest = waiting

        def go_on(_: object = None) -> None:
            self._stop_steps()
            if rest:
                QTimer.singleShot(PAUSE_MS, self, lambda: self._play(turn, rest))
            else:
                self._rest(turn)

        def play(made: Sound) -> None:
            if turn == self._turn:
                self._start(clip.start_s, clip.speed, made.duration_s)
                when_done(self._saying.play(made), self, go_on, self._failing(turn))

        def missing(error: BaseException) -> None:
            if turn == self._turn:
                self.failed.emit(error)
                self._play(turn, rest)

        when_done(sound, self, play, missing)

    def _failing(self, turn: int) -> Callable[[BaseException], None]:
        """Nothing can be heard at all."""

        def failed(error: BaseException) -> None:
            self._rest(turn)
            self.failed.emit(error)

        return failed

    def _next_turn(self) -> int:
        self._saying.stop()
        self._turn += 1
        self._stop_steps()
        return self._turn

    def _rest(self, turn: int) -> None:
        if turn == self._turn:
            self._stop_steps()

    def _start(self, start_s: float | None, speed: float, duration_s: float) -> None:
        """Follows the sound through the recording from here on."""
        if start_s is None or duration_s <= 0:
            return
        self._way = start_s, speed, start_s + duration_s * speed
        self._began_s = time.monotonic()
        self._steps.start(STEP_MS if motion_ms() else CALM_STEP_MS)
        self.moved.emit(start_s)

    def _stop_steps(self) -> None:
        if self._way is not None:
            self._way = None
            self._steps.stop()
            self.rested.emit()

    def _step(self) -> None:
        if self._way is not None:
            start_s, speed, end_s = self._way
            self.moved.emit(min(start_s + (time.monotonic() - self._began_s) * speed, end_s))
