"""What is said about a sound: what is written for its place and the learner's language, else how it is made."""

from __future__ import annotations

import pytest

from langtutor.core.language import LanguageCode
from langtutor.core.sound_advice import (
    ALIKE_RATE,
    FOREIGN_RATE,
    UNLIKE_RATE,
    advice,
    confusions_of,
    find,
    other_skill,
    places,
    rate,
    skill_of,
    skill_title,
)
from langtutor.core.sounds import NOTHING, Confusion, Phone, PhoneGuide, Place, SoundGuide
from langtutor.core.text import SkillId

PT, ES, DE = LanguageCode("pt"), LanguageCode("es"), LanguageCode("de")
A, E, S, T, TH, L = (Phone(name) for name in ("A", "E", "S", "T", "TH", "L"))
ANYWHERE = frozenset({Place.ANY})
AT_THE_END = frozenset({Place.ANY, Place.LAST})
SKILL = SkillId("xx.sound.th")


def phone(name: Phone, vowel: bool) -> PhoneGuide:
    return PhoneGuide(
        name, name.lower(), f"*{name}*", {"en": f"How {name} is made", "pt": f"Como se faz {name}"}, vowel
    )


def confusion(asked: Phone, heard: Phone, place: Place = Place.ANY, **rates: float) -> Confusion:
    said = f"{asked} not {heard} {place.value} {'+'.join(rates)}"
    speakers = {LanguageCode(code): value for code, value in rates.items()}
    return Confusion(asked, heard, place, SKILL, speakers, {"en": said})


GUIDE = SoundGuide(
    language=LanguageCode("xx"),
    phones={name: phone(name, vowel=name in (A, E)) for name in (A, E, S, T, TH, L)},
    confusions=(
        confusion(TH, T, pt=0.3),
        confusion(TH, T, Place.LAST, pt=0.4),
        confusion(TH, S, Place.LAST, es=0.2),
        confusion(TH, S, pt=0.1, es=0.005),
        confusion(NOTHING, E, Place.LAST, pt=0.5),
    ),
    titles={SKILL: {"en": "The th", "pt": "O th"}, SkillId("xx.sound.vowel"): {"en": "Other vowels"}},
)


@pytest.mark.parametrize(
    ("word", "at", "put_in", "expected"),
    [
        ((S, T, A, L), 0, False, {Place.FIRST, Place.CLUSTER}),
        ((S, T, A, L), 1, False, {Place.CLUSTER}),
        ((S, T, A, L), 2, False, {Place.CLUSTER}),
        ((S, T, A, L), 3, False, {Place.LAST}),
        ((A,), 0, False, {Place.FIRST, Place.LAST}),
        ((A, T, E), 1, False, set()),
        ((S, T, A, L), 0, True, {Place.FIRST}),
        ((S, T, A, L), 1, True, {Place.CLUSTER}),
        ((S, T, A, L), 2, True, set()),
        ((S, T, A, L), 4, True, {Place.LAST}),
    ],
)
def test_where_a_sound_stands(word: tuple[Phone, ...], at: int, put_in: bool, expected: set[Place]) -> None:
    assert places(GUIDE, word, at, put_in) == expected | {Place.ANY}


def said(asked: Phone, heard: Phone, where: frozenset[Place], speaks: LanguageCode | None = PT) -> str:
    return advice(GUIDE, asked, heard, where, speaks, "en")


def test_what_is_written_for_the_place_comes_first() -> None:
    assert said(TH, T, AT_THE_END) == "TH not T last pt"
    assert said(TH, T, ANYWHERE) == "TH not T any pt"


def test_what_the_learners_language_is_known_for_comes_before_the_place() -> None:
    assert said(TH, S, AT_THE_END) == "TH not S any pt+es"
    assert said(TH, S, AT_THE_END, ES) == "TH not S last es"
    assert said(TH, S, AT_THE_END, None) == "TH not S last es"
    assert said(TH, S, ANYWHERE, DE) == "TH not S any pt+es"


def test_how_a_sound_is_made_stands_in_for_what_nobody_wrote() -> None:
    assert find(GUIDE, S, TH, ANYWHERE, PT) is None
    assert advice(GUIDE, S, TH, ANYWHERE, PT, "pt") == "Como se faz S"
    assert advice(GUIDE, S, NOTHING, AT_THE_END, PT, "de") == "How S is made"
    assert said(NOTHING, E, AT_THE_END) == " not E last pt"
    assert said(NOTHING, E, ANYWHERE) == ""
    assert said(Phone("??"), E, ANYWHERE) == ""


def test_advice_is_in_english_where_the_reader_has_none() -> None:
    assert advice(GUIDE, TH, T, ANYWHERE, PT, "pt") == "TH not T any pt"


def test_rates_are_those_of_the_learners_language() -> None:
    assert rate(GUIDE, TH, T, ANYWHERE, PT) == 0.3
    assert rate(GUIDE, TH, T, AT_THE_END, PT) == 0.4
    assert rate(GUIDE, TH, S, AT_THE_END, PT) == 0.1
    assert rate(GUIDE, TH, T, ANYWHERE, DE) == FOREIGN_RATE
    assert rate(GUIDE, TH, S, AT_THE_END, None) == FOREIGN_RATE


def test_what_nobody_is_known_for_is_rare_and_rarer_the_less_alike() -> None:
    assert rate(GUIDE, A, E, ANYWHERE, PT) == rate(GUIDE, S, L, ANYWHERE, PT) == ALIKE_RATE
    assert rate(GUIDE, S, NOTHING, ANYWHERE, PT) == rate(GUIDE, A, NOTHING, ANYWHERE, PT) == ALIKE_RATE
    assert rate(GUIDE, A, S, ANYWHERE, PT) == rate(GUIDE, NOTHING, S, ANYWHERE, PT) == UNLIKE_RATE
    assert 0 < UNLIKE_RATE < ALIKE_RATE < FOREIGN_RATE


def test_everything_is_counted_somewhere() -> None:
    assert skill_of(GUIDE, TH, T, ANYWHERE, PT) == SKILL
    assert skill_of(GUIDE, A, S, ANYWHERE, PT) == "xx.sound.vowel"
    assert skill_of(GUIDE, S, A, ANYWHERE, PT) == other_skill(GUIDE, S) == "xx.sound.consonant"
    assert skill_of(GUIDE, NOTHING, A, ANYWHERE, PT) == "xx.sound.vowel"


def test_titles_are_read_in_the_readers_language_else_in_english() -> None:
    assert skill_title(GUIDE, SKILL, "pt") == "O th"
    assert skill_title(GUIDE, SKILL, "de") == "The th"
    assert skill_title(GUIDE, SkillId("xx.grammar.verb"), "en") is None


def test_a_skills_confusions_are_what_its_drill_is_made_of() -> None:
    assert tuple(confusions_of(GUIDE, SKILL)) == GUIDE.confusions
    assert tuple(confusions_of(GUIDE, SkillId("xx.sound.vowel"))) == ()
