"""Texts with their translations: two files in a folder, named for their languages (`en.txt`, `pt-BR.txt`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import FileUnreadable, NoTranslatedTexts, UnevenTexts
from langtutor.core.language import LanguageCode, Pair

_NAME = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]+)?")


@dataclass(frozen=True, slots=True)
class Parallel:
    """sources and references go together line by line; none is empty."""

    pair: Pair
    sources: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(source.split()) for source in self.sources)


def read_parallel(
    folder: Path, source: str | None = None, target: str | None = None, limit: int | None = None
) -> Parallel:
    """Without languages, from the file that comes first by name. Raises NoTranslatedTexts, UnevenTexts,
    FileUnreadable."""
    files = {
        LanguageCode(found[1]): path
        for path in sorted(folder.glob("*.txt"), reverse=True)
        if (found := _NAME.fullmatch(path.stem))
    }
    codes = sorted(files)
    wanted = (source, target)
    ends = [(one, other) for one in codes for other in codes if one != other]
    fitting = [end for end in ends if all(want in (None, code) for want, code in zip(wanted, end, strict=True))]
    if not fitting:
        raise NoTranslatedTexts(path=str(folder))
    pair = Pair(*fitting[0])
    sources, references = _lines(files[pair.source]), _lines(files[pair.target])
    if len(sources) != len(references):
        names = (files[code].name for code in (pair.target, pair.source))
        raise UnevenTexts(file=next(names), found=len(references), other=next(names), wanted=len(sources))
    rows = [row for row in zip(sources, references, strict=True) if all(map(str.strip, row))][:limit]
    if not rows:
        raise NoTranslatedTexts(path=str(folder))
    return Parallel(pair, tuple(row[0] for row in rows), tuple(row[1] for row in rows))


def reversed_texts(texts: Parallel) -> Parallel:
    return Parallel(texts.pair.reversed(), texts.references, texts.sources)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=str(path), detail=str(error)) from error
