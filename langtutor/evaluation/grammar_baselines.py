"""Checkers as they come: of what they flag the first suggestion is taken, whatever it is. Baselines only.

As where FACTS.md's numbers come from, rules on spacing and typography are off. Learners' sentences are given to them as
text, which suits them better than tokens do: with those rules on, Harper has 45.1 there and LanguageTool 47.0.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.core.language import Language
from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.changes import overlap
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.engines.grammar.merging import merged
from langtutor.evaluation.grammar import Answer

if TYPE_CHECKING:
    from harper import Lint, Linter

_HARPERS_SPACING = frozenset({"Formatting", "Punctuation", "Typo"})
"""Kinds of its lints; "Typo" is a space too many or too few."""
_LANGUAGETOOLS_SPACING = frozenset({"whitespace", "typographical"})
"""Types of its issues; sentences that begin with a small letter are among them."""


class HarperAlone:
    """In this process. For English."""

    name = "harper"

    def answer(self, text: str) -> Answer:
        began = time.perf_counter()
        lints = self._linter.lint(text, language="plaintext")
        edits = first_come(edit for lint in lints if (edit := _harpers(lint)) is not None)
        return Answer(edits, time.perf_counter() - began)

    @property
    def version(self) -> str:
        return version("harper-py")

    def close(self) -> None:
        """Nothing to end."""

    @cached_property
    def _linter(self) -> Linter:
        from harper import Dialect, Linter

        return Linter(Dialect.AMERICAN)


class LanguageToolAlone:
    """With a server of its own. Raises what `LanguageToolChecker.check` raises."""

    name = "languagetool"

    def __init__(self, model: str, folder: Path, work: Path, language: Language) -> None:
        """work: a folder for its log and temporary files."""
        self.version = model
        self.language = language.code
        self._server = LanguageToolServer(model, folder, work)
        self.checker = LanguageToolChecker(model, self._server, {language.code: language})

    def answer(self, text: str) -> Answer:
        began = time.perf_counter()
        edits = first_come(
            Edit(one.span, one.suggestions[0], ErrorType(one.category), None, 1.0, self.name, rule=one.rule)
            for one in self.checker.find(text, self.language)
            if one.suggestions and one.issue not in _LANGUAGETOOLS_SPACING
        )
        return Answer(edits, time.perf_counter() - began)

    def close(self) -> None:
        self.checker.close()


class Merged:
    """Harper and LanguageTool as they were joined before there was a judge. tool: still open."""

    name = "languagetool+harper"

    def __init__(self, tool: LanguageToolAlone) -> None:
        self.version = f"{tool.version} {version('harper-py')}"
        self._tool = tool
        self._harper = HarperChecker()

    def answer(self, text: str) -> Answer:
        began = time.perf_counter()
        code = self._tool.language
        precise = self._harper.check(text, code, frozenset()).edits
        other = self._tool.checker.check(text, code, frozenset()).edits
        return Answer(merged(precise, other), time.perf_counter() - began)

    def close(self) -> None:
        """Who made the tool ends it."""


def first_come(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Of edits in the same place the first stays; what changes nothing goes."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not any(overlap(edit.span, other.span) for other in kept):
            kept.append(edit)
    return tuple(kept)


def _harpers(lint: Lint) -> Edit | None:
    from harper import SuggestionKind

    if not lint.suggestions or str(lint.lint_kind) in _HARPERS_SPACING:
        return None
    suggestion = lint.suggestions[0]
    span = Span(lint.span.start, lint.span.end)
    if suggestion.kind == SuggestionKind.INSERT_AFTER:
        span = Span(span.end, span.end)
    text = "" if suggestion.kind == SuggestionKind.REMOVE else suggestion.replacement_text
    return Edit(span, text, ErrorType(str(lint.lint_kind)), None, 1.0, HarperAlone.name, message=lint.message)
