"""Languages, and what the program needs to know about one. Which languages exist is data (`resources/languages`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

LanguageCode = NewType("LanguageCode", str)
"""ISO 639-1 code in lower case: `en`, `pt`. Nothing in the code knows one by name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A direction of translation."""

    source: LanguageCode
    target: LanguageCode

    def reversed(self) -> Pair:
        return Pair(self.target, self.source)

    def __str__(self) -> str:
        return f"{self.source}→{self.target}"


@dataclass(frozen=True, slots=True)
class SlipRule:
    """Which skill a difference between what was said and what was asked belongs to.

    words: where one of these was left out, added, or swapped for another. endings: where only such an ending (of the
    asked form, of the said form) differs.
    """

    skill: str
    words: frozenset[str]
    endings: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OptionalWords:
    """Words that may be said or left out without a change of meaning.

    before: only before one of these; empty: before any word, though where nobody puts them they are still wrong.
    """

    words: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class RuleSkill:
    """Which skill the edits of a grammar engine's rules are about.

    rules: beginnings of rule ids, or whole categories. words: only where one of these is changed or comes of it, lower
    case; `-ei` is an ending. Empty: always.
    """

    skill: str
    rules: tuple[str, ...]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleTable:
    """What is known of a grammar engine's rules, by the beginning of their ids; the longest that fits counts.

    types: categories of error type (`VERB:SVA`); without them a rule's id is its type. confidences: in [0, 1], where
    that of the rule's kind is wrong. skills: the first that fits counts. warm_up: sentences to check beforehand, so
    that the first in earnest is quick.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    confidences: Mapping[str, float] = field(default_factory=dict)
    skills: tuple[RuleSkill, ...] = ()
    warm_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """One file of `resources/languages`.

    names: the language's name in other languages, keyed by code, itself included.
    contractions: written short form → full forms, lower case (`i'm` → (`i am`,)). Several where the
        short form is ambiguous. A key that begins with the apostrophe is short after any word (`'s` → (`is`, `has`)).
    spelling_variants: a spelling → the one it counts as (`colour` → `color`), lower case.
    fillers: sounds that carry no meaning (`uh`), lower case.
    doubled: words that are said twice on purpose (`very very`), lower case.
    hesitant: a text full of hesitations, in whose manner a recogniser writes down what it hears.
    locale: what number spelling and voices are asked for (`en_US`, `pt_BR`).
    voices: names of voices by engine (`espeak` → `pt-br`).
    error_types: skill → category of error type, for slips that the course names (`VERB:SVA`).
    slip_rules: likely slips in sentences that no course lists, the first that fits counts.
    negations: words that deny. contrasts: sets of words any two of which mean something else (`before`, `after`).
    optional: see OptionalWords. abbreviations: before a name, so that a full stop after one ends no sentence (`dr`).
    languagetool: see RuleTable.
    """

    code: LanguageCode
    locale: str
    names: dict[str, str]
    contractions: dict[str, tuple[str, ...]]
    spelling_variants: dict[str, str]
    fillers: frozenset[str]
    function_words: frozenset[str]
    voices: dict[str, str]
    error_types: dict[str, str]
    slip_rules: tuple[SlipRule, ...] = ()
    negations: frozenset[str] = frozenset()
    contrasts: tuple[frozenset[str], ...] = ()
    optional: tuple[OptionalWords, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    doubled: frozenset[str] = frozenset()
    hesitant: str = ""
    languagetool: RuleTable = RuleTable()

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names[self.code]
