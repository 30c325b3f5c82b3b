"""Events to fill ledgers with: random but repeatable."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from langtutor.core.course import ItemId
from langtutor.core.events import (
    Answered,
    CardEdited,
    CardKept,
    CardRemoved,
    CardsImported,
    CardsMerged,
    CardSuspended,
    Disagreed,
    Disputed,
    DrillKind,
    Event,
    EventId,
    Evidence,
    Header,
    ImportedCard,
    LookedUp,
    Mode,
    Retracted,
    SlipMade,
    SoundsHeard,
    WordAdded,
    WordsMarked,
    WritingFinished,
    WrittenSlip,
)
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import Edit, ErrorType, SkillId, Span
from langtutor.core.verdict import AnswerOutcome

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ENGLISH = LanguageCode("en")
SKILLS = tuple(SkillId(f"en.grammar.{name}") for name in ("agreement", "article", "past"))

WROTE = ("word", "disagreed", "finished")
HEARD = ("sounds",)
CARDS = ("imported", "edited", "merged", "suspended", "removed", "marked")


def header(
    number: int, language: LanguageCode = ENGLISH, learner: str = "me", session: str = "s1", prefix: str = "e"
) -> Header:
    return Header(EventId(f"{prefix}{number}"), START + timedelta(minutes=number), learner, language, session)


def slip(at: Header, skill: SkillId = SKILLS[0], item: str = "en.grammar.agreement/1") -> SlipMade:
    edit = Edit(Span(4, 8), "walks", ErrorType("R:VERB:SVA"), skill, 0.93, "harper", message="“She” needs an s")
    return SlipMade(
        at,
        skill,
        ItemId(item),
        SkillKind.GRAMMAR,
        Mode.SPOKEN,
        "She walk.",
        "She walks.",
        edit,
        Evidence("rec1", {"speech": "whisper base"}, 3.5),
    )


def answered(
    at: Header,
    outcome: AnswerOutcome = AnswerOutcome.RIGHT,
    skill: SkillId = SKILLS[0],
    item: str = "en.grammar.agreement/1",
    slips: tuple[EventId, ...] = (),
) -> Answered:
    return Answered(
        at,
        skill,
        ItemId(item),
        DrillKind.SAY,
        Mode.SPOKEN,
        outcome,
        "She walk.",
        "She walks.",
        4.5,
        False,
        Evidence(),
        slips,
    )


def anything(number: int, rng: random.Random, before: list[Event], language: LanguageCode = ENGLISH) -> Event:
    """One event of any kind; retractions and disputes point at an earlier one, perhaps at another retraction."""
    at = header(number, language, session=f"s{number // 7}")
    skill = rng.choice(SKILLS)
    item = f"{skill}/{rng.randint(1, 4)}"
    what = rng.choice(
        [
            "slip",
            "answered",
            "answered",
            "kept",
            "looked_up",
            "retracted",
            "retracted",
            "disputed",
            *WROTE,
            *HEARD,
            *CARDS,
        ]
    )
    if what == "slip":
        return slip(at, skill, item)
    if what == "kept":
        return CardKept(at, ItemId(f"card/{number}"), f"umbrella {number}", "guarda-chuva")
    if what == "looked_up" or not before:
        return LookedUp(at, "umbrellas", "guarda-chuvas", f"umbrella {number % 5}")
    if what in CARDS:
        return _about_cards(at, what, [event.item for event in before if isinstance(event, CardKept)], rng)
    if what == "sounds":
        return SoundsHeard(at, f"rec{number}", -6.25, 14, "whisper base sounds")
    if what == "word":
        return WordAdded(at, f"umbrellas{number}")
    if what == "disagreed":
        return Disagreed(at, f"k{number}", ErrorType("M:DET"), skill, "I saw dog.", "I saw a dog.", 0.9, "harper")
    if what == "finished":
        slips = (WrittenSlip(before[-1].header.id, f"k{number}", "dog → a dog"),)
        return WritingFinished(at, "draft", 120, 9, 3, 1, 2, 0, "full", slips, prompt="en.travel", level="A2")
    if what == "answered":
        return answered(at, rng.choice(list(AnswerOutcome)), skill, item)
    target = rng.choice(before[-12:]).header.id
    if what == "disputed":
        return Disputed(at, target, skill, None, "said_right")
    return Retracted(at, target)


def _about_cards(at: Header, what: str, items: list[ItemId], rng: random.Random) -> Event:
    """Cards that may have gone already, or never been there."""
    some = [*items, ItemId("card/never")]
    item, other = rng.choice(some), rng.choice(some)
    match what:
        case "imported":
            some_cards = (ImportedCard(ItemId(f"card/{at.id}/{n}"), f"word {n}", "?", tags=("many",)) for n in range(3))
            return CardsImported(at, tuple(some_cards), "import")
        case "edited":
            return CardEdited(at, item, "brolly", "guarda-chuva", "Where is my brolly?", "", "", ("rain",))
        case "merged":
            return CardsMerged(at, item, (other, rng.choice(some)), "guarda-chuva", tags=("rain",))
        case "suspended":
            return CardSuspended(at, item, rng.random() < 0.5)
        case "removed":
            return CardRemoved(at, item)
        case _:
            return WordsMarked(at, ("umbrella", f"umbrella {rng.randint(0, 4)}"), rng.random() < 0.7)
