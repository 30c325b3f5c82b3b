"""wav2vec2 for CTranslate2 that names sounds: by its vocabulary, which languages it can judge."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from langtutor.content.sound_signs import load_sound_signs, plain, signed_languages
from langtutor.core.errors import LettersNotSounds, ModelIncomplete, ModelUnusable
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, found_file, name_of
from langtutor.settings.paths import resources_dir

HEAD = "encoder/lm_head/weight"
_VOCABULARY = "vocabulary.json"
"""CTranslate2 doesn't load a model without it."""
_NUMBERED = "vocab.json"
"""Says itself which number each sign has."""
_OPTIONAL = (_NUMBERED, "config.json", "preprocessor_config.json")
_ONLY_SOUNDS = frozenset("ɐɑɒɔəɚɛɜɝɡɪɨɲɹɾʁʃʊʌʎʒθðŋːᵻæ")
"""Signs that no spelling has, or that few letters of one language have: æ and ð."""
_FEWEST = 5


def wav2vec2(folder: Path, rows: int, licence: str) -> Found:
    """rows: of its output, 0 where it has none. Raises ModelIncomplete, ModelUnusable, LettersNotSounds."""
    if not (folder / _VOCABULARY).is_file():
        raise ModelIncomplete(path=str(folder), format=Format.WAV2VEC2, missing=_VOCABULARY)
    path = next(folder / name for name in (_NUMBERED, _VOCABULARY) if (folder / name).is_file())
    signs = _read(path)
    if rows == 0:
        raise _unusable(folder, "it was converted without its last layer, which names the sounds")
    if not signs or max(signs.values()) >= rows:
        raise _unusable(folder, f"{path.name} has more signs than model.bin, or none")
    check_sounds(folder, signs)
    optional = [found_file(folder / name) for name in _OPTIONAL if (folder / name).is_file()]
    return Found(
        Format.WAV2VEC2,
        name_of(folder),
        (found_file(folder / "model.bin"), found_file(folder / _VOCABULARY), *optional),
        languages_of(signs),
        licence,
        {"sounds": " ".join(sorted(sign for sign in signs if sign.strip("<>[]|") == sign))},
    )


def languages_of(signs: Collection[str]) -> tuple[str, ...]:
    """Those all of whose sounds are among the signs of a vocabulary."""
    folder = resources_dir() / "sounds"
    listed = (load_sound_signs(folder, language) for language in signed_languages(folder))
    return tuple(one.language for one in listed if one is not None and not one.missing(signs))


def check_sounds(folder: Path, signs: Collection[str]) -> None:
    """Raises LettersNotSounds for a vocabulary that spells."""
    if languages_of(signs):
        return
    if len({mark for sign in signs for mark in plain(sign)} & _ONLY_SOUNDS) < _FEWEST:
        raise LettersNotSounds(path=str(folder))


def _read(path: Path) -> Mapping[str, int]:
    """As engines read it. Raises ModelUnusable."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        listed = {sign: number for number, sign in enumerate(stored)} if isinstance(stored, list) else dict(stored)
        return {str(sign): int(number) for sign, number in listed.items()}
    except (OSError, ValueError, TypeError) as error:
        raise _unusable(path.parent, f"{path.name}: {error}") from error


def _unusable(folder: Path, detail: str) -> ModelUnusable:
    return ModelUnusable(path=str(folder), format=Format.WAV2VEC2, detail=detail)
