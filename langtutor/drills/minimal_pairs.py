"""Which of two words was that? They differ in one sound, one that learners put in another's place.

The two sounds keep their sides through a set, so that it is the sound that is learnt and not the word; what is heard,
and by which voice and how fast, changes from question to question, so that it is not one voice either.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from langtutor.core import sound_advice
from langtutor.core.course import ItemId
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Confusion, MinimalPair, Phone, PhoneGuide, Place, SoundGuide
from langtutor.core.text import SkillId, Span
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome, WordVerdict

LENGTH = 8
"""Questions of a set."""
LEAST_PAIRS = 4
"""Fewer pairs would be known by heart at once."""
MOST_ALIKE = 3
"""Questions in a row with the same answer."""
SPEEDS = (0.85, 1.0, 1.15)
FIRST_SPEED = 0.85
RARE = 0.01
"""How usual a confusion is taken to be that speakers of the learner's language aren't known for."""

_STARRED = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """pair: the words to choose from. plays_asked: it is the first that is heard. take: which of the voices that can
    tell the words apart says it; counted on from the first where there are fewer. speed: 1 is natural."""

    pair: MinimalPair
    plays_asked: bool
    take: int
    speed: float

    @property
    def played(self) -> str:
        return self.pair.asked if self.plays_asked else self.pair.heard

    @property
    def words(self) -> tuple[str, str]:
        """The word with the asked sound, and the one with the sound that is heard in its place."""
        return self.pair.asked, self.pair.heard

    @property
    def item(self) -> ItemId:
        return item_of(self.pair)


@dataclass(frozen=True, slots=True)
class SoundSign:
    """One of the two sounds. ipa: empty for no sound at all. example: a word with it in asterisks, or empty."""

    ipa: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class PairSet:
    """What is to be heard apart. advice: one line, how to say the asked sound, in the reader's language."""

    skill: SkillId
    asked: SoundSign
    heard: SoundSign
    advice: str
    questions: tuple[PairQuestion, ...]


def item_of(pair: MinimalPair) -> ItemId:
    return ItemId(f"pair/{pair.asked}-{pair.heard}")


def skills(guide: SoundGuide, speaks: LanguageCode) -> tuple[SkillId, ...]:
    """Those that there are pairs for, beginning with what speakers of that language confuse most."""
    usual: dict[SkillId, float] = {}
    for one in guide.confusions:
        if len(pairs_of(guide, one)) >= LEAST_PAIRS:
            usual[one.skill] = max(usual.get(one.skill, 0.0), one.speakers.get(speaks, 0.0))
    return tuple(sorted(usual, key=lambda skill: -usual[skill]))


def pairs_of(guide: SoundGuide, confusion: Confusion) -> tuple[MinimalPair, ...]:
    """Its own, and those of the same sounds the other way round: to the ear it is one contrast."""
    found = dict.fromkeys(confusion.pairs)
    for one in guide.confusions:
        if (one.asked, one.heard, one.place) == (confusion.heard, confusion.asked, confusion.place):
            found |= dict.fromkeys(MinimalPair(pair.heard, pair.asked) for pair in one.pairs)
    return tuple(found)


def confusion_of(
    guide: SoundGuide, skill: SkillId, speaks: LanguageCode, rng: random.Random, slips: Iterable[tuple[str, str]] = ()
) -> Confusion | None:
    """What to listen to for this skill. slips: words, or sounds between slashes, (said, meant), the latest first.

    The confusion that the learner makes, as far as the words tell; else one that is usual. None: there are no pairs.
    """
    possible = [one for one in sound_advice.confusions_of(guide, skill) if len(pairs_of(guide, one)) >= LEAST_PAIRS]
    for said, meant in slips:
        pair = MinimalPair(meant.lower(), said.lower())
        made = [one for one in possible if _shows(guide, one, pair)]
        if made:
            return max(made, key=lambda one: (pair in one.pairs, one.speakers.get(speaks, 0.0)))
    if not possible:
        return None
    return rng.choices(possible, [one.speakers.get(speaks, RARE) for one in possible])[0]


def confusion_between(guide: SoundGuide, asked: Phone, heard: Phone, speaks: LanguageCode) -> Confusion | None:
    """What was made of a sound just now; None where there are no pairs for it."""
    found = [
        one
        for one in guide.confusions
        if (one.asked, one.heard) == (asked, heard) and len(pairs_of(guide, one)) >= LEAST_PAIRS
    ]
    return max(found, key=lambda one: (one.place is Place.ANY, one.speakers.get(speaks, 0.0)), default=None)


def pair_set(guide: SoundGuide, confusion: Confusion, reader: str, rng: random.Random) -> PairSet:
    """reader: the language of the advice. The confusion must have pairs."""
    signs = [SoundSign(one.ipa, one.example) if one else SoundSign("") for one in _both(guide, confusion)]
    advice = confusion.advice.get(reader) or confusion.advice["en"]
    return PairSet(confusion.skill, signs[0], signs[1], advice, exercise(pairs_of(guide, confusion), rng))


def exercise(pairs: Sequence[MinimalPair], rng: random.Random) -> tuple[PairQuestion, ...]:
    """A set of questions: each pair once before any comes again, both answers equally often, never one voice twice
    running. The first is slow. pairs: at least one."""
    chosen: list[MinimalPair] = []
    while len(chosen) < LENGTH:
        chosen += rng.sample(pairs, min(len(pairs), LENGTH - len(chosen)))
    answers = _answers(rng)
    take, questions = rng.randrange(100), []
    for number, (pair, plays_asked) in enumerate(zip(chosen, answers, strict=True)):
        speed = FIRST_SPEED if number == 0 else rng.choice(SPEEDS)
        questions.append(PairQuestion(pair, plays_asked, take, speed))
        take += 1
    return tuple(questions)


def judge(question: PairQuestion, chosen: str) -> Verdict:
    """chosen: one of the question's words."""
    played = question.played
    right = chosen == played
    word = WordVerdict(Span(0, len(played)), played, chosen, WordOutcome.RIGHT if right else WordOutcome.SLIP)
    return Verdict(AnswerOutcome.RIGHT if right else AnswerOutcome.SLIP, chosen, played, (word,))


def _answers(rng: random.Random) -> list[bool]:
    """Half of them each, and no long run of one: whoever counts would know."""
    answers = [True, False] * (LENGTH // 2)
    while True:
        rng.shuffle(answers)
        if not any(len(set(answers[at : at + MOST_ALIKE + 1])) == 1 for at in range(LENGTH - MOST_ALIKE)):
            return answers


def _shows(guide: SoundGuide, confusion: Confusion, pair: MinimalPair) -> bool:
    """These words differ as the confusion's pairs do, or in the letters that usually stand for its sounds; or they are
    its sounds themselves, "/θ/"."""
    signs = [f"/{one.ipa if one else '–'}/" for one in _both(guide, confusion)]
    if pair == MinimalPair(*signs):
        return True
    if pair in pairs_of(guide, confusion):
        return True
    return _difference(pair.asked, pair.heard) in _spellings(guide, confusion)


def _spellings(guide: SoundGuide, confusion: Confusion) -> set[tuple[str, str]]:
    """How its pairs differ in writing, ("th", "t"), and its sounds' examples."""
    found = {_difference(pair.asked, pair.heard) for pair in confusion.pairs}
    return found | {(_letters(guide, confusion.asked), _letters(guide, confusion.heard))}


def _difference(one: str, other: str) -> tuple[str, str]:
    """What is left of both without what they have in common at their beginning and end; `th` stays whole."""
    one, other = one.replace("th", "þ"), other.replace("th", "þ")
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = (word[start : len(word) - end].replace("þ", "th") for word in (one, other))
    return left, right


def _letters(guide: SoundGuide, phone: Phone) -> str:
    found = _STARRED.search(guide.phones[phone].example) if phone != NOTHING else None
    return found.group(1) if found else ""


def _both(guide: SoundGuide, confusion: Confusion) -> tuple[PhoneGuide | None, PhoneGuide | None]:
    """None for no sound at all."""
    return guide.phones.get(confusion.asked), guide.phones.get(confusion.heard)
