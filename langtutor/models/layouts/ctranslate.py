"""Models for CTranslate2: Whisper, wav2vec2, Marian, NLLB and M2M, language models. `model.bin` says which it is."""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from langtutor.core.errors import FileCutOff, ModelIncomplete, ModelUnusable
from langtutor.models.codes import pair_in, two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, FoundFile, found_file, name_of
from langtutor.models.layouts.wav2vec2 import HEAD, wav2vec2

_SPEC = re.compile(rb"[A-Za-z0-9]+Spec")
_MOST_VARIABLES = 1_000_000
_LANGUAGE_TOKEN = re.compile(r"<\|([a-z]{2,3})\|>|__([a-z]{2,3})__|([a-z]{3}_[A-Z][a-z]{3})")
_FEW_LANGUAGES = 10
"""A translation vocabulary with more language tokens than this belongs to a model of many languages."""
_SHARED_PIECES = "sentencepiece.bpe.model"
_ENGLISH_ONLY = 51864
"""Rows in the embeddings of Whisper's English models; the others have more."""


@dataclass(frozen=True, slots=True)
class Header:
    """spec: the kind of model, by CTranslate2's name. shapes: of its variables."""

    spec: str
    shapes: Mapping[str, tuple[int, ...]]


def look(folder: Path) -> tuple[Found, ...]:
    model = folder / "model.bin"
    header = read_header(model) if model.is_file() else None
    if header is None:
        return ()
    if header.spec == "WhisperSpec":
        return (_whisper(folder, header),)
    if header.spec == "Wav2Vec2Spec":
        return (wav2vec2(folder, header.shapes.get(HEAD, (0,))[0], _licence(folder)),)
    if header.spec == "TransformerSpec":
        return (_translation(folder),)
    if header.spec.startswith("TransformerDecoder"):
        return (_language_model(folder, header),)
    raise ModelUnusable(path=str(folder), format="ct2", detail=f"model.bin holds a {header.spec}")


def read_header(path: Path) -> Header | None:
    """None where it is no model of CTranslate2. Walks over all variables: raises FileCutOff where some are missing."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(6)
        if len(start) < 6:
            return None
        version, length = struct.unpack("<IH", start)
        spec = file.read(min(length, 200))[:-1]
        if not 1 <= version < 100 or not _SPEC.fullmatch(spec):
            return None
        try:
            shapes = _walk(file, version, size)
        except struct.error as error:
            raise FileCutOff(file=str(path), found=size) from error
    return Header(spec.decode(), shapes)


def _walk(file: BinaryIO, version: int, size: int) -> dict[str, tuple[int, ...]]:
    """Shapes by name. Raises struct.error where the file ends too early (CTranslate2's models.cc)."""
    shapes: dict[str, tuple[int, ...]] = {}
    _revision, count = struct.unpack("<II", file.read(8))
    for _ in range(min(count, _MOST_VARIABLES)):
        (length,) = struct.unpack("<H", file.read(2))
        name = file.read(length)[:-1].decode("utf-8", errors="replace")
        (rank,) = struct.unpack("<B", file.read(1))
        shapes[name] = struct.unpack(f"<{rank}I", file.read(4 * rank))
        kind, amount = struct.unpack("<BI", file.read(5))
        if file.seek(amount if version >= 4 else kind * amount, os.SEEK_CUR) > size:
            raise struct.error("past the end")
    if version >= 3:
        struct.unpack("<I", file.read(4))  # how many aliases follow
    return shapes


def _whisper(folder: Path, header: Header) -> Found:
    vocabulary = _first(folder, "vocabulary.json", "vocabulary.txt")
    needed = ("config.json", "tokenizer.json")
    files = _needed(folder, Format.WHISPER, *needed)
    if vocabulary is None:
        raise ModelIncomplete(path=str(folder), format=Format.WHISPER, missing="vocabulary.json")
    optional = [found_file(folder / name) for name in ("preprocessor_config.json",) if (folder / name).is_file()]
    rows = header.shapes.get("decoder/embeddings/weight", (0,))[0]
    languages = ("en",) if rows == _ENGLISH_ONLY else _token_languages(_tokens(folder / "tokenizer.json"))
    return Found(
        Format.WHISPER,
        name_of(folder),
        (found_file(folder / "model.bin"), *files, found_file(vocabulary), *optional),
        languages,
        _licence(folder),
    )


def _translation(folder: Path) -> Found:
    vocabularies = _vocabularies(folder)
    if not vocabularies:
        raise ModelIncomplete(path=str(folder), format=Format.MARIAN, missing="shared_vocabulary.json")
    languages = _token_languages(_tokens(vocabularies[-1]))
    many = len(languages) > _FEW_LANGUAGES
    format_ = Format.NLLB if many else Format.MARIAN
    pieces = _pieces(folder)
    if not pieces:
        missing = _SHARED_PIECES if many else "source.spm"
        raise ModelIncomplete(path=str(folder), format=format_, missing=missing)
    named = map(found_file, pieces) if len(pieces) == 2 else [found_file(pieces[0], _SHARED_PIECES)]
    files = [found_file(folder / "model.bin"), *map(found_file, vocabularies), *named]
    files += _needed(folder, format_, "config.json")
    name = name_of(folder)
    return Found(format_, name, tuple(files), languages if many else pair_in(name), _licence(folder))


def _language_model(folder: Path, header: Header) -> Found:
    files = _needed(folder, Format.LANGUAGE_MODEL, "config.json", "tokenizer.json")
    vocabulary = _first(folder, "vocabulary.json", "vocabulary.txt")
    if vocabulary is None:
        raise ModelIncomplete(path=str(folder), format=Format.LANGUAGE_MODEL, missing="vocabulary.json")
    rows, width = (*header.shapes.get("decoder/embeddings/weight", ()), 0, 0)[:2]
    details = {"vocabulary": str(rows), "width": str(width)}
    files = [found_file(folder / "model.bin"), *files, found_file(vocabulary)]
    return Found(Format.LANGUAGE_MODEL, name_of(folder), tuple(files), (), _licence(folder), details)


def _needed(folder: Path, format_: Format, *names: str) -> list[FoundFile]:
    for name in names:
        if not (folder / name).is_file():
            raise ModelIncomplete(path=str(folder), format=format_, missing=name)
    return [found_file(folder / name) for name in names]


def _vocabularies(folder: Path) -> list[Path]:
    """One that both languages share, or source and target."""
    shared = _first(folder, "shared_vocabulary.json", "shared_vocabulary.txt")
    if shared is not None:
        return [shared]
    both = [_first(folder, f"{side}_vocabulary.json", f"{side}_vocabulary.txt") for side in ("source", "target")]
    return [path for path in both if path is not None] if all(both) else []


def _pieces(folder: Path) -> list[Path]:
    """SentencePiece models: of source and target, or one for both."""
    both = [folder / "source.spm", folder / "target.spm"]
    if all(path.is_file() for path in both):
        return both
    shared = _first(
        folder, "sentencepiece.bpe.model", "sentencepiece.model", "spm.model", "vocab.spm", "tokenizer.json"
    )
    return [shared] if shared else []


def _first(folder: Path, *names: str) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _tokens(path: Path) -> list[str]:
    """Of a vocabulary (.json: a list; .txt: a line each) or of the tokens a tokenizer.json adds. Damaged ones: none."""
    try:
        if path.suffix == ".txt":
            return path.read_text(encoding="utf-8", errors="replace").splitlines()
        stored = json.loads(path.read_text(encoding="utf-8"))
        added = stored.get("added_tokens", []) if isinstance(stored, dict) else stored
        return [str(token["content"] if isinstance(token, dict) else token) for token in added]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _token_languages(tokens: list[str]) -> tuple[str, ...]:
    found = (_LANGUAGE_TOKEN.fullmatch(token) for token in tokens)
    codes = (two_letters(next(filter(None, match.groups()))) for match in found if match)
    return tuple(sorted({code for code in codes if code}))


def _licence(folder: Path) -> str:
    """What a model card's first lines say, as the hub has them."""
    card = folder / "README.md"
    try:
        head = card.read_text(encoding="utf-8", errors="replace")[:4000] if card.is_file() else ""
    except OSError:
        return ""
    found = re.search(r"^license:\s*['\"]?([\w.-]+)", head, re.MULTILINE)
    return found[1] if found else ""
