"""What looking a word up says about knowing it: whoever looks it up again and again doesn't remember it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from langtutor.core.events import Answered, DrillKind, LookedUp, WordsMarked
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome
from langtutor.core.vocabulary import WEAK_LOOK_UPS, plain_word

WEIGHT = 0.3
"""Of a failed attempt: to look a word up may be haste, or the wish to be sure."""

FADES = timedelta(days=120)
"""Look-ups further back than this from the next one count no more."""


@dataclass(frozen=True, slots=True)
class LookUps:
    """Of one headword. count: those on another day or in another sitting than the one before, since the word was last
    answered rightly. day: of the last one that counted, in UTC as 2026-03-01. result: the last one's meaning."""

    headword: str
    count: int
    day: str
    session: str
    last: datetime
    result: str

    @property
    def is_weak(self) -> bool:
        return self.count >= WEAK_LOOK_UPS


_SENSES = re.compile(r"\s*[;,/]\s*")

LookedUpWords = Mapping[SkillId, LookUps]


def counted(before: LookUps | None, event: LookedUp) -> LookUps:
    """before: what was known of the headword. Looking at the same thing twice in a sitting is one look-up."""
    header = event.header
    day = header.at.date().isoformat()
    meaning = _meaning(event)
    if before is None or header.at - before.last > FADES:
        return LookUps(event.headword, 1, day, header.session, header.at, meaning)
    again = before.count == 0 or (before.day, before.session) != (day, header.session)
    return LookUps(before.headword, before.count + again, day, header.session, header.at, meaning)


def _meaning(event: LookedUp) -> str:
    """Looked up from the spoken language, the result is the headword, and what was asked is its meaning."""
    results = {plain_word(part) for part in _SENSES.split(event.result)}
    return event.text if plain_word(event.headword) in results else event.result


def answered(words: LookedUpWords, event: Answered) -> LookedUpWords:
    """A right answer ends what look-ups said, unless the word only had to be read aloud."""
    told = event.outcome is AnswerOutcome.RIGHT and not event.used_help and event.drill is not DrillKind.SAY
    if not told or event.skill not in words:
        return words
    return {**words, event.skill: replace(words[event.skill], count=0)}


def weak(words: LookedUpWords) -> frozenset[SkillId]:
    return frozenset(skill for skill, one in words.items() if one.is_weak)


def forgiven(words: LookedUpWords, event: WordsMarked) -> LookedUpWords:
    """Who says that they know a word begins anew with it."""
    marked = {plain_word(word) for word in event.words} if event.known else set()
    begun = {skill: replace(one, count=0) for skill, one in words.items() if plain_word(one.headword) in marked}
    return {**words, **begun} if begun else words
