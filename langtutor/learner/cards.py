"""Cards of the learner's own: what they say, folded from events, and as something that drills can ask."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from langtutor.core.course import ItemId, Sentence
from langtutor.core.events import (
    CardEdited,
    CardKept,
    CardRemoved,
    CardsImported,
    CardsMerged,
    CardSuspended,
    Event,
    Header,
    ImportedCard,
)
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.learner.memory import CardState
from langtutor.learner.word_in_sentence import gapped

NEW_A_DAY = 12
"""Who imports a thousand cards is not asked a thousand new words: reviews would drown them within a week."""
_A_DAY = timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Kept:
    """front in the learned language, back in the spoken one; the rest see `events.CardKept`.

    absorbed: cards that were merged into this one.
    """

    skill: SkillId
    front: str
    back: str
    at: datetime
    sentence: str = ""
    translation: str = ""
    form: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    suspended: bool = False
    absorbed: tuple[ItemId, ...] = ()


Cards = Mapping[ItemId, Kept]


def step(cards: Cards, event: Event) -> Cards:
    """The cards after one event. Events about cards that aren't there (any more) change nothing."""
    match event:
        case CardKept():
            return {**cards, event.item: _kept(event.header, event, event.origin)}
        case CardsImported():
            return {**cards, **{card.item: _kept(event.header, card, event.origin) for card in event.cards}}
        case CardEdited() if event.item in cards:
            return {**cards, event.item: _edited(cards[event.item], event)}
        case CardsMerged() if event.item in cards:
            gone = set(event.others) - {event.item}
            left = {item: card for item, card in cards.items() if item not in gone}
            return {**left, event.item: _merged(cards, event)}
        case CardSuspended() if event.item in cards:
            return {**cards, event.item: replace(cards[event.item], suspended=event.suspended)}
        case CardRemoved():
            return {item: card for item, card in cards.items() if item != event.item}
        case _:
            return cards


def standing_for(cards: Cards, item: ItemId) -> ItemId:
    """The card that an item has become: itself, or what it was merged into."""
    if item in cards or not item.startswith("card/"):
        return item
    return next((one for one, card in cards.items() if item in card.absorbed), item)


def merged_memory(one: CardState, other: CardState) -> CardState:
    """Of two cards of one word. Nothing that was learnt is lost, and neither waits longer than it would have: how well
    it is remembered is the better known card's, when it is due the earlier one's. Reviews and lapses are counted
    together."""
    if not (one.reviews and other.reviews):
        known = one if one.reviews else other
        return known if known.reviews else replace(one, due=min(one.due, other.due))
    better, worse = sorted((one, other), key=lambda card: -(card.stability or 0.0))
    firsts = [card.first for card in (one, other) if card.first]
    last = max((card.last_review for card in (one, other) if card.last_review), default=None)
    return replace(
        better,
        due=min(better.due, worse.due),
        last_review=last,
        reviews=one.reviews + other.reviews,
        lapses=one.lapses + other.lapses,
        first=min(firsts, default=None),
    )


@functools.lru_cache(20_000)
def as_sentence(item: ItemId, card: Kept) -> Sentence:
    """What drills ask: the word as it stands in its sentence, which is shown with a gap.

    The headword is right too; where it stands there as it is, so is the whole sentence. (Not both: what mixes right
    answers would make "She give up smoking" of them.)
    """
    asked = card.form or card.front
    context = gapped(card.sentence, asked)
    if not context:
        asked = card.front
    also = card.front if asked != card.front else card.sentence if context else ""
    variants = (also,) if also else ()
    return Sentence(item, card.skill, asked, (card.back,), variants, {}, (), context)


def new_cards(
    cards: Cards, memories: Mapping[ItemId, CardState], now: datetime, weak: Container[SkillId]
) -> tuple[ItemId, ...]:
    """Cards that may be asked for the first time: so many a day, however many were kept or imported at once.

    Weak words come first, then what was kept first.
    """
    begun = sum(
        item in memories and (first := memories[item].first) is not None and now - first < _A_DAY for item in cards
    )
    fresh = [item for item, card in cards.items() if not card.suspended and _is_new(memories.get(item))]
    fresh.sort(key=lambda item: (cards[item].skill not in weak, cards[item].at))
    return tuple(fresh[: max(0, NEW_A_DAY - begun)])


def _is_new(card: CardState | None) -> bool:
    return card is None or not card.reviews


def word_skill(language: LanguageCode, front: str) -> SkillId:
    """The skill of knowing a word or phrase: `en.word.umbrella`."""
    plain = unicodedata.normalize("NFC", front).lower()
    words = "_".join(re.findall(r"\w+", plain))
    return SkillId(f"{language}.word.{words or 'card'}")


def word_of(skill: SkillId) -> str:
    """The word of such a skill; empty for others."""
    _, _, rest = skill.partition(".")
    kind, _, name = rest.partition(".")
    return name.replace("_", " ") if kind == SkillKind.WORD else ""


def _kept(header: Header, card: CardKept | ImportedCard, origin: str) -> Kept:
    return Kept(
        word_skill(header.language, card.front),
        card.front,
        card.back,
        header.at,
        card.sentence,
        card.translation,
        card.form,
        card.tags,
        origin,
    )


def _edited(card: Kept, event: CardEdited) -> Kept:
    return replace(
        card,
        skill=word_skill(event.header.language, event.front),
        front=event.front,
        back=event.back,
        sentence=event.sentence,
        translation=event.translation,
        form=event.form,
        tags=event.tags,
    )


def _merged(cards: Cards, event: CardsMerged) -> Kept:
    card = cards[event.item]
    gone = tuple(item for item in event.others if item in cards and item != event.item)
    absorbed = (*card.absorbed, *gone, *(one for item in gone for one in cards[item].absorbed))
    return replace(
        card,
        back=event.back,
        sentence=event.sentence,
        translation=event.translation,
        form=event.form,
        tags=event.tags,
        suspended=card.suspended and all(cards[item].suspended for item in gone),
        absorbed=tuple(dict.fromkeys(absorbed)),
    )
