"""Slips of sound in a sentence whose words were right, from how its sounds were made.

Single sounds are hard to tell, so only what speakers of the learner's language are known for is counted, and only where
there is hardly a doubt; everything else is shown, and nothing more. A word that is a slip already is one slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.sound_advice import advice, find, places
from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Pronounced, SoundGuide, WordSounds
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict, WordOutcome

COUNTED_BELOW = 0.005
"""Probability that a sound was made as asked, below which its slip is counted (`langtutor evaluate speech`: false
slips of real learners stay within 5 % of their words)."""


def with_sounds(verdict: Verdict, heard: Pronounced, guide: SoundGuide, speaks: LanguageCode) -> Verdict:
    """The verdict with slips of sound in words that were right so far. heard: of the expected text.

    speaks: the learner's first language, which the reasons are in, too.
    """
    slips: list[SlipFound] = []
    words = list(verdict.words)
    for number, word in enumerate(words):
        if word.outcome is not WordOutcome.RIGHT or not word.asked:
            continue
        of_word = (one for one in heard.words if one.span.start < word.span.end and word.span.start < one.span.end)
        slip = next((slip for one in of_word for slip in _slips(one, guide, speaks)), None)
        if slip is not None:
            slips.append(slip)
            words[number] = replace(word, outcome=WordOutcome.SLIP)
    if not slips:
        return verdict
    return replace(
        verdict, outcome=AnswerOutcome.SLIP, words=tuple(words), slips=(*verdict.slips, *slips), difference=None
    )


def _slips(word: WordSounds, guide: SoundGuide, speaks: LanguageCode) -> Iterator[SlipFound]:
    """The surest first."""
    sounds = tuple(one.asked for one in word.phones if one.asked != NOTHING)
    found = []
    at = 0
    for one in word.phones:
        where = places(guide, sounds, at, put_in=one.asked == NOTHING)
        at += one.asked != NOTHING
        known = find(guide, one.asked, one.heard, where, speaks) if _certain(one) else None
        if known is not None and speaks in known.speakers:
            why = advice(guide, one.asked, one.heard, where, speaks, speaks)
            said, meant = _shown(word, one.heard, guide), _shown(word, one.asked, guide)
            meant = meant if one.asked else word.text
            slip = SlipFound(known.skill, SkillKind.SOUND, said, meant, why, probability=1 - one.probability)
            found.append((one.probability, slip))
    for _, slip in sorted(found, key=lambda pair: pair[0]):
        yield slip


def _certain(one: PhoneHeard) -> bool:
    return one.outcome is WordOutcome.SLIP and one.probability < COUNTED_BELOW


def _shown(word: WordSounds, phone: str, guide: SoundGuide) -> str:
    """The word with the sound in question, between slashes as dictionaries have it; nothing is a dash."""
    known = guide.phones.get(Phone(phone))
    return f"{word.text} /{known.ipa if known else '–'}/"
