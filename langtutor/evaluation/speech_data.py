"""Recordings of people who read aloud: `text.tsv` (id, a tab, what was asked) and `wav/**/ID.wav` beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import FileUnreadable, NoAskedText, NoClip, NoClips
from langtutor.core.language import LanguageCode

_TABLE = "text.tsv"
_SOUNDS = "wav"
_ENDS = (".", "!", "?", "…")
_CAPITALS = {LanguageCode("en"): re.compile(r"\bi\b")}
"""Words that are written with a capital wherever they stand."""


@dataclass(frozen=True, slots=True)
class Clip:
    """asked: as the table has it."""

    id: str
    asked: str
    wav: Path


def read_clips(folder: Path, limit: int | None = None) -> tuple[Clip, ...]:
    """The first `limit` rows of the table, each with its recording. Raises NoClips, NoAskedText, NoClip,
    FileUnreadable."""
    table = folder / _TABLE
    if not table.is_file() or not (folder / _SOUNDS).is_dir():
        raise NoClips(path=str(folder))
    sounds = {path.stem: path for path in sorted((folder / _SOUNDS).rglob("*.wav"))}
    clips = []
    for name, asked in _rows(table)[:limit]:
        if name not in sounds:
            raise NoClip(id=name, path=str(folder / _SOUNDS), table=_TABLE)
        clips.append(Clip(name, asked, sounds[name]))
    if not clips:
        raise NoClips(path=str(folder))
    return tuple(clips)


def _rows(table: Path) -> list[tuple[str, str]]:
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=str(table), detail=str(error)) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, _, asked = line.partition("\t")
        if not name.strip() or not re.search(r"\w", asked):
            raise NoAskedText(file=table.name, line=number)
        rows.append((name.strip(), asked.strip()))
    return rows


def as_a_course_has_it(asked: str, language: LanguageCode) -> str:
    """Text in capitals as a sentence: the first letter large, a full stop. Names come out small: nobody knows them.

    Text that isn't all in capitals stays, with a full stop where it ends without a mark.
    """
    text = asked
    if asked == asked.upper():
        text = asked.lower()
        if language in _CAPITALS:
            text = _CAPITALS[language].sub(lambda found: found[0].upper(), text)
        text = text[:1].upper() + text[1:]
    return text if text.endswith(_ENDS) else text + "."
