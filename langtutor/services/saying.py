"""Saying: a text as sound, kept for the next time, and playback."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from pathlib import Path

from langtutor.audio.playback import Player
from langtutor.core.audio import Sound
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say
from langtutor.host.client import Host
from langtutor.services.tasks import Tasks

KEPT = 32
"""Sounds kept in memory: the sentence at hand, its slow form, and what B and R ask for again."""


class Saying:
    def __init__(self, host: Host, player: Player, tasks: Tasks) -> None:
        self._host = host
        self._player = player
        self._tasks = tasks
        self._lock = threading.Lock()
        self._sounds: OrderedDict[Say, Sound] = OrderedDict()

    def sound(self, text: str, language: LanguageCode, speed: float = 1.0, voice: str = "") -> Future[Sound]:
        """voice: one that the workers named, else the usual one. Raises UnsupportedLanguage, EngineFailed."""
        return self._tasks.run(lambda: self.made(Say(text, language, speed, voice)))

    def made(self, request: Say) -> Sound:
        """The same, now. Not for the main thread."""
        with self._lock:
            if request in self._sounds:
                self._sounds.move_to_end(request)
                return self._sounds[request]
        sound = self._host.ask(request).sound
        with self._lock:
            self._sounds[request] = sound
            while len(self._sounds) > KEPT:
                self._sounds.popitem(last=False)
        return sound

    def play(self, sound: Sound) -> Future[None]:
        """Done when it has been heard or stopped. Raises NoSpeaker. What played before is stopped."""
        return self._player.play(sound)

    def play_file(self, wav: Path) -> Future[None]:
        """Raises NoSpeaker, UnreadableAudio."""
        return self._player.play_file(wav)

    def stop(self) -> None:
        self._player.stop()
