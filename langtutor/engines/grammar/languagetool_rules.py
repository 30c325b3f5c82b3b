"""What LanguageTool's matches are in our terms: how sure, of which type, about which skill.

Confidences of kinds are the share of first suggestions that bring a sentence of JFLEG dev nearer to one of its four
references, drawn up where the kind found next to nothing in 300 sentences of clean news; those of single rules are
data, in `resources/languages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from langtutor.core.language import RuleTable
from langtutor.core.text import ErrorType, SkillId
from langtutor.engines.grammar.changes import operation

V = TypeVar("V")

TASTE = frozenset({"style", "locale-violation", "whitespace", "formatting", "register", "inconsistency", "characters"})
"""Kinds of issue that are no mistakes."""

TYPOGRAPHY = frozenset({"typographical"})
"""Quotation marks, dashes and the like; of these only what a rule's own confidence says counts."""

KINDS: Mapping[str, float] = {
    "GRAMMAR": 0.86,
    "CONTRACTIONS": 0.95,
    "TYPOS": 0.7,
    "MULTITOKEN_SPELLING": 0.5,
    "MISSPELLING": 0.7,
    "CONFUSED_WORDS": 0.82,
    "NONSTANDARD_PHRASES": 0.85,
    "COLLOCATIONS": 0.85,
    "MISC": 0.75,
    "CASING": 0.7,
    "COMPOUNDING": 0.6,
    "PUNCTUATION": 0.6,
    "SEMANTICS": 0.5,
    "FALSE_FRIENDS": 0.5,
}
OTHERS = 0.5
"""Of kinds that aren't here: never more than a question."""

SEVERAL = 0.95
"""What is left of the confidence where there is more than one suggestion: the place is right, the form less surely."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def is_mistake(issue: str, rule: str, table: RuleTable) -> bool:
    if issue in TYPOGRAPHY:
        return by_beginning(rule, table.confidences) is not None
    return issue not in TASTE


def confidence(rule: str, category: str, suggestions: int, table: RuleTable) -> float:
    """Of a match that isn't the speller's."""
    own = by_beginning(rule, table.confidences)
    if own is not None:
        return own
    return KINDS.get(category, OTHERS) * (SEVERAL if suggestions > 1 else 1)


def error_type(rule: str, category: str, said: str, replacement: str, table: RuleTable) -> ErrorType:
    """ERRANT's where the language's table has such types, else the rule's id, or the category of a nameless rule."""
    if not table.types:
        return ErrorType(rule or category)
    kind = "OTHER"
    if "".join(said.split()).lower() == "".join(replacement.split()).lower():
        kind = "ORTH"
    elif not any(character.isalnum() for character in said + replacement):
        kind = "PUNCT"
    else:
        kind = by_beginning(rule, table.types) or table.types.get(category) or kind
    return ErrorType(f"{operation(said, replacement)}:{kind}")


def skill(rule: str, category: str, said: str, replacement: str, table: RuleTable) -> SkillId | None:
    """The first of the table that is about this rule and one of the words that change."""
    words = {word.lower() for word in _WORD.findall(f"{said} {replacement}")}
    for one in table.skills:
        if (category in one.rules or rule.startswith(one.rules)) and (not one.words or _named(words, one.words)):
            return SkillId(one.skill)
    return None


def by_beginning(rule: str, values: Mapping[str, V]) -> V | None:
    """The value of the longest key that the rule's id begins with."""
    fitting = [key for key in values if rule.startswith(key)]
    return values[max(fitting, key=len)] if fitting else None


def _named(words: Iterable[str], listed: frozenset[str]) -> bool:
    endings = tuple(word[1:] for word in listed if word.startswith("-"))
    return any(word in listed or (endings and word.endswith(endings)) for word in words)
