"""Piper voices: `<voice>.onnx` and `<voice>.onnx.json` beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from langtutor.core.errors import ModelIncomplete, ModelUnusable
from langtutor.models.codes import two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, found_file, name_of

_CARD = "MODEL_CARD"
_LICENCE = re.compile(r"^\W*licen[sc]e:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_ONNX_START = b"\x08"
"""Its first field is a small number, the version of the format (onnx.proto, field 1)."""


def look(folder: Path) -> tuple[Found, ...]:
    named = {path.with_suffix("") for path in folder.glob("*.onnx.json")}
    voices = {path for path in folder.glob("*.onnx") if path.is_file()}
    for orphan in sorted(named - voices):
        raise ModelIncomplete(path=str(folder), format=Format.PIPER, missing=orphan.name)
    return tuple(look_at(path) for path in sorted(voices))


def look_at(voice: Path) -> Found:
    """Raises ModelIncomplete, ModelUnusable."""
    settings = voice.with_name(voice.name + ".json")
    if not settings.is_file():
        raise ModelIncomplete(path=str(voice.parent), format=Format.PIPER, missing=settings.name)
    try:
        said: dict[str, Any] = json.loads(settings.read_text(encoding="utf-8"))
        rate = int(said["audio"]["sample_rate"])
        spoken = str(said.get("language", {}).get("code") or said["espeak"]["voice"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnusable(
            path=str(settings), format=Format.PIPER, detail=f"no voice's settings ({error!r})"
        ) from error
    with voice.open("rb") as file:
        if file.read(1) != _ONNX_START:
            raise ModelUnusable(path=str(voice), format=Format.PIPER, detail="it isn't an ONNX file")
    code = two_letters(spoken)
    card = voice.with_name(_CARD)
    files = [found_file(voice, "model.onnx"), found_file(settings, "model.onnx.json")]
    files += [found_file(card)] if card.is_file() else []
    speakers = str(said.get("num_speakers", 1))
    details = {"voice": spoken, "sample rate": f"{rate} Hz", "speakers": speakers}
    return Found(Format.PIPER, name_of(voice), tuple(files), (code,) if code else (), _licence(card), details)


def _licence(card: Path) -> str:
    try:
        found = _LICENCE.search(card.read_text(encoding="utf-8", errors="replace")) if card.is_file() else None
    except OSError:
        return ""
    return found[1] if found else ""
