"""Grammar checking by the engines that speak the language."""

from __future__ import annotations

from collections.abc import Mapping

from langtutor.core.language import Language, LanguageCode
from langtutor.core.text import ErrorType, SkillId
from langtutor.engines.grammar import GrammarChecker
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.models.store import ModelStore


def grammar_checker(store: ModelStore, languages: Mapping[LanguageCode, Language]) -> GrammarChecker:
    return HarperChecker(_skills(languages))


def _skills(languages: Mapping[LanguageCode, Language]) -> dict[ErrorType, SkillId]:
    """Which skill an error type speaks of: the first in teaching order where several share one."""
    found: dict[ErrorType, SkillId] = {}
    for language in languages.values():
        for skill, category in language.error_types.items():
            for operation in "RMU":
                found.setdefault(ErrorType(f"{operation}:{category}"), SkillId(skill))
    return found
