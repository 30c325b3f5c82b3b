"""Sentences to measure corrections on: learners' with what teachers made of them, and some that are right."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from langtutor.core.errors import FileUnreadable, NoCorrectedSentences, NothingToMeasure, UnevenLines
from langtutor.core.language import LanguageCode
from langtutor.evaluation.tokens import Sentence, written

DATA_VARIABLE = "LANGTUTOR_EVAL_DATA"
_CLEAN = "ntrex-dev"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One learner's sentence and what each annotator made of it, in tokens."""

    source: Sentence
    references: tuple[tuple[str, ...], ...]


def read_corrected(folder: Path, limit: int | None = None) -> tuple[Corrected, ...]:
    """A folder with one `NAME.src` and `NAME.ref0` … beside it, a tokenised sentence a line. limit: the first so many.

    Raises NoCorrectedSentences, UnevenLines, FileUnreadable, NothingToMeasure.
    """
    sources = sorted(folder.glob("*.src")) if folder.is_dir() else []
    references = sorted(folder.glob(f"{sources[0].stem}.ref*")) if len(sources) == 1 else []
    if not references:
        raise NoCorrectedSentences(path=str(folder))
    lines = [_lines(path) for path in (sources[0], *references)]
    for path, found in zip(references, lines[1:], strict=True):
        if len(found) != len(lines[0]):
            raise UnevenLines(file=path.name, found=len(found), other=sources[0].name, wanted=len(lines[0]))
    rows = [
        Corrected(written(source.split()), tuple(tuple(line.split()) for line in corrections))
        for source, *corrections in zip(*lines, strict=True)
        if source.split()
    ]
    if not rows:
        raise NothingToMeasure(path=str(sources[0]))
    return tuple(rows[:limit])


def read_clean(path: Path, limit: int | None = None) -> tuple[str, ...]:
    """Right sentences, one a line. Raises FileUnreadable, NothingToMeasure."""
    lines = [line.strip() for line in _lines(path) if line.strip()]
    if not lines:
        raise NothingToMeasure(path=str(path))
    return tuple(lines[:limit])


def usual_clean(language: LanguageCode, environment: Mapping[str, str] = os.environ) -> Path | None:
    """`ntrex-dev/en.txt` of the folder that LANGTUTOR_EVAL_DATA names; None where there is none for this language."""
    root = environment.get(DATA_VARIABLE)
    if not root:
        return None
    return next(iter(sorted((Path(root).expanduser() / _CLEAN).glob(f"{language}*.txt"))), None)


def _lines(path: Path) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=str(path), detail=str(error)) from error
