"""Irregular verbs, as authored in `resources/words/irregular.<language>.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode


@dataclass(frozen=True, slots=True)
class IrregularVerb:
    """Its past and past participle, the usual form first; a modal verb has no participle."""

    base: str
    past: tuple[str, ...]
    participle: tuple[str, ...]


def load_irregular_verbs(folder: Path, language: LanguageCode) -> Mapping[str, IrregularVerb]:
    """By base form; empty for a language without a file. Raises BadContent."""
    path = folder / f"irregular.{language}.toml"
    if not path.is_file():
        return {}
    raw = read_toml(path)
    try:
        verbs = {base: _verb(base, said) for base, said in raw["verbs"].items()}
        for verb, base in raw["prefixes"].items():
            verbs[verb] = _prefixed(verb, verbs[base])
    except (KeyError, AttributeError, ValueError, TypeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error
    return verbs


def _verb(base: str, said: str) -> IrregularVerb:
    past, participle = said.split("/")
    verb = IrregularVerb(base, _forms(past), _forms(participle))
    if not verb.past:
        raise ValueError(f"{base} has no past")
    return verb


def _forms(listed: str) -> tuple[str, ...]:
    return tuple(form for piece in listed.split(",") if (form := piece.strip()))


def _prefixed(verb: str, base: IrregularVerb) -> IrregularVerb:
    if not verb.endswith(base.base):
        raise ValueError(f"{verb} doesn't end in {base.base}")
    prefix = verb.removesuffix(base.base)
    return IrregularVerb(verb, tuple(prefix + f for f in base.past), tuple(prefix + f for f in base.participle))
