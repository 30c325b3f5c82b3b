"""What a checkpoint's folder says of itself, before anything heavy is started. Nothing in it is run."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langtutor.core.errors import ModelUnusable, NotAModel, UnsupportedCheckpoint
from langtutor.models.codes import two_letters
from langtutor.models.convert.measures import Family
from langtutor.models.entries import Format

FAMILIES = {
    "marian": Family.MARIAN,
    "m2m_100": Family.MANY_TO_MANY,
    "whisper": Family.WHISPER,
    "wav2vec2": Family.SOUNDS,
    "llama": Family.LANGUAGE_MODEL,
    "qwen2": Family.LANGUAGE_MODEL,
    "qwen3": Family.LANGUAGE_MODEL,
    "gemma": Family.LANGUAGE_MODEL,
    "gemma2": Family.LANGUAGE_MODEL,
    "gemma3_text": Family.LANGUAGE_MODEL,
}
"""By `model_type` of config.json: what the tests convert and compare."""

SUPPORTED = (
    "Marian/OPUS-MT, NLLB, M2M-100, Whisper, wav2vec2 (phonemes), Llama, Qwen2, Qwen3, Gemma, Gemma 2, Gemma 3 (text)"
)

FORMATS = {
    Family.MARIAN: Format.MARIAN,
    Family.MANY_TO_MANY: Format.NLLB,
    Family.WHISPER: Format.WHISPER,
    Family.SOUNDS: Format.WAV2VEC2,
    Family.LANGUAGE_MODEL: Format.LANGUAGE_MODEL,
}

_SAFE = re.compile(r"model(-\d+-of-\d+)?\.safetensors")
_PICKLED = re.compile(r"pytorch_model(-\d+-of-\d+)?\.bin")
_CARD = "README.md"
_CARD_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """bytes: of its weights. languages: what its model card says, as two letters; may be empty."""

    folder: Path
    family: Family
    bytes: int
    languages: tuple[str, ...]


def look(folder: Path) -> Checkpoint:
    """Raises NotAModel, UnsupportedCheckpoint, ModelUnusable."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kind = config.get("model_type")
    except (FileNotFoundError, NotADirectoryError):
        raise NotAModel(path=str(folder)) from None
    except (OSError, ValueError, AttributeError) as error:
        raise ModelUnusable(path=str(folder), format="checkpoint", detail=f"config.json: {error}") from error
    if kind not in FAMILIES:
        raise UnsupportedCheckpoint(source=str(folder), found=str(kind), supported=SUPPORTED)
    if config.get("quantization_config"):
        method = _method(config["quantization_config"])
        raise UnsupportedCheckpoint(source=str(folder), found=f"{kind}, quantized ({method})", supported=SUPPORTED)
    size = sum((folder / name).stat().st_size for name in weights(path.name for path in folder.iterdir()))
    if not size:
        raise ModelUnusable(path=str(folder), format="checkpoint", detail="no model.safetensors")
    return Checkpoint(folder, FAMILIES[kind], size, _languages(folder / _CARD))


def weights(names: Any) -> list[str]:
    """The weight files among these: safetensors where there are some, else pickled tensors."""
    known = sorted(names)
    return [name for name in known if _SAFE.fullmatch(name)] or [name for name in known if _PICKLED.fullmatch(name)]


def _method(quantization: Any) -> str:
    return str(quantization.get("quant_method", "?")) if isinstance(quantization, dict) else "?"


def _languages(card: Path) -> tuple[str, ...]:
    """`language: pt`, or a list of them, in the first lines."""
    try:
        head = card.read_text(encoding="utf-8", errors="replace")[:_CARD_BYTES]
    except OSError:
        return ()
    if not head.startswith("---"):
        return ()
    found = re.search(r"^language:[ \t]*(?:\[(.*?)\]|(\S+)|((?:\r?\n[ \t]*-[ \t]*\S+)+))", head.split("\n---")[0], re.M)
    words = re.findall(r"[A-Za-z_]+", next(filter(None, found.groups()), "")) if found else []
    codes = [two_letters(word) for word in words]
    return tuple(dict.fromkeys(code for code in codes if code))
