"""A text read aloud, sentence by sentence; the next one is made while one is heard."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.ui.bridge import when_done

if TYPE_CHECKING:
    from langtutor.services.saying import Saying

Piece = tuple[str, tuple[int, int]]
"""A sentence, and its places in the document."""


class ReadingAloud(QObject):
    """Emits `began` with the places of the sentence that is heard, `ended` when there is silence, `failed`."""

    began = Signal(object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, saying: Saying, parent: QObject) -> None:
        super().__init__(parent)
        self._saying = saying
        self._turn = 0
        self._going = False

    @property
    def going(self) -> bool:
        return self._going

    def begin(self, piece: Piece, following: Callable[[int], Piece | None], language: LanguageCode) -> None:
        """following: the piece behind a place. What is heard already is silenced."""
        self.stop()
        self._going = True
        self._say(self._turn, piece, self._sound(piece, language), following, language)

    def stop(self) -> None:
        self._turn += 1
        if self._going:
            self._going = False
            self._saying.stop()
            self.ended.emit()

    def _sound(self, piece: Piece, language: LanguageCode) -> Future[Sound]:
        return self._saying.sound(piece[0], language)

    def _say(
        self,
        turn: int,
        piece: Piece,
        sound: Future[Sound],
        following: Callable[[int], Piece | None],
        language: LanguageCode,
    ) -> None:
        def play(made: Sound) -> None:
            if turn != self._turn:
                return
            self.began.emit(piece[1])
            after = following(piece[1][1])
            made_next = self._sound(after, language) if after is not None else None

            def go_on(_done: object) -> None:
                if turn != self._turn:
                    return
                if after is None or made_next is None:
                    self.stop()
                else:
                    self._say(turn, after, made_next, following, language)

            when_done(self._saying.play(made), self, go_on, failed)

        def failed(error: BaseException) -> None:
            if turn == self._turn:
                self.stop()
                self.failed.emit(error)

        when_done(sound, self, play, failed)
