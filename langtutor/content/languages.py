"""Loads `resources/languages`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import Language, LanguageCode, OptionalWords, RuleSkill, RuleTable, SlipRule


def load_languages(folder: Path) -> dict[LanguageCode, Language]:
    """All languages of `resources/languages`, by code. Raises BadContent."""
    found = (load_language(path) for path in sorted(folder.glob("*.toml")))
    return {language.code: language for language in found}


def load_language(path: Path) -> Language:
    raw = read_toml(path)
    try:
        return _language(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def _language(raw: dict[str, Any]) -> Language:
    return Language(
        code=LanguageCode(raw["code"]),
        locale=raw["locale"],
        names=dict(raw["names"]),
        contractions={short: tuple(full) for short, full in raw.get("contractions", {}).items()},
        spelling_variants=dict(raw.get("spelling_variants", {})),
        fillers=frozenset(raw.get("fillers", ())),
        function_words=frozenset(raw.get("function_words", ())),
        voices=dict(raw.get("voices", {})),
        error_types=dict(raw.get("error_types", {})),
        slip_rules=tuple(_rule(rule) for rule in raw.get("slip_rules", ())),
        negations=frozenset(raw.get("negations", ())),
        contrasts=tuple(frozenset(words) for words in raw.get("contrasts", ())),
        optional=tuple(_optional(one) for one in raw.get("optional", ())),
        abbreviations=frozenset(raw.get("abbreviations", ())),
        doubled=frozenset(raw.get("doubled", ())),
        hesitant=raw.get("hesitant", ""),
        languagetool=_rules(raw.get("languagetool", {})),
    )


def _rule(raw: dict[str, Any]) -> SlipRule:
    endings = frozenset((asked, said) for asked, said in raw.get("endings", ()))
    return SlipRule(raw["skill"], frozenset(raw.get("words", ())), endings)


def _rules(raw: dict[str, Any]) -> RuleTable:
    """types are written the other way round: a type, and the rules that are of it."""
    return RuleTable(
        types={rule: name for name, rules in raw.get("types", {}).items() for rule in rules},
        confidences={rule: float(confidence) for rule, confidence in raw.get("confidences", {}).items()},
        skills=tuple(
            RuleSkill(one["skill"], tuple(one["rules"]), frozenset(one.get("words", ())))
            for one in raw.get("skills", ())
        ),
        warm_up=tuple(raw.get("warm_up", ())),
    )


def _optional(raw: dict[str, Any]) -> OptionalWords:
    return OptionalWords(frozenset(raw["words"]), frozenset(raw.get("before", ())))
