"""Sentences to measure corrections on: learners' with what teachers made of them, and some that are right."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from langtutor.core.errors import FileUnreadable, NoCorrectedSentences, NoCorrection, NothingToMeasure, UnevenLines
from langtutor.core.language import LanguageCode
from langtutor.evaluation.tokens import Sentence, as_typed, tokenised, written

DATA_VARIABLE = "LANGTUTOR_EVAL_DATA"
_CLEAN = "ntrex-dev"
_HEAD = "sentence"
"""The first field of a line that names the columns."""
_COMMENT = "#"
_OR = " / "


@dataclass(frozen=True, slots=True)
class Corrected:
    """One learner's sentence and what each annotator made of it, in tokens.

    kinds: of its mistakes, in their order; () where nobody noted them.
    """

    source: Sentence
    references: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()


def read_corrected(path: Path, limit: int | None = None) -> tuple[Corrected, ...]:
    """A folder of tokenised sentences, or a table of sentences as people write them. limit: the first so many.

    Raises NoCorrectedSentences, NoCorrection, UnevenLines, FileUnreadable, NothingToMeasure.
    """
    rows = _table(path) if path.is_file() else _folder(path)
    if not rows:
        raise NothingToMeasure(path=str(path))
    return tuple(rows[:limit])


def _table(path: Path) -> list[Corrected]:
    """Like `resources/probes/pt-errors.tsv`: sentence, corrections, kinds. Corrections that are as good count alike."""
    found = []
    for number, line in enumerate(_lines(path), 1):
        fields = [field.strip() for field in line.split("\t")]
        if not line.strip() or line.startswith(_COMMENT) or fields[0] == _HEAD:
            continue
        if len(fields) < 2 or not all(fields[:2]):
            raise NoCorrection(file=path.name, line=number)
        source = as_typed(fields[0])
        corrections = [tokenised(source, one.strip()) for one in fields[1].split(_OR)]
        found.append((source, corrections, tuple(fields[2].split()) if len(fields) > 2 else ()))
    most = max((len(corrections) for _, corrections, _ in found), default=0)
    return [Corrected(source, tuple(islice(cycle(corrections), most)), kinds) for source, corrections, kinds in found]


def _folder(folder: Path) -> list[Corrected]:
    """One `NAME.src` and `NAME.ref0` … beside it, a tokenised sentence a line."""
    sources = sorted(folder.glob("*.src")) if folder.is_dir() else []
    references = sorted(folder.glob(f"{sources[0].stem}.ref*")) if len(sources) == 1 else []
    if not references:
        raise NoCorrectedSentences(path=str(folder))
    lines = [_lines(path) for path in (sources[0], *references)]
    for path, found in zip(references, lines[1:], strict=True):
        if len(found) != len(lines[0]):
            raise UnevenLines(file=path.name, found=len(found), other=sources[0].name, wanted=len(lines[0]))
    return [
        Corrected(written(source.split()), tuple(tuple(line.split()) for line in corrections))
        for source, *corrections in zip(*lines, strict=True)
        if source.split()
    ]


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
