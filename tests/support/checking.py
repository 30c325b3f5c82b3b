"""Checks of sentences that a test answers itself."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from langtutor.core.language import LanguageCode
from langtutor.core.requests import Checked, Lane, Tier
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.writing import Review
from tests.support.waiting import wait_until

AGREEMENT = SkillId("en.grammar.verb.agreement")
SVA, DET, SPELL = ErrorType("R:VERB:SVA"), ErrorType("R:DET"), ErrorType("R:SPELL")


def edit(
    sentence: str,
    said: str,
    replacement: str,
    kind: ErrorType = SVA,
    confidence: float = 0.9,
    skill: SkillId | None = AGREEMENT,
) -> Edit:
    start = sentence.index(said)
    return Edit(Span(start, start + len(said)), replacement, kind, skill, confidence, "fake")


Rule = Callable[[str, Tier], Sequence[Edit]]


def rules(sentence: str, tier: Tier) -> list[Edit]:
    """Quick checks see spelling, thorough ones agreement, deep ones articles (as a question: *an hour*)."""
    found = []
    if "recieve" in sentence:
        found.append(edit(sentence, "recieve", "receive", SPELL, 0.95, None))
    if "She go " in sentence and tier is not Tier.INSTANT:
        found.append(edit(sentence, "go", "goes"))
    if "a apple" in sentence and tier.rewrites:
        found.append(edit(sentence, "a apple", "an apple", DET, 0.85))
    if "maybe" in sentence and tier.rewrites:
        found.append(edit(sentence, "maybe", "perhaps", DET, 0.6))
    return found


@dataclass
class Asked:
    sentence: str
    tier: Tier
    before: str
    words: frozenset[str]
    shifts: dict[ErrorType, float]
    lane: Lane
    future: Future[Checked] = field(default_factory=Future)


@dataclass
class FakeChecks:
    """Answers at once what `rules` find, or holds checks back: those of tiers in `held` until `release`.

    starting: an engine of the deeper tiers still is, so their answers aren't complete.
    """

    rule: Rule = rules
    held: set[Tier] = field(default_factory=set)
    errors: dict[Tier, Exception] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    starting: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(
        self,
        sentence: str,
        language: LanguageCode,
        tier: Tier,
        *,
        before: str = "",
        speaks: LanguageCode | None = None,
        personal_words: frozenset[str] = frozenset(),
        shifts: tuple[tuple[ErrorType, float], ...] = (),
        lane: Lane = Lane.NOW,
    ) -> Future[Checked]:
        one = Asked(sentence, tier, before, personal_words, dict(shifts), lane)
        with self._lock:
            self.asked.append(one)
            held = tier in self.held
        if not held:
            self._answer(one)
        return one.future

    def sentences(self, tier: Tier | None = None) -> list[str]:
        with self._lock:
            return [one.sentence for one in self.asked if tier in (None, one.tier)]

    def of(self, sentence: str, tier: Tier) -> Asked:
        with self._lock:
            return next(one for one in reversed(self.asked) if (one.sentence, one.tier) == (sentence, tier))

    def release(self, *tiers: Tier) -> None:
        """From now on these (or all) are answered."""
        with self._lock:
            self.held -= set(tiers or Tier)
            waiting = [one for one in self.asked if not one.future.done() and one.tier not in self.held]
        for one in waiting:
            self._answer(one)

    def forget(self) -> None:
        with self._lock:
            self.asked.clear()

    def _answer(self, one: Asked) -> None:
        if not one.future.set_running_or_notify_cancel():
            return
        if error := self.errors.get(one.tier):
            one.future.set_exception(error)
        else:
            found = self.rule(one.sentence, one.tier)
            left = [_shifted(e, one.shifts) for e in found if e.span.of(one.sentence).lower() not in one.words]
            partial = self.starting and one.tier is not Tier.INSTANT
            one.future.set_result(Checked(tuple(left), f"fake {one.tier}", complete=not partial))


def _shifted(found: Edit, shifts: dict[ErrorType, float]) -> Edit:
    odds = found.confidence / (1 - found.confidence) * math.exp(shifts.get(found.type, 0.0))
    return replace(found, confidence=odds / (1 + odds))


class Page:
    """Keeps the reviews that it is told of."""

    def __init__(self) -> None:
        self.reviews: list[Review] = []

    def __call__(self, review: Review) -> None:
        self.reviews.append(review)

    @property
    def last(self) -> Review:
        return self.reviews[-1]

    def changes(self) -> list[tuple[str, str]]:
        """What the page shows: said → replacement."""
        return [(finding.said, finding.edit.replacement) for finding in self.last.findings]

    def wait(self, condition: Callable[[Review], bool] = lambda review: not review.busy) -> Review:
        """Until the last review is one that will do."""
        wait_until(lambda: any(map(condition, self.reviews[-1:])), f"last: {self.reviews[-1:]}")
        return self.last

    def wait_done(self) -> Review:
        return self.wait(lambda review: not review.busy and review.done == review.sentences)
