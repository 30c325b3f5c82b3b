"""One text under review: its sentences, what is still to be checked of them, and what is known."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from langtutor.core.requests import Tier
from langtutor.core.sentences import Sentence
from langtutor.core.writing import Finding, Remedy, Review
from langtutor.services.checked import CheckedSentence, CheckedSentences, Key, Taste
from langtutor.services.findings import Placed, in_whole_text, without_overlap

FAILURES = 3
"""After so many a tier isn't asked again for this text."""

ORDER = tuple(Tier)


@dataclass(frozen=True)
class Reviewed:
    """The end of a whole review. findings: ignored ones too. disagreed: how many the learner rejects."""

    findings: tuple[Finding, ...]
    disagreed: int
    sentences: int
    deepest: Tier
    problem: str | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a tier fails: a sentence for the page, and what helps."""

    tier: Tier
    problem: str
    remedy: Remedy


@dataclass
class Job:
    """One text. ended: for `finish`. keys and todo are of one taste; todo holds places in `sentences`, the next first.

    provisional: what was shown of the text before. failures: by tier; shown, told: what the page was told last.
    partial: some sentence was checked while an engine was still starting. again: such a check doesn't count by now.
    old_trouble: it is that of the text before, and may have passed.
    looks_twice: the thorough tier has begun. hurried: it is given up, and at the end it isn't wanted any more.
    """

    text: str
    on_review: Callable[[Review], None]
    caret: int | None
    ended: Future[Reviewed] | None
    begun: float
    deepest: Tier = Tier.FULL
    sentences: tuple[Sentence, ...] | None = None
    provisional: list[Placed] = field(default_factory=list)
    taste: Taste = Taste()
    is_planned: bool = False
    keys: list[dict[Tier, Key]] = field(default_factory=list)
    todo: dict[Tier, deque[int]] = field(default_factory=dict)
    failed: set[Key] = field(default_factory=set)
    retry_at: float | None = None
    retries: int = 0
    failures: Counter[Tier] = field(default_factory=Counter)
    trouble: Trouble | None = None
    old_trouble: bool = False
    shown: list[Placed] = field(default_factory=list)
    told: Review | None = None
    told_at: float = -math.inf
    looks_twice: bool = False
    hurried: bool = False
    partial: bool = False
    again: bool = False

    def tiers(self) -> list[Tier]:
        """Those that are wanted and work. A second rewrite is wanted only where the first comes."""
        found = [tier for tier in ORDER[: ORDER.index(self.deepest) + 1] if self.failures[tier] < FAILURES]
        twice = Tier.DEEP in found and not (self.hurried and self.ended is not None)
        return [tier for tier in found if twice or tier is not Tier.THOROUGH]

    def aim(self) -> Tier | None:
        """The tier that is on its way by now: the thorough one only once all else is known. None: nothing works."""
        tiers = [tier for tier in self.tiers() if self.looks_twice or tier is not Tier.THOROUGH]
        return tiers[-1] if tiers else None

    def is_open(self, tier: Tier) -> bool:
        """There is still something to be checked in it."""
        return tier in self.tiers() and bool(self.todo[tier])

    def is_hopeless(self, place: int, tier: Tier) -> bool:
        """It failed for this sentence, or the deep tier did, whose rewrite the thorough one takes along."""
        keys = self.keys[place]
        return keys[tier] in self.failed or (tier is Tier.THOROUGH and keys[Tier.DEEP] in self.failed)

    def is_at_caret(self, sentence: Sentence) -> bool:
        return self.caret is not None and sentence.within.start <= self.caret <= sentence.within.end

    def nearness(self, sentence: Sentence) -> int:
        """Code points from the caret; what stands before it first."""
        if self.caret is None:
            return sentence.within.start
        after = sentence.within.start - self.caret
        return 2 * after if after > 0 else max(0, self.caret - sentence.within.end)

    def plan(self, taste: Taste, checked: CheckedSentences) -> None:
        """What must be checked, the nearest to the caret first."""
        sentences = self.sentences or ()
        self.taste, self.is_planned = taste, True
        self.keys = [{tier: _key(sentence, tier, taste) for tier in ORDER} for sentence in sentences]
        known = (checked.get(key, taste) for keys in self.keys for key in keys.values())
        self.partial = any(one is not None and not one.complete for one in known)
        order = sorted(range(len(sentences)), key=lambda place: self.nearness(sentences[place]))
        for number, tier in enumerate(ORDER):
            once = {self.keys[place][tier]: place for place in reversed(order)}
            unknown = {place for place in once.values() if not self.is_settled(place, ORDER[number:], checked)}
            self.todo[tier] = deque(place for place in order if place in unknown)

    def is_known(self, place: int, tiers: Sequence[Tier], checked: CheckedSentences) -> bool:
        """In any of these tiers."""
        return any(checked.get(self.keys[place][tier], self.taste) is not None for tier in tiers)

    def is_settled(self, place: int, tiers: Sequence[Tier], checked: CheckedSentences) -> bool:
        """Known, and not to be asked again by now."""
        found = (checked.get(self.keys[place][tier], self.taste) for tier in tiers)
        return any(one is not None and (one.complete or not self.again) for one in found)

    def known(self, checked: CheckedSentences) -> list[Placed]:
        """What is known of each sentence, and what was known of it before it changed and may still hold."""
        found: list[Placed] = []
        wanted = self.tiers()
        open_tiers: dict[Sentence, frozenset[Tier]] = {}
        for place, (keys, sentence) in enumerate(zip(self.keys, self.sentences or (), strict=True)):
            tier, best = self._best(keys, checked)
            if tier is not None and best is not None:
                found += in_whole_text(best.edits, tier, sentence, best.shifts)
            deeper = ORDER[ORDER.index(tier) + 1 :] if tier is not None else ORDER
            open_tiers[sentence] = frozenset(t for t in deeper if t in wanted and not self.is_hopeless(place, t))
        return without_overlap(found, [one for one in self.provisional if one.tier in open_tiers[one.sentence]])

    def done(self, checked: CheckedSentences) -> int:
        """Sentences that were checked as deeply as is aimed at, or can't be."""
        aim = self.aim()
        if aim is None:
            return len(self.keys)
        enough = ORDER[ORDER.index(aim) :]
        places = range(len(self.keys))
        return sum(self.is_hopeless(place, aim) or self.is_known(place, enough, checked) for place in places)

    def _best(self, keys: dict[Tier, Key], checked: CheckedSentences) -> tuple[Tier | None, CheckedSentence | None]:
        for tier in reversed(ORDER):
            found = checked.get(keys[tier], self.taste)
            if found is not None:
                return tier, found
        return None, None


def _key(sentence: Sentence, tier: Tier, taste: Taste) -> Key:
    before = "" if tier is Tier.INSTANT else sentence.before
    return Key(sentence.text, before, tier, taste.words_in(sentence.text))
