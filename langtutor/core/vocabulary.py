"""The learner's own words: cards, what is known of each word, and what to find them by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from langtutor.core.course import ItemId
from langtutor.core.text import SkillId

LEECH_LAPSES = 6
"""Lapses from which on a card costs more than it gives: better to change it than to go on."""

WEAK_LOOK_UPS = 3
"""Look-ups, on other days or in other sittings, from which on a word is weak."""

_SPACE = re.compile(r"\s+")


class WordState(StrEnum):
    """new: never met, or kept and not yet asked. learning: met, asked or looked up. known: remembered for weeks, used
    rightly on several days, or the learner says so."""

    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class CardDraft:
    """What a card is to say, see `events.CardKept`."""

    front: str
    back: str
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it stands now.

    due: when it is asked next; in the past where it is time, or where it wasn't asked yet. reviews, lapses: how often
    it was asked, and how often it was forgotten once learnt. stability_days: how long it will be remembered, None
    before the first review. recall: probability of knowing it now. looked_up: look-ups that count, since it was last
    answered rightly.
    """

    item: ItemId
    skill: SkillId
    front: str
    back: str
    sentence: str
    translation: str
    form: str
    tags: tuple[str, ...]
    origin: str
    kept_at: datetime
    state: WordState
    due: datetime
    suspended: bool = False
    reviews: int = 0
    lapses: int = 0
    stability_days: float | None = None
    recall: float = 0.0
    looked_up: int = 0

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH_LAPSES

    @property
    def is_weak(self) -> bool:
        return self.looked_up >= WEAK_LOOK_UPS

    def is_due(self, now: datetime) -> bool:
        """To be recalled now; new cards aren't, they have yet to be learnt."""
        return self.reviews > 0 and not self.suspended and self.due <= now

    @property
    def draft(self) -> CardDraft:
        return CardDraft(self.front, self.back, self.sentence, self.translation, self.form, self.tags, self.origin)


@dataclass(frozen=True, slots=True)
class KeptCard:
    """is_new: it wasn't there. changed: it was, and took something over that it lacked (a sentence, a tag)."""

    item: ItemId
    is_new: bool
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a word stands. item: of its card; looked_up: how often, as far as that counts."""

    state: WordState = WordState.NEW
    item: ItemId | None = None
    suspended: bool = False
    looked_up: int = 0

    @property
    def is_weak(self) -> bool:
        return self.looked_up >= WEAK_LOOK_UPS


@dataclass(frozen=True, slots=True)
class WeakWord:
    """Looked up again and again, and no card yet. result: what the last look-up gave."""

    word: str
    looked_up: int
    result: str
    last: datetime


def plain_word(text: str) -> str:
    """What two spellings of one word have in common: lower case, single spaces, composed letters, plain apostrophes."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip().strip(".!?…").lower().replace("’", "'")
