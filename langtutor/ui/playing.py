"""One sound at a time: the model's voice or the learner's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.services.saying import Saying

NATURAL, SLOW = 1.0, 0.7


class Playing(QObject):
    """Says texts and plays recordings; what is asked later silences what was asked before."""

    failed = Signal(object)

    def __init__(self, saying: Saying, parent: QObject) -> None:
        super().__init__(parent)
        self._saying = saying
        self._turn = 0

    def say(self, text: str, language: LanguageCode, speed: float = NATURAL) -> None:
        """speed: 1 is natural."""
        turn = self._next_turn()

        def play(sound: Sound) -> None:
            if turn == self._turn:
                when_done(self._saying.play(sound), self, lambda _: None, self.failed.emit)

        when_done(self._saying.sound(text, language, speed), self, play, self.failed.emit)

    def file(self, wav: Path) -> None:
        self._next_turn()
        when_done(self._saying.play_file(wav), self, lambda _: None, self.failed.emit)

    def stop(self) -> None:
        """Silence, also for a sound that is still being made."""
        self._next_turn()

    def _next_turn(self) -> int:
        self._saying.stop()
        self._turn += 1
        return self._turn
