"""What is found in a text that somebody writes, and what is left of it at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from langtutor.core.events import EventId
from langtutor.core.explanation import Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Tier
from langtutor.core.text import Edit, ErrorType, SkillId, Span

DraftId = NewType("DraftId", str)
"""A UUID in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One card of the margin.

    key: the same as long as it is the same finding, wherever the text around it moves it; no two of a review share it.
    edit: its span is in code points of the whole text. said: what stands there now (empty where a word is missing).
    within: its sentence in the whole text, without white space around it; sentence: that text.
    skill_title: in the window's language, None where the course doesn't have the skill.
    """

    key: str
    edit: Edit
    said: str
    certain: bool
    tier: Tier
    within: Span
    sentence: str
    explanation: Explanation | None = None
    skill_title: str | None = None


class Remedy(StrEnum):
    """What helps where a text can't be checked as it should: other models, or checking it again."""

    MODELS = "models"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of a text so far. findings don't overlap and are in the order of the text.

    done: how many of its sentences were checked as thoroughly as is aimed at by now, which is `deepest`: the thorough
    tier only from when it begins, after all others. busy: more is coming.
    problem: a sentence for the page, such as that a model is missing; remedy: what helps then.
    """

    text: str
    findings: tuple[Finding, ...]
    done: int
    sentences: int
    busy: bool
    deepest: Tier = Tier.DEEP
    problem: str | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """level: the level of the writing (`A1` to `C1`), None where there is too little text to tell."""

    words: int
    sentences: int
    level: str | None = None


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """What a text showed of one skill. skill and title: None for what belongs to no skill that has a name.

    findings: those that count, certain all of them: still in the text (`open`) or fixed by the learner (`fixed`).
    """

    skill: SkillId | None
    title: str | None
    open: tuple[Finding, ...]
    fixed: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return len(self.open) + len(self.fixed)


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished text. by_skill: the skill with the most mistakes first.

    questions: what may be wrong; never counted. fixed: all that the learner fixed, questions too.
    event_ids: what this finish wrote into the ledger. written: mistakes among them; known: those that an earlier finish
    of this draft had written.
    """

    draft: DraftId
    text: str
    counts: Counts
    by_skill: tuple[SkillSummary, ...]
    questions: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    disagreed: int
    event_ids: tuple[EventId, ...]
    written: int
    known: int
    deepest: Tier
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The learner found a finding wrong. said, meant: the sentence as written, and as it was to be.

    shift: how many logits of certainty its type has lost for this learner by now, all its disagreements together.
    """

    event_id: EventId
    at: datetime
    type: ErrorType
    said: str
    meant: str
    skill_title: str | None
    shift: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of the learner's. prompt: the id of the prompt it answers. changed: when the text was last saved."""

    id: DraftId
    language: LanguageCode
    text: str
    created: datetime
    changed: datetime
    prompt: str | None = None

    @property
    def title(self) -> str:
        """Its first line that isn't empty; empty for an empty text."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a draft once had. number: greater for later ones."""

    number: int
    at: datetime
    text: str
