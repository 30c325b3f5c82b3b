"""Sets of word pairs: which confusion, which pairs, which voice says which word."""

from __future__ import annotations

import itertools
import random

import pytest

from langtutor.content.sounds import load_sound_guide
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Confusion, MinimalPair, Phone, PhoneGuide, Place, SoundGuide
from langtutor.core.text import SkillId
from langtutor.core.verdict import AnswerOutcome, WordOutcome
from langtutor.drills import minimal_pairs
from langtutor.drills.minimal_pairs import LENGTH, MOST_ALIKE, PairQuestion
from langtutor.settings.paths import resources_dir

EN, PT, DE = LanguageCode("en"), LanguageCode("pt"), LanguageCode("de")
TH, VOWELS = SkillId("en.sound.th"), SkillId("en.sound.vowel_length")


@pytest.fixture(scope="module")
def guide() -> SoundGuide:
    found = load_sound_guide(resources_dir() / "sounds", EN)
    assert found is not None
    return found


def small(*confusions: Confusion) -> SoundGuide:
    texts = {"en": "x"}
    phones = {Phone(name): PhoneGuide(Phone(name), name.lower(), f"*{name.lower()}*", texts, False) for name in "ABC"}
    return SoundGuide(EN, phones, confusions, {})


def confusion(asked: str, heard: str, *pairs: str, skill: SkillId = TH, rate: float = 0.2) -> Confusion:
    made = tuple(MinimalPair(*pair.split("/")) for pair in pairs)
    return Confusion(Phone(asked), Phone(heard), Place.ANY, skill, {PT: rate}, {"en": "Say a.", "pt": "Diga a."}, made)


FOUR = ("a/b", "aa/bb", "ac/bc", "ad/bd")


def test_the_usual_confusions_come_first_and_only_those_with_pairs() -> None:
    guide = small(
        confusion("A", "B", *FOUR, rate=0.1),
        confusion("A", "C", *FOUR, skill=VOWELS, rate=0.3),
        confusion("B", "C", "b/c", skill=SkillId("en.sound.few"), rate=0.9),
    )
    assert minimal_pairs.skills(guide, PT) == (VOWELS, TH)
    assert set(minimal_pairs.skills(guide, DE)) == {VOWELS, TH}


def test_pairs_of_the_other_direction_are_the_same_contrast() -> None:
    one, other = confusion("A", "B", "a/b", "aa/bb"), confusion("B", "A", "b/a", "bc/ac")
    pairs = minimal_pairs.pairs_of(small(one, other), one)
    assert pairs == (MinimalPair("a", "b"), MinimalPair("aa", "bb"), MinimalPair("ac", "bc"))


@pytest.mark.parametrize(
    ("skill", "said", "meant", "sounds"),
    [
        (TH, "tree", "three", ("TH", "T")),
        (TH, "Sink", "think", ("TH", "S")),
        (TH, "tink", "Think", ("TH", "T")),
        (TH, "dis", "this", ("DH", "D")),
        (TH, "mont", "month", ("TH", "T")),
        (VOWELS, "seat", "sit", ("IH", "IY")),
        (TH, "/s/", "/θ/", ("TH", "S")),
        (TH, "/–/", "/θ/", ("TH", "")),
        (SkillId("en.sound.vowel.cup"), "/oʊ/", "/ʌ/ə/", ("AH", "OW")),
        (SkillId("en.sound.final_consonant"), "/i/", "/–/", ("", "IY")),
    ],
)
def test_what_was_said_shows_which_confusion_it_was(
    guide: SoundGuide, skill: SkillId, said: str, meant: str, sounds: tuple[str, str]
) -> None:
    for seed in range(5):
        found = minimal_pairs.confusion_of(guide, skill, PT, random.Random(seed), [(said, meant)])
        assert found is not None
        assert (found.asked, found.heard) == sounds


def test_without_a_slip_one_is_drawn_and_the_usual_ones_most(guide: SoundGuide) -> None:
    drawn = [minimal_pairs.confusion_of(guide, TH, PT, random.Random(seed), [("x", "y")]) for seed in range(200)]
    rates = [one.speakers[PT] for one in drawn if one is not None and one.skill == TH]
    assert len(rates) == 200
    assert len(set(rates)) > 1
    assert max(set(rates), key=rates.count) == max(rates)


def test_of_an_unknown_skill_there_is_nothing(guide: SoundGuide) -> None:
    assert minimal_pairs.confusion_of(guide, SkillId("en.sound.nothing"), PT, random.Random(1)) is None


def test_between_two_sounds(guide: SoundGuide) -> None:
    found = minimal_pairs.confusion_between(guide, Phone("TH"), Phone("S"), PT)
    assert found is not None and found.skill == TH
    assert minimal_pairs.confusion_between(guide, Phone("TH"), Phone("AA"), PT) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_set_is_balanced_and_never_runs_on(guide: SoundGuide, seed: int) -> None:
    pairs = minimal_pairs.pairs_of(guide, guide.confusions[0])
    questions = minimal_pairs.exercise(pairs, random.Random(seed))
    assert len(questions) == LENGTH
    assert len({one.pair for one in questions}) == LENGTH
    answers = [one.plays_asked for one in questions]
    assert sum(answers) == LENGTH // 2
    assert max(len(list(run)) for _, run in itertools.groupby(answers)) <= MOST_ALIKE
    assert all(
        one.take % count != other.take % count for one, other in itertools.pairwise(questions) for count in (2, 3)
    )
    assert questions[0].speed < 1 and len({one.speed for one in questions}) > 1


def test_few_pairs_come_again_only_when_all_were_there() -> None:
    questions = minimal_pairs.exercise([MinimalPair(*pair.split("/")) for pair in FOUR], random.Random(3))
    assert len({one.pair for one in questions[:4]}) == len({one.pair for one in questions[4:]}) == 4


def test_the_answer() -> None:
    question = PairQuestion(MinimalPair("three", "tree"), False, 0, 1.0)
    assert question.item == "pair/three-tree"
    right, wrong = minimal_pairs.judge(question, "tree"), minimal_pairs.judge(question, "three")
    assert (right.outcome, wrong.outcome) == (AnswerOutcome.RIGHT, AnswerOutcome.SLIP)
    assert (wrong.answer, wrong.expected, wrong.slips) == ("three", "tree", ())
    assert wrong.words[0].outcome is WordOutcome.SLIP


def test_a_set_has_its_sounds_and_its_advice(guide: SoundGuide) -> None:
    one = next(one for one in guide.confusions if (one.asked, one.heard) == ("TH", "T"))
    made = minimal_pairs.pair_set(guide, one, "pt", random.Random(1))
    assert (made.asked.ipa, made.heard.ipa, made.advice) == ("θ", "t", one.advice["pt"])
    left_out = next(one for one in guide.confusions if one.heard == NOTHING and len(one.pairs) > 3)
    assert minimal_pairs.pair_set(guide, left_out, "en", random.Random(1)).heard.ipa == ""


def test_every_set_of_the_guide_can_be_made(guide: SoundGuide) -> None:
    for skill in minimal_pairs.skills(guide, PT):
        found = minimal_pairs.confusion_of(guide, skill, PT, random.Random(1))
        assert found is not None
        assert len(minimal_pairs.pair_set(guide, found, "en", random.Random(1)).questions) == LENGTH
