"""wav2vec2 on CTranslate2, a model that the learner brought: which of its signs each moment of speech is."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import EngineFailed, ModelMissing, NoSpeech

LONGEST_S = 28.0
"""What is heard of a recording: as much as Whisper's encoder sees. Attention grows with the square of it."""
SHORTEST_S = 0.1
THREADS = 2

_SETTINGS = "preprocessor_config.json"
_EPSILON = 1e-7
"""Beside the variance, as transformers' Wav2Vec2FeatureExtractor has it."""

Floats = NDArray[np.float32]


class Wav2Vec2:
    """Loads at first use. locate: the folder of an installed model. Raises ModelMissing, EngineFailed."""

    def __init__(self, locate: Callable[[str], Path | None], model_id: str) -> None:
        self._locate = locate
        self.model_id = model_id
        self._busy = threading.Lock()

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The columns of what `encoded` gives, by sign."""
        try:
            return read_vocabulary(self._folder)
        except (OSError, ValueError) as error:
            raise EngineFailed(engine=self.model_id, detail=str(error)) from error

    def encoded(self, samples: Floats) -> tuple[Floats, float]:
        """samples: mono, 16 kHz. (frames, signs): log-probabilities, 50 frames a second; and where they begin, in
        seconds. Of a long recording the beginning. Raises NoSpeech."""
        heard = samples[: round(LONGEST_S * SAMPLE_RATE_HZ)]
        if len(heard) < SHORTEST_S * SAMPLE_RATE_HZ or not np.any(heard):
            raise NoSpeech()
        if self._normalises:
            heard = (heard - heard.mean()) / np.sqrt(heard.var() + _EPSILON)
        with self._busy:
            logits = self._run(np.ascontiguousarray(heard[None, None], np.float32))
        logits -= logits.max(1, keepdims=True)
        logs: Floats = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        return logs, 0.0

    def warm_up(self) -> None:
        self.encoded(np.full(SAMPLE_RATE_HZ // 2, 0.01, np.float32))

    def _run(self, features: Floats) -> Floats:
        import ctranslate2

        try:
            found = self._model.encode(ctranslate2.StorageView.from_array(features), to_cpu=True)
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(engine=self.model_id, detail=str(error)) from error
        logits: Floats = np.array(found, np.float32)[0]
        return logits

    @cached_property
    def _model(self) -> Any:
        import ctranslate2

        try:
            return ctranslate2.models.Wav2Vec2(str(self._folder), compute_type="int8", intra_threads=THREADS)
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(engine=self.model_id, detail=str(error)) from error

    @cached_property
    def _normalises(self) -> bool:
        """The usual ones want each recording with mean 0 and variance 1, and say so."""
        try:
            stored = json.loads((self._folder / _SETTINGS).read_text(encoding="utf-8"))
            return bool(stored.get("do_normalize", True))
        except (OSError, ValueError, AttributeError):
            return True

    @property
    def _folder(self) -> Path:
        folder = self._locate(self.model_id)
        if folder is None:
            raise ModelMissing(model=self.model_id, command=f"langtutor models install {self.model_id}")
        return folder


def read_vocabulary(folder: Path) -> dict[str, int]:
    """Of `vocab.json`, or in the order of CTranslate2's `vocabulary.json`. Raises OSError, ValueError."""
    path = folder / "vocab.json"
    stored = json.loads((path if path.is_file() else folder / "vocabulary.json").read_text(encoding="utf-8"))
    if isinstance(stored, list):
        stored = {sign: number for number, sign in enumerate(stored)}
    if not isinstance(stored, dict) or not all(isinstance(one, int) and one >= 0 for one in stored.values()):
        raise ValueError(f"{folder.name}: no vocabulary")
    return {str(sign): number for sign, number in stored.items()}
