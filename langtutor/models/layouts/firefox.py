"""Firefox Translations: `model.enpt.intgemm.alphas.bin`, `vocab.enpt.spm` (or `srcvocab`, `trgvocab`) and `lex.….bin`.

Named as in models/<id>/ they are known too; then the pair has to be told, unless the folder's name has it.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

from langtutor.core.errors import ModelIncomplete, ModelUnusable
from langtutor.models.codes import pair_in, two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, found_file

_NAME = re.compile(r"model\.([a-z]{2})([a-z]{2})\.intgemm\S*\.bin")
_MARIAN_VERSION = 1
LICENCE = "MPL-2.0"


def look(folder: Path) -> tuple[Found, ...]:
    named = [(path, match) for path in sorted(folder.glob("model.*.bin")) if (match := _NAME.fullmatch(path.name))]
    if named:
        return tuple(_named(path, match[1], match[2]) for path, match in named)
    return _plain(folder)


def _named(model: Path, source: str, target: str) -> Found:
    folder, pair = model.parent, source + target
    languages = tuple(code for code in (two_letters(source), two_letters(target)) if code)
    own = folder / f"vocab.{pair}.spm"
    both = (folder / f"srcvocab.{pair}.spm", folder / f"trgvocab.{pair}.spm")
    vocabularies = both if all(path.is_file() for path in both) else (own, own)
    if not vocabularies[0].is_file():
        raise ModelIncomplete(path=str(folder), format=Format.FIREFOX, missing=own.name)
    shortlists = sorted(folder.glob(f"lex.*{pair}*.bin"))[:1]
    return _found(model, vocabularies, shortlists, f"firefox-{source}-{target}", languages)


def _plain(folder: Path) -> tuple[Found, ...]:
    model, lex = folder / "model.bin", folder / "lex.bin"
    both = (folder / "source.spm", folder / "target.spm")
    vocabularies = both if all(path.is_file() for path in both) else (folder / "vocab.spm",) * 2
    if not model.is_file() or not vocabularies[0].is_file() or (folder / "config.json").exists():
        return ()
    shortlists = [lex] if lex.is_file() else []
    return (_found(model, vocabularies, shortlists, folder.name, pair_in(folder.name)),)


def _found(
    model: Path, vocabularies: tuple[Path, Path], shortlists: list[Path], name: str, languages: tuple[str, ...]
) -> Found:
    with model.open("rb") as file:
        start = file.read(8)
    if len(start) < 8 or struct.unpack("<Q", start)[0] != _MARIAN_VERSION:
        raise ModelUnusable(path=str(model), format=Format.FIREFOX, detail="it doesn't begin as these models do")
    files = [
        found_file(model, "model.bin"),
        found_file(vocabularies[0], "source.spm"),
        found_file(vocabularies[1], "target.spm"),
        *(found_file(path, "lex.bin") for path in shortlists),
    ]
    return Found(Format.FIREFOX, name, tuple(files), languages, LICENCE)
