"""What to say about a sound that was made in another's place, and how likely that was to begin with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Confusion, Phone, Place, SoundGuide
from langtutor.core.text import SkillId

FOREIGN_RATE = 0.02
"""At most, for what only speakers of other languages are known for."""
ALIKE_RATE = 0.003
"""Of a vowel for a vowel, or a consonant for a consonant, that nobody is known for; also of a sound left out."""
UNLIKE_RATE = 0.0005
"""Of a vowel for a consonant or the other way, and of a sound put in, that nobody is known for."""


def places(guide: SoundGuide, phones: Sequence[Phone], at: int, put_in: bool = False) -> frozenset[Place]:
    """Where in its word a sound stands. phones: of the word, as asked; at: which of them.

    put_in: a sound between `at - 1` and `at` that wasn't asked; after the last where `at` is their number.
    """

    def consonant(index: int) -> bool:
        return 0 <= index < len(phones) and not is_vowel(guide, phones[index])

    after = at if put_in else at + 1
    found = {Place.ANY}
    if at == 0:
        found.add(Place.FIRST)
    if after == len(phones):
        found.add(Place.LAST)
    beside = (consonant(at - 1), consonant(after))
    if all(beside) if put_in else any(beside):
        found.add(Place.CLUSTER)
    return frozenset(found)


def find(
    guide: SoundGuide, asked: Phone, heard: Phone, where: Collection[Place], speaks: LanguageCode | None
) -> Confusion | None:
    """What is written about this confusion: one that the learner's language is known for, and of this very place,
    comes before others. where: as `places` gives it."""
    fitting = [
        one
        for one in guide.confusions
        if one.asked == asked and one.heard == heard and (one.place is Place.ANY or one.place in where)
    ]
    return max(fitting, key=lambda one: (speaks in one.speakers, one.place is not Place.ANY), default=None)


def advice(
    guide: SoundGuide,
    asked: Phone,
    heard: Phone,
    where: Collection[Place],
    speaks: LanguageCode | None,
    reader: str,
) -> str:
    """One line to read; how the asked sound is made where nothing is written about this confusion.

    Empty for a sound put in that nothing is written about, and for sounds that the guide doesn't have.
    """
    found = find(guide, asked, heard, where, speaks)
    if found is not None:
        return _read(found.advice, reader)
    phone = guide.phones.get(asked)
    return _read(phone.how, reader) if phone is not None else ""


def rate(guide: SoundGuide, asked: Phone, heard: Phone, where: Collection[Place], speaks: LanguageCode | None) -> float:
    """How often a speaker of that language makes this of what was asked, in (0, 1), roughly: a prior.

    Of the asked sound's chances, or for a sound put in, of the places where one could be. asked and heard differ.
    """
    found = find(guide, asked, heard, where, speaks)
    if found is None:
        return _unknown_rate(guide, asked, heard)
    if speaks is not None and speaks in found.speakers:
        return found.speakers[speaks]
    return min(FOREIGN_RATE, max(found.speakers.values()))


def skill_of(
    guide: SoundGuide, asked: Phone, heard: Phone, where: Collection[Place], speaks: LanguageCode | None
) -> SkillId:
    """Where this is counted: with its confusion, else with all other vowels or consonants."""
    found = find(guide, asked, heard, where, speaks)
    return found.skill if found is not None else other_skill(guide, asked or heard)


def other_skill(guide: SoundGuide, phone: Phone) -> SkillId:
    """The skill of what nothing is written about; every guide has a title for it."""
    return other_skills(guide.language)[0 if is_vowel(guide, phone) else 1]


def other_skills(language: LanguageCode) -> tuple[SkillId, SkillId]:
    """Of vowels, of consonants."""
    return SkillId(f"{language}.sound.vowel"), SkillId(f"{language}.sound.consonant")


def skill_title(guide: SoundGuide, skill: SkillId, reader: str) -> str | None:
    """None for a skill that isn't the guide's."""
    return _read(guide.titles.get(skill, {}), reader) or None


def confusions_of(guide: SoundGuide, skill: SkillId) -> Iterator[Confusion]:
    """In the order of the guide; what a drill of that skill is made of."""
    return (one for one in guide.confusions if one.skill == skill)


def is_vowel(guide: SoundGuide, phone: Phone) -> bool:
    found = guide.phones.get(phone)
    return found is not None and found.vowel


def _unknown_rate(guide: SoundGuide, asked: Phone, heard: Phone) -> float:
    if asked == NOTHING:
        return UNLIKE_RATE
    alike = heard == NOTHING or is_vowel(guide, asked) == is_vowel(guide, heard)
    return ALIKE_RATE if alike else UNLIKE_RATE


def _read(texts: Mapping[str, str], reader: str) -> str:
    return texts.get(reader) or texts.get("en", "")
