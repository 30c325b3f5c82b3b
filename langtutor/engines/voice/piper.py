"""Piper voices (VITS on onnxruntime; espeak-ng finds the phones): a `model.onnx` with its `model.onnx.json`."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from langtutor.core.audio import Sound
from langtutor.core.errors import EngineFailed, ModelMissing, UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Spoken

MODEL, CONFIG = "model.onnx", "model.onnx.json"
PAUSE_S = 0.25
"""Between sentences, at natural speed."""
LOUDNESS = 0.8
"""Of the loudest sample: Piper itself fills the whole range, where other voices leave room."""
_PHONES_FROM = frozenset({"espeak", "text"})
"""How a voice may find its phones. The other ways need packages that aren't here, or fetch models of their own."""


class PiperVoice:
    """A `Voice` on one model. Loads at its first text (a "medium" voice: 1 s, 130 MB).

    No two renderings of a text are the same: rhythm and sound are drawn anew each time, which makes them lively.
    """

    def __init__(
        self,
        find: Callable[[str], Path | None],
        model: str,
        languages: frozenset[LanguageCode],
        threads: int = 2,
    ) -> None:
        """find: where a model lies, None while it is not installed."""
        self._find = find
        self._model_id = model
        self._languages = languages
        self._threads = threads
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    def languages(self) -> frozenset[LanguageCode]:
        return self._languages

    def say(self, text: str, language: LanguageCode, speed: float) -> Spoken:
        """Raises UnsupportedLanguage, ModelMissing, EngineFailed."""
        if language not in self._languages:
            raise UnsupportedLanguage(language=language, capability="voice")
        if speed <= 0:
            raise ValueError(f"speed must be positive: {speed}")
        if not any(character.isalnum() for character in text):
            raise EngineFailed(engine=self._model_id, detail="there is nothing to speak in this text")
        return Spoken(self._sound(_speakable(text), speed), self._model_id)

    def phones_of(self, text: str) -> str:
        """How it would say a text, for `say_phones`: espeak-ng's IPA with stress and punctuation.

        Raises ModelMissing, EngineFailed.
        """
        return self._get().phones(_speakable(text))

    def phones(self, text: str, language: LanguageCode) -> str:
        return self.phones_of(text)

    def say_phones(self, phones: str, speed: float) -> Sound:
        """Raises ModelMissing, EngineFailed."""
        return self._sound(f"[[{phones}]]", speed)

    def _sound(self, text: str, speed: float) -> Sound:
        loaded = self._get()
        try:
            sentences = loaded.sentences(text, speed)
        except _onnx_errors() as error:
            raise EngineFailed(engine=self._model_id, detail=str(error)) from error
        if not sentences:
            raise EngineFailed(engine=self._model_id, detail="it has no sounds for this text")
        pause = np.zeros(round(PAUSE_S / speed * loaded.rate_hz), np.float32)
        joined = [part for sentence in sentences for part in (pause, sentence)][1:]
        return Sound(np.concatenate(joined).tobytes(), loaded.rate_hz)

    def _get(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                folder = self._find(self._model_id)
                if folder is None:
                    raise ModelMissing(model=self._model_id, command=f"langtutor models install {self._model_id}")
                self._loaded = _load(folder, self._model_id, self._threads)
            return self._loaded


@dataclass(frozen=True, slots=True)
class _Loaded:
    voice: Any
    rate_hz: int

    def phones(self, text: str) -> str:
        return " ".join("".join(sentence) for sentence in self.voice.phonemize(text))

    def sentences(self, text: str, speed: float) -> list[NDArray[np.float32]]:
        """One after the other, each in [-1, 1]."""
        from piper.config import SynthesisConfig

        slower = SynthesisConfig(length_scale=self.voice.config.length_scale / speed, volume=LOUDNESS)
        chunks = self.voice.synthesize(text, slower)
        return [np.asarray(chunk.audio_float_array, np.float32).reshape(-1) for chunk in chunks]


def _load(folder: Path, model: str, threads: int) -> _Loaded:
    """Put together here, because Piper's own way takes as many threads as there are cores. Raises EngineFailed."""
    import onnxruntime
    from piper import PiperVoice as Synthesiser
    from piper.config import PiperConfig

    unreadable: tuple[type[Exception], ...] = (OSError, ValueError, KeyError, TypeError, *_onnx_errors())
    try:
        config = PiperConfig.from_dict(json.loads((folder / CONFIG).read_text(encoding="utf-8")))
        if config.phoneme_type not in _PHONES_FROM:
            raise EngineFailed(
                engine=model, detail=f"its phones come from {config.phoneme_type.value}, which isn't here"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except unreadable as error:
        raise EngineFailed(engine=model, detail=f"no Piper voice can be read from {folder}: {error}") from error
    return _Loaded(Synthesiser(session=session, config=config, download_dir=folder), config.sample_rate)


def _onnx_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises over a model: each kind stands alone."""
    from onnxruntime.capi import onnxruntime_pybind11_state as kinds

    names = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoSuchFile", "NotImplemented")
    return (RuntimeError, kinds.RuntimeException, *(getattr(kinds, name) for name in names))


def _speakable(text: str) -> str:
    """Without what Piper stumbles over: lone surrogates, NULs, and brackets that would mean phones."""
    whole = text.encode("utf-8", errors="replace").decode("utf-8")
    return whole.replace("\0", " ").replace("[[", "[ [").replace("]]", "] ]")
