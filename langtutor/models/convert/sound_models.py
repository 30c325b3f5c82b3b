"""wav2vec2 that names sounds: how likely each sign is at each moment of two recordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import LettersNotSounds
from langtutor.models.convert.families import THREADS, NotLikeThis, log_softmax
from langtutor.models.convert.measures import Answers, median_seconds
from langtutor.models.convert.probes import Probes
from langtutor.models.layouts.wav2vec2 import check_sounds

_STRIDES, _POSITIONS, _GROUPS = [5, 2, 2, 2, 2, 2, 2], 128, 16
"""What CTranslate2's engine takes for granted."""
_LIKELIEST = 8
"""Signs of a moment that are compared: the others are next to nothing, and say nothing."""


class _Signs:
    """What CTranslate2's converter wants of a tokenizer; the checkpoint's own needs espeak-ng to be opened."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._signs = dict(sorted(vocabulary.items(), key=lambda one: one[1]))

    def get_vocab(self) -> dict[str, int]:
        return self._signs


class SoundModel:
    architecture = "Wav2Vec2ForCTC"

    def __init__(self, folder: Path, config: Any, probes: Probes) -> None:
        _check(config)
        vocabulary = _vocabulary(folder)
        try:
            check_sounds(folder, vocabulary)
        except LettersNotSounds:
            raise NotLikeThis("it writes down letters, which can't tell sounds; it has to write phonemes") from None
        self.tokenizer = _Signs(_whole(vocabulary, config.vocab_size))
        self._settings = _settings(folder)
        self._samples = [self._heard(read_wav(one.path)) for one in probes.recordings]
        self._asked: list[Any] = []

    def original(self, model: Any) -> Answers:
        import torch

        def run() -> list[Any]:
            return [
                log_softmax(model(torch.from_numpy(one).to(model.dtype)).logits[0]).numpy() for one in self._samples
            ]

        with torch.inference_mode():
            found, seconds = median_seconds(run)
        self._asked = [np.argsort(one, axis=1)[:, -_LIKELIEST:] for one in found]
        return Answers(self._taken(found), [], seconds)

    def prepare(self, model: Any) -> None:
        """The head and what it hears with, not what it was pretrained with."""
        model.wav2vec2.config.return_hidden = False

    def converted(self, out: Path) -> Answers:
        import ctranslate2

        model = ctranslate2.models.Wav2Vec2(str(out), compute_type="int8", intra_threads=THREADS)

        def run() -> list[Any]:
            views = (ctranslate2.StorageView.from_array(np.ascontiguousarray(one[:, None])) for one in self._samples)
            logits = (np.array(model.encode(view, to_cpu=True))[0] for view in views)
            return [one - np.logaddexp.reduce(one, 1, keepdims=True) for one in logits]

        found, seconds = median_seconds(run)
        return Answers(self._taken(found), [], seconds)

    def complete(self, out: Path) -> None:
        vocabulary = json.dumps(self.tokenizer.get_vocab(), ensure_ascii=False, indent=1)
        (out / "vocab.json").write_text(vocabulary, encoding="utf-8")
        (out / "preprocessor_config.json").write_text(json.dumps(self._settings, indent=1), encoding="utf-8")

    def _heard(self, samples: Any) -> Any:
        """float32[1, samples]."""
        if self._settings["do_normalize"]:
            samples = (samples - samples.mean()) / np.sqrt(samples.var() + 1e-7)
        return np.asarray(samples, np.float32)[None]

    def _taken(self, found: list[Any]) -> list[float]:
        """Of the same signs, in the same order, as were likeliest in the original."""
        taken: list[float] = []
        for logs, asked in zip(found, self._asked, strict=True):
            taken += np.take_along_axis(logs, asked, 1).ravel().tolist()
        return taken


def _check(config: Any) -> None:
    """Raises NotLikeThis where CTranslate2 would run another network than was trained."""
    fits = (
        config.feat_extract_norm == "layer"
        and config.do_stable_layer_norm
        and config.conv_bias
        and list(config.conv_stride) == _STRIDES
        and (config.num_conv_pos_embeddings, config.num_conv_pos_embedding_groups) == (_POSITIONS, _GROUPS)
        and config.hidden_act == config.feat_extract_activation == "gelu"
        and not getattr(config, "add_adapter", False)
        and getattr(config, "adapter_attn_dim", None) is None
    )
    if not fits:
        raise NotLikeThis("CTranslate2 runs the large models only (lv60, XLSR, XLS-R), as they were published")


def _vocabulary(folder: Path) -> dict[str, int]:
    """Raises NotLikeThis."""
    try:
        stored = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        return {str(sign): int(number) for sign, number in stored.items()}
    except FileNotFoundError:
        raise NotLikeThis("vocab.json is missing") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise NotLikeThis(f"vocab.json: {error}") from error


def _whole(vocabulary: dict[str, int], rows: int) -> dict[str, int]:
    """With a name for every row of the output. Raises NotLikeThis."""
    if max(vocabulary.values()) >= rows or len(set(vocabulary.values())) < len(vocabulary):
        raise NotLikeThis(f"vocab.json doesn't fit an output of {rows}")
    unnamed = sorted(set(range(rows)) - set(vocabulary.values()))
    return vocabulary | {f"<unused{number}>": number for number in unnamed}


def _settings(folder: Path) -> dict[str, Any]:
    """Raises NotLikeThis for another sample rate than ours."""
    path = folder / "preprocessor_config.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    rate = stored.get("sampling_rate", SAMPLE_RATE_HZ)
    if rate != SAMPLE_RATE_HZ:
        raise NotLikeThis(f"it hears {rate} samples a second, not {SAMPLE_RATE_HZ}")
    return {"do_normalize": bool(stored.get("do_normalize", True)), "sampling_rate": rate}
