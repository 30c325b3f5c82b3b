"""Vosk: a folder of Kaldi files, in the layout of today (`am/`, `conf/`, `graph/`) or the flat one of old models."""

from __future__ import annotations

import re
from pathlib import Path

from langtutor.core.errors import ModelIncomplete
from langtutor.models.codes import two_letters
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, FoundFile, files_under, found_file

_FOLDERS = ("am", "conf", "graph", "ivector", "rescore", "rnnlm")
_SIGNS = (
    "am/final.mdl",
    "graph/HCLG.fst",
    "graph/HCLr.fst",
    "graph/Gr.fst",
    "ivector/final.ie",
    "HCLr.fst",
    "HCLG.fst",
)
_IVECTOR = ("final.dubm", "final.ie", "final.mat", "global_cmvn.stats", "online_cmvn.conf", "splice.conf")
_LANGUAGE = re.compile(r"model-(?:small-|spk-)?([a-z]{2,3})(?:-|_|$)")


def look(folder: Path) -> tuple[Found, ...]:
    if not any((folder / sign).is_file() for sign in _SIGNS):
        return ()
    flat = not (folder / "am").is_dir() and (folder / "final.mdl").is_file()
    for name in _needed(folder, flat):
        if not (folder / name).is_file() or not (folder / name).stat().st_size:
            raise ModelIncomplete(path=str(folder), format=Format.VOSK, missing=name)
    return (Found(Format.VOSK, folder.name, _files(folder, flat), _languages(folder)),)


def _needed(folder: Path, flat: bool) -> list[str]:
    graph, conf, am = ("", "", "") if flat else ("graph/", "conf/", "am/")
    decoding = ("HCLG.fst",) if (folder / f"{graph}HCLG.fst").is_file() else ("HCLr.fst", "Gr.fst")
    needed = [f"{am}final.mdl", f"{conf}mfcc.conf", *(graph + name for name in decoding)]
    if (folder / "ivector").is_dir():
        needed += [f"ivector/{name}" for name in _IVECTOR]
    return needed


def _files(folder: Path, flat: bool) -> tuple[FoundFile, ...]:
    loose = [path for path in sorted(folder.iterdir()) if path.is_file() and (flat or path.name in ("README", "uuid"))]
    below = [file for name in _FOLDERS if (folder / name).is_dir() for file in files_under(folder / name, folder)]
    return (*below, *map(found_file, loose))


def _languages(folder: Path) -> tuple[str, ...]:
    """Only the folder's name tells: `vosk-model-small-en-us-0.15`, `model-pt-fb`."""
    found = _LANGUAGE.search(folder.name.lower())
    code = two_letters(found[1]) if found else None
    return (code,) if code else ()
