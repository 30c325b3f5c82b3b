"""Loads the exam for language models, `resources/exam`: exam.toml, and a file of questions for each language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.exam import (
    GAP,
    Cloze,
    Correct,
    Exam,
    Item,
    Json,
    Judge,
    Paper,
    Role,
    RoleLimits,
    Rule,
    Section,
    SectionRules,
)
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Message

HEAD = "exam.toml"
_WRONG = (KeyError, TypeError, ValueError, AttributeError)


def load_exam(folder: Path) -> Exam:
    """The whole exam. Raises BadContent, with the file and the place in it."""
    raw = read_toml(folder / HEAD)
    try:
        rules = {Section(name): _rules(one) for name, one in raw["sections"].items()}
        opens = {str(use): tuple(map(Section, sections)) for use, sections in raw["opens"].items()}
        edition = _text(raw["edition"])
    except _WRONG as error:
        raise _bad(HEAD, "", error) from error
    if missing := sorted(set(Section) - set(rules)):
        raise BadContent(file=HEAD, detail=f"sections: {', '.join(missing)} missing")
    papers = [_paper(path) for path in sorted(folder.glob("*.toml")) if path.name != HEAD]
    return Exam(edition, rules, opens, {paper.language: paper for paper in papers})


def _rules(raw: Mapping[str, Any]) -> SectionRules:
    return SectionRules(float(raw["chance"]), float(raw["needed"]), _text(raw["instruction"]))


def _paper(path: Path) -> Paper:
    raw = read_toml(path)
    place = "language"
    try:
        language = LanguageCode(_text(raw["language"]))
        place = "limits"
        limits = RoleLimits(
            int(raw["limits"]["words"]),
            int(raw["limits"]["sentence_words"]),
            _texts(raw["limits"]["meta"]),
            _texts(raw["limits"]["labels"]),
        )
        place = "examples"
        examples = {
            Section(name): tuple((_text(one["question"]), _text(one["answer"])) for one in some)
            for name, some in raw.get("examples", {}).items()
        }
    except _WRONG as error:
        raise _bad(path.name, place, error) from error
    items = {section: _items(path.name, raw, language, section) for section in Section}
    return Paper(language, items, examples, limits)


def _items(file: str, raw: Mapping[str, Any], language: LanguageCode, section: Section) -> tuple[Item, ...]:
    found: list[Item] = []
    for number, one in enumerate(raw.get(section, ()), 1):
        try:
            found.append(_MAKERS[section](f"{language}.{section}.{number}", one))
        except _WRONG as error:
            raise _bad(file, f"{section} {number}", error) from error
    if not found:
        raise BadContent(file=file, detail=f"{section}: no questions")
    return tuple(found)


def _judge(name: str, raw: Mapping[str, Any]) -> Judge:
    right, wrong = _text(raw["right"]), _text(raw["wrong"])
    if right == wrong:
        raise ValueError("right and wrong are the same")
    return Judge(name, _text(raw["about"]), right, wrong)


def _cloze(name: str, raw: Mapping[str, Any]) -> Cloze:
    text = _text(raw["text"])
    if text.count(GAP) != 1:
        raise ValueError(f"needs one gap {GAP}")
    return Cloze(name, _text(raw["about"]), text, *_options(raw))


def _rule(name: str, raw: Mapping[str, Any]) -> Rule:
    return Rule(name, _text(raw["text"]), *_options(raw))


def _options(raw: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    options, right = _texts(raw["options"]), _text(raw["right"])
    if len(options) != 4 or len(set(options)) != 4:
        raise ValueError("needs four different options")
    if right not in options:
        raise ValueError(f"“{right}” is none of the options")
    return options, right


def _correct(name: str, raw: Mapping[str, Any]) -> Correct:
    accepted = _texts(raw["accepted"])
    item = Correct(name, _text(raw["about"]), _text(raw["text"]), accepted)
    if not accepted or (item.keep and len(accepted) > 1):
        raise ValueError("needs corrections, or the sentence itself alone")
    return item


def _role(name: str, raw: Mapping[str, Any]) -> Role:
    turns = _texts(raw["turns"])
    if len(turns) % 2 == 0:
        raise ValueError("the last turn is the learner's")
    told = tuple(Message("assistant" if place % 2 else "user", text) for place, text in enumerate(turns))
    expect = _texts(raw["expect"])
    if not expect:
        raise ValueError("expects nothing")
    return Role(name, _text(raw["scene"]), told, expect, _texts(raw.get("never", ())))


def _json(name: str, raw: Mapping[str, Any]) -> Json:
    schema = _text(raw["schema"])
    required = json.loads(schema)["required"]
    values = {key: tuple(accepted) for key, accepted in raw["values"].items()}
    if set(values) != set(required):
        raise ValueError("values and required keys differ")
    return Json(name, _text(raw["text"]), schema, values)


_MAKERS: Mapping[Section, Callable[[str, Mapping[str, Any]], Item]] = {
    Section.JUDGE: _judge,
    Section.CLOZE: _cloze,
    Section.RULE: _rule,
    Section.CORRECT: _correct,
    Section.ROLE: _role,
    Section.JSON: _json,
}


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"a text expected, not {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list of texts expected, not {value!r}")
    return tuple(map(_text, value))


def _bad(file: str, place: str, error: Exception) -> BadContent:
    what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    return BadContent(file=file, detail=f"{place}: {what}" if place else what)
