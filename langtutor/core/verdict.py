"""How an answer came out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, SkillId, Span


class WordOutcome(StrEnum):
    RIGHT = "right"
    SLIP = "slip"
    UNCLEAR = "unclear"


class AnswerOutcome(StrEnum):
    """The whole answer. `unclear` is never counted; `given_up` counts as a lapse."""

    RIGHT = "right"
    SLIP = "slip"
    UNCLEAR = "unclear"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class WordVerdict:
    """One word of what was asked. span is in code points of the asked text, empty for a word that was added.

    heard is what came in its place: None where nothing did, the same word where it was right.
    """

    span: Span
    asked: str
    heard: str | None
    outcome: WordOutcome


@dataclass(frozen=True, slots=True)
class SlipFound:
    """A mistake that counts.

    why is the authored explanation in the learner's first language, None where there is none.
    margin_nats is the acoustic evidence for the slip over the asked form (None for typed answers), probability what
    that comes to: that the slip was said.
    edit is the correction that found it, of the verdict's answer; None where no grammar check did.
    """

    skill: SkillId | None
    kind: SkillKind
    said: str
    meant: str
    why: str | None
    margin_nats: float | None = None
    edit: Edit | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one answer was judged.

    answer is what was heard or typed, expected what was asked for or, for an accepted variant, the closest
    right sentence.
    difference names what an accepted answer does differently ("typo", "variant"…), None when it is the same.
    edits go from `answer` to what was meant.
    """

    outcome: AnswerOutcome
    answer: str
    expected: str
    words: tuple[WordVerdict, ...] = ()
    slips: tuple[SlipFound, ...] = ()
    edits: tuple[Edit, ...] = ()
    difference: Difference | None = None


class DifferenceKind(StrEnum):
    VARIANT = "variant"
    TYPO = "typo"
    MEANING_KEPT = "meaning_kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """What an accepted answer does otherwise than the key. words: (answered, key) for each place they differ."""

    kind: DifferenceKind
    words: tuple[tuple[str, str], ...]
