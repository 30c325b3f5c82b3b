"""Which sound each moment of speech is: a linear classifier on what Whisper's encoder makes of it.

The encoder listens; its decoder, which knows what reads well and mends what learners say, has no part in this. The
numbers in `resources/sounds/` were fitted on synthetic voices that said known sounds, many of them in the wrong place
(`tests/bench/train_sounds.py`), and belong to one encoder: another Whisper model needs numbers of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from langtutor.core.language import LanguageCode
from langtutor.core.sounds import Phone

FRAMES_PER_S = 50
"""Of the encoder's output."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class PhoneModel:
    """phones: the first is silence (NOTHING). weights: (features, phones), of features that mean and scale make even.

    log_priors: how often each was there in training; taken off again, so that evidence is a likelihood.
    """

    phones: tuple[Phone, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats
    log_priors: Floats

    def evidence(self, encoded: Floats) -> Floats:
        """encoded: (frames, features) → (frames, phones): log P(sound | phone) up to a constant for each frame."""
        logits = ((encoded - self.mean) / self.scale) @ self.weights + self.bias
        logits -= logits.max(1, keepdims=True)
        normed: Floats = logits - np.log(np.exp(logits).sum(1, keepdims=True)) - self.log_priors
        return normed


def load_phone_model(folder: Path, language: LanguageCode, model: str) -> PhoneModel | None:
    """The numbers for a language and a Whisper model (`en.whisper-base.npz`), None where there are none."""
    path = folder / f"{language}.{model}.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        return PhoneModel(
            tuple(Phone(str(name)) for name in stored["phones"]),
            stored["mean"].astype(np.float32),
            stored["scale"].astype(np.float32),
            stored["weights"].astype(np.float32),
            stored["bias"].astype(np.float32),
            stored["log_priors"].astype(np.float32),
        )


def phone_models(folder: Path, language: LanguageCode) -> tuple[str, ...]:
    """The Whisper models that there are numbers for."""
    return tuple(sorted(path.name.split(".")[1] for path in folder.glob(f"{language}.*.npz")))


def save_phone_model(model: PhoneModel, path: Path) -> None:
    """As load_phone_model reads it, in half precision."""
    np.savez_compressed(
        path,
        phones=np.array(model.phones),
        mean=model.mean.astype(np.float16),
        scale=model.scale.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
        log_priors=model.log_priors.astype(np.float32),
    )
