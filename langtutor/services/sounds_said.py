"""The sounds of a word as a learner reads them: what was meant, what was heard, what to do differently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from langtutor.core import sound_advice
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, SoundGuide, WordSounds
from langtutor.core.verdict import WordOutcome

_STARRED = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class SoundSaid:
    """One sound as a tile shows it. asked, heard: IPA, empty for no sound at all.

    letters, heard_letters: how they are usually written ("th"), for who listens to the window instead of looking.
    example: a word with the asked sound (or, where it was put in, the heard one) in asterisks. how: what the mouth does
    for it; advice: what to do differently, empty where the sound was right; weight: how useful that is, in [0, 1].
    """

    asked: str
    heard: str
    letters: str
    heard_letters: str
    outcome: WordOutcome
    vowel: bool
    example: str
    how: str
    advice: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Remark:
    """The most useful thing to say. word: which of the verdict's; sound: which of its sounds."""

    word: int
    sound: int
    advice: str


def sounds_said(word: WordSounds, guide: SoundGuide, speaks: LanguageCode, reader: str) -> tuple[SoundSaid, ...]:
    """reader: the language of the texts. What was neither asked nor heard is left out."""
    asked = [phone.asked for phone in word.phones if phone.asked != NOTHING]
    found: list[SoundSaid] = []
    at = 0
    for phone in word.phones:
        if phone.asked != NOTHING or phone.heard != NOTHING:
            found.append(_shown(phone, asked, at, guide, speaks, reader))
        at += phone.asked != NOTHING
    return tuple(found)


def most_useful(words: Sequence[Sequence[SoundSaid]]) -> Remark | None:
    """The clearest slip that something is written about, weighted by how usual it is; None where there is none."""
    known = [(one.weight, w, s, one.advice) for w, word in enumerate(words) for s, one in enumerate(word) if one.weight]
    if not known:
        return None
    _, word, sound, advice = max(known, key=lambda one: (one[0], -one[1], -one[2]))
    return Remark(word, sound, advice)


def _shown(
    phone: PhoneHeard, asked: Sequence[Phone], at: int, guide: SoundGuide, speaks: LanguageCode, reader: str
) -> SoundSaid:
    put_in = phone.asked == NOTHING
    of_asked, of_heard = guide.phones.get(phone.asked), guide.phones.get(phone.heard)
    shown = of_heard if put_in else of_asked
    advice, weight = "", 0.0
    if phone.outcome is not WordOutcome.RIGHT and phone.asked != phone.heard:
        where = sound_advice.places(guide, asked, at, put_in)
        advice = sound_advice.advice(guide, phone.asked, phone.heard, where, speaks, reader)
        written = sound_advice.find(guide, phone.asked, phone.heard, where, speaks) is not None
        if written and phone.outcome is WordOutcome.SLIP:
            usual = sound_advice.rate(guide, phone.asked, phone.heard, where, speaks)
            weight = (1.0 - phone.probability) * usual
    return SoundSaid(
        asked=_ipa(guide, phone.asked),
        heard=_ipa(guide, phone.heard),
        letters=_letters(guide, phone.asked),
        heard_letters=_letters(guide, phone.heard),
        outcome=phone.outcome,
        vowel=not put_in and of_asked is not None and of_asked.vowel,
        example=shown.example if shown else "",
        how=(shown.how.get(reader) or shown.how.get("en", "")) if shown else "",
        advice=advice,
        weight=weight,
    )


def _ipa(guide: SoundGuide, phone: Phone) -> str:
    """A sound that nobody described is shown by its name."""
    return guide.phones[phone].ipa if phone in guide.phones else phone.lower()


def _letters(guide: SoundGuide, phone: Phone) -> str:
    found = _STARRED.search(guide.phones[phone].example) if phone in guide.phones else None
    return found.group(1) if found else phone.lower()
