"""Positions in text and changes to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

ErrorType = NewType("ErrorType", str)
"""ERRANT's type for English (`R:VERB:SVA`), elsewhere the engine's rule id (DESIGN.md, "What a correction is")."""

SkillId = NewType("SkillId", str)
"""`<language>.<grammar|sound|word>.<…>`, such as `en.grammar.verb.agreement`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points; empty means a place between two of them."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """One proposed change to the learner's text.

    span is in code points of the original text; an empty span inserts.
    confidence is a probability in [0, 1] that a teacher would make this change.
    message says in the engine's own words what it saw; authored explanations go by explanation_id.
    rule is the id of the rule that found it, as the source has it.
    """

    span: Span
    replacement: str
    type: ErrorType
    skill: SkillId | None
    confidence: float
    source: str
    explanation_id: str | None = None
    message: str | None = None
    rule: str | None = None

    def apply(self, text: str) -> str:
        return text[: self.span.start] + self.replacement + text[self.span.end :]


CERTAIN = 0.8
"""Edits at or above this confidence are shown as corrections, below it as questions."""


def apply_edits(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with all edits made. Edits must not overlap; order is free."""
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = edit.apply(text)
    return text
