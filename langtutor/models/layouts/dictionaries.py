"""Dictionaries: StarDict (`.ifo`, `.idx`, `.dict`) and dictd (`.index`, `.dict`)."""

from __future__ import annotations

from pathlib import Path

from langtutor.core.errors import ModelIncomplete, ModelUnusable
from langtutor.models.codes import pair_in
from langtutor.models.entries import Format
from langtutor.models.layouts import Found, found_file

_IFO_START = "StarDict's dict ifo file"
_WRITTEN = (".dict.dz", ".dict")
_INDEXES = (".idx", ".idx.gz")


def look(folder: Path) -> tuple[Found, ...]:
    stardicts = {_stem(path) for path in folder.iterdir() if path.name.endswith((".ifo", *_INDEXES)) and path.is_file()}
    dictds = {_stem(path) for path in folder.glob("*.index") if path.is_file()}
    found = [_stardict(folder, stem) for stem in sorted(stardicts)]
    return (*found, *(_dictd(folder, stem) for stem in sorted(dictds - stardicts)))


def _stardict(folder: Path, stem: str) -> Found:
    info = folder / f"{stem}.ifo"
    if not info.is_file():
        raise ModelIncomplete(path=str(folder), format=Format.STARDICT, missing=info.name)
    index = _one_of(folder, stem, Format.STARDICT, _INDEXES)
    written = _one_of(folder, stem, Format.STARDICT, _WRITTEN)
    said = read_ifo(info)
    expected = said.get("idxfilesize", "")
    if index.suffix == ".idx" and expected.isdigit() and index.stat().st_size != int(expected):
        detail = f"{index.name} has {index.stat().st_size} bytes and should have {expected}"
        raise ModelUnusable(path=str(folder), format=Format.STARDICT, detail=detail)
    synonyms = folder / f"{stem}.syn"
    files = [info, index, written, *([synonyms] if synonyms.is_file() else [])]
    title = said.get("bookname", "")
    languages = pair_in(stem) or pair_in(folder.name)
    details = {"title": title, "words": said.get("wordcount", "")}
    return Found(
        Format.STARDICT,
        stem,
        tuple(map(found_file, files)),
        languages,
        details={name: value for name, value in details.items() if value},
    )


def read_ifo(path: Path) -> dict[str, str]:
    """What a StarDict's `.ifo` says. Raises ModelUnusable."""
    try:
        first, *lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except (OSError, ValueError) as error:
        raise ModelUnusable(path=str(path), format=Format.STARDICT, detail=str(error)) from error
    if first.strip() != _IFO_START:
        raise ModelUnusable(path=str(path), format=Format.STARDICT, detail="it doesn't begin as an .ifo does")
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _dictd(folder: Path, stem: str) -> Found:
    index = folder / f"{stem}.index"
    written = _one_of(folder, stem, Format.DICTD, _WRITTEN)
    return Found(Format.DICTD, stem, (found_file(index), found_file(written)), pair_in(stem) or pair_in(folder.name))


def _one_of(folder: Path, stem: str, format_: Format, endings: tuple[str, ...]) -> Path:
    for ending in endings:
        if (folder / (stem + ending)).is_file():
            return folder / (stem + ending)
    raise ModelIncomplete(path=str(folder), format=format_, missing=stem + endings[0])


def _stem(path: Path) -> str:
    for ending in (".ifo", ".idx.gz", ".idx", ".index"):
        if path.name.endswith(ending):
            return path.name.removesuffix(ending)
    return path.name
