"""Harper: precise, blind rules for English, in milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.engines.grammar.changes import begins_sentence, operation, trim, without_overlaps
from langtutor.engines.grammar.harper_rules import IGNORED_RULES, KINDS, RIGHT_BEFORE, RIGHTLY_REPEATED, RULES, Trust
from langtutor.engines.grammar.spelling import nearest

if TYPE_CHECKING:
    from harper import Lint, Linter

_SPEAKS = LanguageCode("en")
_SOURCE = "harper"
_SPELLER = "SpellCheck"
_REPETITION = "RepeatedWords"
_LEAST = 0.15
"""Edits below this confidence are noise: not even a question."""

_ARTICLES = frozenset({"", "a", "an", "the"})
_LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)*", re.IGNORECASE)


class HarperChecker:
    """A `GrammarChecker` for English. Loads at the first text (0.8 s, 135 MB); one thread at a time.

    A word is only misspelt where both American and British speakers would say so.
    skills: the skill of an ERRANT type, for those where it is clear.
    """

    def __init__(self, skills: Mapping[ErrorType, SkillId] | None = None) -> None:
        self._skills = dict(skills or {})

    def languages(self) -> frozenset[LanguageCode]:
        return frozenset({_SPEAKS})

    def check(self, text: str, language: LanguageCode, personal_words: frozenset[str]) -> Checked:
        """Edits that don't overlap, in the order of the text. personal_words: case aside.

        Raises UnsupportedLanguage.
        """
        if language != _SPEAKS:
            raise UnsupportedLanguage(language=language, capability="grammar")
        known = frozenset(word.lower() for word in personal_words)
        edits = without_overlaps(edit for rule, lint in self._lints(text) if (edit := _edit(text, rule, lint, known)))
        with_skills = tuple(replace(edit, skill=self._skills.get(edit.type)) for edit in edits)
        return Checked(with_skills, f"harper-{self._version}")

    def _lints(self, text: str) -> Iterator[tuple[str, Lint]]:
        found = self._american.organized_lints(text, language="plaintext")
        british: frozenset[tuple[int, int]] | None = None
        for rule, lints in found.items():
            if rule in IGNORED_RULES:
                continue
            for lint in lints:
                if rule == _SPELLER:
                    if british is None:
                        british = self._misspelt_in_britain(text)
                    if (lint.span.start, lint.span.end) not in british:
                        continue
                yield rule, lint

    def _misspelt_in_britain(self, text: str) -> frozenset[tuple[int, int]]:
        # Without dedup: another rule's overlapping lint must not hide the speller's.
        lints = self._british.organized_lints(text, language="plaintext", dedup=False)[_SPELLER]
        return frozenset((lint.span.start, lint.span.end) for lint in lints)

    @cached_property
    def _american(self) -> Linter:
        from harper import Dialect, Linter

        return Linter(Dialect.AMERICAN)

    @cached_property
    def _british(self) -> Linter:
        from harper import Dialect, Linter

        return Linter(Dialect.BRITISH)

    @cached_property
    def _version(self) -> str:
        return version("harper-py")


def _edit(text: str, rule: str, lint: Lint, known: frozenset[str]) -> Edit | None:
    """The smallest change that follows from a lint; None where there is none that could be shown."""
    if rule == _SPELLER:
        found = _respelling(text, lint, known)
    else:
        change, trust = _change(lint), RULES.get(rule) or KINDS.get(lint.lint_kind)
        found = (*change, trust) if change and trust else None
    if found is None:
        return None
    span, replacement, trust = found
    span, replacement = trim(text, span, replacement)
    said = span.of(text)
    if said == replacement or trust.confidence < _LEAST:
        return None
    before = RIGHT_BEFORE.get(rule)
    if before is not None and before.match(text, span.end):
        return None
    if rule == _REPETITION and said.strip().lower() in RIGHTLY_REPEATED:
        return None
    kind = ErrorType(f"{operation(said, replacement)}:{_type(trust.type, said, replacement)}")
    return Edit(span, replacement, kind, None, trust.confidence, _SOURCE, message=lint.message, rule=rule)


def _change(lint: Lint) -> tuple[Span, str] | None:
    """What the first suggestion does. Harper's spans are code points, as ours are."""
    from harper import SuggestionKind

    if not lint.suggestions:
        return None
    suggestion = lint.suggestions[0]
    start, end = lint.span.start, lint.span.end
    if suggestion.kind == SuggestionKind.INSERT_AFTER:
        start = end
    return Span(start, end), "" if suggestion.kind == SuggestionKind.REMOVE else suggestion.replacement_text


def _respelling(text: str, lint: Lint, known: frozenset[str]) -> tuple[Span, str, Trust] | None:
    """None for what the speller can't judge: names, abbreviations, words with digits or with letters English lacks."""
    word = lint.problem_text.replace("’", "'")
    if word.lower() in known or not _LETTERS.fullmatch(word) or (len(word) > 1 and word.isupper()):
        return None
    guess = nearest(word, [suggestion.replacement_text for suggestion in lint.suggestions])
    if guess is None:
        return None
    confidence = guess.confidence
    if word[0].isupper() and guess.distance > 0:
        if not begins_sentence(text, lint.span.start):
            return None
        confidence = min(confidence, 0.7)  # as likely a name
    trust = Trust("SPELL" if guess.distance > 0 else "ORTH", confidence)
    return Span(lint.span.start, lint.span.end), guess.word, trust


def _type(expected: str, said: str, replacement: str) -> str:
    """ERRANT's name by what changes, where that says more than the rule: case and space, articles, punctuation."""
    if "".join(said.split()).lower() == "".join(replacement.split()).lower():
        return "ORTH"
    if {said.strip().lower(), replacement.strip().lower()} <= _ARTICLES:
        return "DET"
    if not any(character.isalnum() for character in said + replacement):
        return "PUNCT"
    return "OTHER" if expected in ("ORTH", "PUNCT") else expected
