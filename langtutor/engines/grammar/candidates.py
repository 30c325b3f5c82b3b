"""Proposals from everywhere, those that come to the same made one, with what everybody thought of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from langtutor.core.text import Edit, ErrorType, Span
from langtutor.engines.grammar.changes import trim

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Candidate:
    """One change that somebody proposed. changed: the sentence with it.

    confidences: by source, how sure each was. rules: by source, the rule that spoke. message: in an engine's own words.
    """

    span: Span
    replacement: str
    type: ErrorType
    changed: str
    confidences: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    message: str | None = None

    @property
    def group(self) -> str:
        """The type without its operation (`VERB:SVA`)."""
        return self.type.partition(":")[2] or self.type


def gather(sentence: str, edits: Iterable[Edit]) -> list[Candidate]:
    """In the order of the text. What changes nothing but the amount of white space is left out.

    Of proposals that come to the same sentence the first gives the place and the type.
    """
    found: dict[str, Candidate] = {}
    unchanged = _key(sentence)
    for edit in edits:
        changed = edit.apply(sentence)
        key = _key(changed)
        if key == unchanged:
            continue
        known = found.get(key)
        if known is None:
            span, replacement = trim(sentence, edit.span, edit.replacement)
            known = Candidate(span, replacement, edit.type, changed)
        confidences = {**known.confidences, edit.source: max(edit.confidence, known.confidences.get(edit.source, 0.0))}
        rules = {edit.source: edit.rule, **known.rules} if edit.rule else known.rules
        found[key] = Candidate(
            known.span, known.replacement, known.type, known.changed, confidences, rules, known.message or edit.message
        )
    return sorted(found.values(), key=lambda one: (one.span, one.replacement))


def _key(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
