"""When two sounds are to be heard apart, why, and what an answer by ear tells of a skill."""

from __future__ import annotations

import json
import random

import pytest

from langtutor.core.text import SkillId
from langtutor.learner import hearing, knowledge, policy
from langtutor.learner.explain import Reason, ReasonCode
from langtutor.learner.hearing import HearingParams
from langtutor.learner.knowledge import Outcome
from langtutor.learner.state import dump, load
from tests.support.learner_events import AGREEMENT, ALL, BE, COURSE, PARAMS, POLICY, SLIP, START, TH, Learner

VOWELS = SkillId("en.sound.vowel_length")
CAN_HEAR = (VOWELS, TH)
USUAL = HearingParams()


def first(learner: Learner, upcoming: SkillId = BE, session: str = "s1") -> Reason | None:
    return hearing.first(learner.state(), upcoming, session, learner.now, CAN_HEAR, USUAL)


def says(learner: Learner, said: str, meant: str, number: int = 1, skill: SkillId = TH) -> None:
    item = f"{TH}/{number}"
    slip = learner.slips(skill, item, f"I have {said} cats.", meant=f"I have {meant} cats.")
    learner.answers(item, SLIP, (slip,))


def exercises(learner: Learner, count: int) -> None:
    for number in range(count):
        learner.answers(f"{BE}/{number + 1}")


def test_the_same_slip_twice_calls_for_listening() -> None:
    learner = Learner()
    says(learner, "tree", "three")
    assert first(learner) is None
    says(learner, "tree", "three", 2)
    assert first(learner) == Reason(ReasonCode.HEAR_SLIP, TH, attempts=2, errors=2, said="tree", meant="three")


def test_other_words_count_together_and_the_most_frequent_is_named() -> None:
    learner = Learner()
    for number, said in enumerate(["sink", "tree", "sink"]):
        says(learner, said, "think" if said == "sink" else "three", number)
    found = first(learner)
    assert found == Reason(ReasonCode.HEAR_SLIP, TH, attempts=3, errors=2, said="sink", meant="think")


def test_slips_in_grammar_call_for_nothing() -> None:
    learner = Learner()
    for number in (1, 2, 3):
        learner.fails(f"{AGREEMENT}/{number}")
    assert first(learner, AGREEMENT) is None


def test_it_is_told_once_and_only_new_slips_count_afterwards() -> None:
    learner = Learner()
    says(learner, "tree", "three")
    says(learner, "tree", "three", 2)
    learner.hears(TH, *[True] * 8)
    exercises(learner, USUAL.gap)
    assert first(learner) is None
    says(learner, "tree", "three", 3)
    assert first(learner) is None
    says(learner, "tree", "three", 4)
    assert first(learner) is None
    learner.wait(minutes=USUAL.rest_minutes)
    assert first(learner) is not None


def test_never_twice_running_whatever_went_wrong() -> None:
    learner = Learner()
    learner.hears(VOWELS, *[True] * 8)
    for number in (1, 2):
        says(learner, "tree", "three", number)
    assert first(learner) is None
    exercises(learner, USUAL.gap - 2)
    assert first(learner) is not None


def test_old_slips_are_let_be() -> None:
    learner = Learner()
    says(learner, "tree", "three")
    says(learner, "tree", "three", 2)
    learner.wait(days=USUAL.slip_days)
    assert first(learner) is None


def test_before_a_sound_is_practised_for_the_first_time_once_in_a_sitting() -> None:
    learner = Learner()
    assert first(learner, BE) is None
    assert first(learner, TH) == Reason(ReasonCode.HEAR_NEW, TH)
    learner.hears(TH, *[True] * 8)
    exercises(learner, USUAL.gap)
    assert first(learner, TH) is None
    assert first(learner, VOWELS) is None
    assert first(learner, VOWELS, session="another") == Reason(ReasonCode.HEAR_NEW, VOWELS)


def test_not_before_a_sound_that_was_practised_already() -> None:
    learner = Learner()
    learner.answers(f"{TH}/1")
    assert first(learner, TH) is None


def test_where_nobody_described_the_sounds_there_is_nothing_to_hear() -> None:
    learner = Learner()
    says(learner, "tree", "three")
    says(learner, "tree", "three", 2)
    assert hearing.first(learner.state(), TH, "s1", learner.now, (), USUAL) is None
    assert hearing.asked_for(learner.state(), learner.now, (), USUAL) is None


def test_what_was_misheard_comes_again_another_day() -> None:
    learner = Learner()
    learner.hears(TH, True, False, False, True, True, False, True, False)
    exercises(learner, USUAL.gap)
    assert first(learner) is None
    learner.wait(hours=USUAL.again_hours)
    assert first(learner) == Reason(ReasonCode.HEAR_AGAIN, TH, attempts=8, errors=4)
    learner.hears(TH, *[True] * 8, session="s2")
    learner.wait(hours=USUAL.again_hours)
    exercises(learner, USUAL.gap)
    assert first(learner) is None


def test_a_set_that_was_left_at_once_says_nothing() -> None:
    learner = Learner()
    learner.hears(TH, False, False)
    exercises(learner, USUAL.gap)
    learner.wait(days=1)
    assert first(learner) is None


def test_who_asks_gets_the_usual_confusion_then_what_was_heard_longest_ago() -> None:
    learner = Learner()

    def asked() -> Reason | None:
        return hearing.asked_for(learner.state(), learner.now, CAN_HEAR, USUAL)

    assert asked() == Reason(ReasonCode.HEAR, VOWELS)
    learner.hears(VOWELS, True, True, True, True)
    assert asked() == Reason(ReasonCode.HEAR, TH)
    learner.hears(TH, True, True, True, True)
    assert asked() == Reason(ReasonCode.HEAR, VOWELS)
    says(learner, "tree", "three")
    says(learner, "tree", "three", 2)
    told = asked()
    assert told is not None and (told.skill, told.code) == (TH, ReasonCode.HEAR_SLIP)


@pytest.mark.parametrize(
    ("said", "meant", "word"),
    [
        ("tree", "three", ("tree", "three")),
        ("I sink this", "I think this", ("sink", "think")),
        ("sink?", "Think.", ("sink", "Think")),
        ("I sink dis", "I think this", None),
        ("the tea", "tea", None),
        ("tea.", "Tea", None),
        ("", "", None),
        ("think /t/", "think /θ/", ("/t/", "/θ/")),
        ("cup /ɑ/", "cup /ʌ/ə/", ("/ɑ/", "/ʌ/ə/")),
        ("old /i/", "old", ("/i/", "/–/")),
        ("teeth /–/", "teeth /θ/", ("/–/", "/θ/")),
    ],
)
def test_the_word_that_was_said_otherwise(said: str, meant: str, word: tuple[str, str] | None) -> None:
    assert hearing.slipped_word(said, meant) == word


def test_hearing_moves_the_skill_less_than_saying_and_misses_more_than_hits() -> None:
    base = knowledge.prior(TH, PARAMS)

    def p(*outcomes: Outcome) -> float:
        belief = base
        for outcome in outcomes:
            belief = knowledge.update(belief, outcome, START, PARAMS)
        return knowledge.predicted(belief, 0.0)

    before = p()
    heard, said = Outcome(True, -0.5, guess=0.5, weight=0.5), Outcome(True, -0.5)
    missed, slipped = Outcome(False, -0.5, guess=0.5, weight=0.5), Outcome(False, -0.5)
    assert before < p(heard) < p(said)
    assert p(slipped) < p(missed) < before
    assert p(heard) - before < before - p(missed)
    assert p(*[heard] * 8) < p(*[said] * 3)


def test_a_whole_set_by_chance_says_little() -> None:
    learner = Learner()
    learner.hears(TH, *[True, False] * 4)
    before = knowledge.predicted(knowledge.prior(TH, PARAMS), 0.0)
    after = knowledge.predicted(learner.state().skills[TH].strength, 0.0)
    assert before - 0.2 < after < before


def test_hearing_neither_mends_a_slip_nor_makes_a_card_nor_counts_as_an_exercise() -> None:
    learner = Learner()
    says(learner, "tree", "three")
    before = learner.state()
    learner.hears(TH, True, False)
    after = learner.state()
    assert (after.recent, after.cards, after.slips) == (before.recent, before.cards, before.slips)
    assert (after.skills[TH].outcomes, after.skills[TH].mistake) == ((False,), before.skills[TH].mistake)
    assert after.skills[TH].open
    assert [pair.right for pair in after.pairs] == [True, False]
    assert load(json.loads(json.dumps(dump(after)))) == after


def test_a_skill_that_was_only_heard_is_new_to_say() -> None:
    learner = Learner()
    learner.hears(TH, *[True] * 8)
    only_th = frozenset(item for item in COURSE.sentences if not item.startswith(TH))
    chosen = policy.choose(learner.state(), COURSE, learner.now, random.Random(1), POLICY, ALL, only_th)
    assert (chosen.skill, chosen.reason.code) == (TH, ReasonCode.NEW)
