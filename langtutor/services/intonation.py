"""Intonation: pace, pauses and melody of a recording beside a model voice's, and one remark on them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.audio import Sound
from langtutor.core.ear_requests import MeasureProsody
from langtutor.core.intonation import IntonationRemark, SpokenWord, compare
from langtutor.core.sounds import Prosody
from langtutor.host.client import Host
from langtutor.services.tasks import Tasks

KEPT = 32
"""Measures of the model voice kept in memory."""


@dataclass(frozen=True, slots=True)
class Intoned:
    """remark: the one thing to do otherwise, None where there is nothing to say or too little to tell."""

    learner: Prosody
    model: Prosody
    remark: IntonationRemark | None


class Intonation:
    """Thread-safe."""

    def __init__(self, host: Host, tasks: Tasks) -> None:
        self._host = host
        self._tasks = tasks
        self._lock = threading.Lock()
        self._models: OrderedDict[Sound, Prosody] = OrderedDict()

    def compare(self, recording: Path, model: Sound, text: str, words: Sequence[SpokenWord] = ()) -> Future[Intoned]:
        """text: what both were to say. words: as the learner said them, where that is known: names where a pause was.

        Raises UnreadableAudio, NoSpeech (where either has no voice), EngineFailed, EngineCrashed.
        """
        known = tuple(words)
        return self._tasks.run(lambda: self._compare(recording, model, text, known))

    def _compare(self, recording: Path, model: Sound, text: str, words: Sequence[SpokenWord]) -> Intoned:
        learner = self._host.ask(MeasureProsody(recording))
        wanted = self._model(model)
        return Intoned(learner, wanted, compare(learner, wanted, text, words))

    def _model(self, sound: Sound) -> Prosody:
        with self._lock:
            if sound in self._models:
                self._models.move_to_end(sound)
                return self._models[sound]
        found = self._host.ask(MeasureProsody(sound))
        with self._lock:
            self._models[sound] = found
            while len(self._models) > KEPT:
                self._models.popitem(last=False)
        return found
