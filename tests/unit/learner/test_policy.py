from __future__ import annotations

import random
import statistics
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from langtutor.core.course import ItemId
from langtutor.core.errors import NothingToPractise
from langtutor.core.events import CardKept, DrillKind
from langtutor.core.skill import Knowing
from langtutor.core.text import SkillId
from langtutor.learner.cards import NEW_A_DAY, new_cards
from langtutor.learner.explain import ReasonCode
from langtutor.learner.overview import due_count
from langtutor.learner.policy import Choice, PolicyParams, choose
from langtutor.learner.state import LearnerState, fold_all, params_for
from tests.support.learner_events import (
    AGREEMENT,
    ALL,
    BE,
    COURSE,
    GIVEN_UP,
    PARAMS,
    PAST,
    PERFECT,
    POLICY,
    RIGHT,
    START,
    TH,
    TYPED,
    Learner,
)


def chosen(learner: Learner, seed: int = 0, exclude: frozenset[ItemId] = frozenset()) -> Choice:
    return choose(learner.state(), COURSE, learner.now, random.Random(seed), POLICY, ALL, exclude)


def test_the_first_session_begins_with_the_first_skill() -> None:
    choice = chosen(Learner())
    assert (choice.skill, choice.item, choice.reason.code) == (BE, f"{BE}/1", ReasonCode.FIRST)


def test_who_knows_much_begins_further_on() -> None:
    params = PolicyParams(params_for(COURSE, Knowing.COMFORTABLE))
    choice = choose(LearnerState(), COURSE, START, random.Random(0), params, ALL)
    assert choice.skill != BE


@pytest.mark.parametrize("seed", range(25))
def test_after_a_slip_comes_another_sentence_of_its_skill(seed: int) -> None:
    rng, learner = random.Random(seed), Learner()
    learner.lives(rng, rng.randint(0, 40))
    skill = rng.choice([BE, AGREEMENT, TH, PAST])
    failed = learner.fails(rng.choice(list(COURSE.sentences)), skill, said="I thinks.")
    choice = chosen(learner, seed)
    run = len(learner.state().recent) >= 3 and all(one.skill == skill for one in learner.state().recent[-3:])
    if not run:
        assert choice.skill == skill
        assert choice.item != failed.item
        assert choice.reason.code is ReasonCode.SLIP
        assert choice.reason.said == "I thinks."
        assert choice.reason.errors >= 1


def test_taking_the_slip_back_undoes_the_choice() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1")
    before = chosen(learner)
    now, answer = learner.now, learner.fails(f"{TH}/3")
    assert chosen(learner).skill == TH
    live = [event for event in learner.events if event.header.id not in {*answer.slips, answer.header.id}]
    assert choose(fold_all(live, PARAMS), COURSE, now, random.Random(0), POLICY, ALL) == before


def test_two_skills_that_went_wrong_are_both_repaired_in_turn() -> None:
    learner = Learner()
    learner.fails(f"{BE}/1", AGREEMENT, TH)
    first = chosen(learner)
    learner.answers(first.item)
    second = chosen(learner)
    learner.answers(second.item)
    assert {first.skill, second.skill} == {AGREEMENT, TH}
    assert chosen(learner).reason.code is not ReasonCode.SLIP


def test_a_skill_that_keeps_failing_is_left_for_a_while() -> None:
    learner, skills = Learner(), list[SkillId]()
    for _ in range(12):
        choice = chosen(learner)
        skills.append(choice.skill)
        if choice.skill == BE:
            learner.fails(choice.item)
        else:
            learner.answers(choice.item)
    runs = "".join("x" if skill == BE else "." for skill in skills)
    assert "xxx" in runs
    assert "xxxx" not in runs
    assert runs.count("x") >= 6


def test_an_old_mistake_is_no_repair_but_a_weakness() -> None:
    learner = Learner()
    learner.fails(f"{BE}/1")
    learner.wait(hours=3)
    assert chosen(learner).reason.code is not ReasonCode.SLIP


def test_giving_up_is_repaired_too() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1", GIVEN_UP)
    choice = chosen(learner)
    assert (choice.skill, choice.reason.code, choice.reason.said) == (BE, ReasonCode.SLIP, "")


def test_due_cards_come_first_but_do_not_fill_the_session() -> None:
    learner = Learner()
    for number in range(1, 5):
        learner.answers(f"{BE}/{number}")
        learner.answers(f"{TH}/{number}")
    learner.wait(days=20)
    codes = []
    for _ in range(12):
        choice = chosen(learner)
        codes.append(choice.reason.code)
        if choice.reason.code is ReasonCode.DUE:
            assert learner.state().cards[choice.item].due <= learner.now
            assert choice.reason.days == 20
        learner.answers(choice.item)
    assert codes[0] is ReasonCode.DUE
    assert 4 <= codes.count(ReasonCode.DUE) <= 7
    learner.fails(f"{TH}/1")
    assert chosen(learner).reason.code is ReasonCode.SLIP


def test_kept_cards_are_practised() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1")
    kept = learner.keeps("umbrella")
    choice = chosen(learner)
    assert (choice.item, choice.skill) == (kept.item, "en.word.umbrella")
    assert (choice.reason.code, choice.reason.front) == (ReasonCode.CARD, "umbrella")


@pytest.mark.parametrize("seed", range(8))
def test_a_session_never_repeats_at_once_never_excludes_in_vain_and_mixes(seed: int) -> None:
    items, skills = session(seed)
    assert all(item != before for before, item in pairwise(items))
    assert len(set(skills)) >= 3
    longest = max(len(run) for run in _runs(skills))
    assert longest <= POLICY.max_run_repair + 1


def test_sessions_meet_many_sentences() -> None:
    """All but those of a learner who keeps failing at the first skills, which hold the later ones back."""
    distinct = sorted(len(set(session(seed)[0])) for seed in range(12))
    assert distinct[0] >= 10
    assert distinct[1] >= 15
    assert statistics.median(distinct) >= 20


def session(seed: int) -> tuple[list[ItemId], list[SkillId]]:
    """60 exercises, three in four answered right, on a course a third of which is excluded."""
    rng, learner = random.Random(seed), Learner()
    items: list[ItemId] = []
    skills: list[SkillId] = []
    exclude = frozenset(rng.sample(list(COURSE.sentences), k=12))
    for _ in range(60):
        choice = chosen(learner, rng.randrange(10**6), exclude)
        assert choice.item not in exclude
        assert (choice.kind, choice.mode) in ALL
        items.append(choice.item)
        skills.append(choice.skill)
        if rng.random() < 0.75:
            learner.answers(choice.item, drill=choice.kind, mode=choice.mode)
        else:
            learner.fails(choice.item)
    return items, skills


def _runs(skills: list[SkillId]) -> list[list[SkillId]]:
    runs: list[list[SkillId]] = []
    for skill in skills:
        if runs and runs[-1][-1] == skill:
            runs[-1].append(skill)
        else:
            runs.append([skill])
    return runs


def test_prerequisites_come_first() -> None:
    learner = Learner()
    for _ in range(40):
        choice = chosen(learner)
        if choice.skill in (BE, PAST):
            learner.answers(choice.item, GIVEN_UP)
        else:
            learner.answers(choice.item)
        assert choice.skill not in (PERFECT, AGREEMENT)


def test_a_learner_who_gets_all_right_reaches_every_skill() -> None:
    learner, met = Learner(), set()
    for _ in range(80):
        choice = chosen(learner)
        met.add(choice.skill)
        learner.answers(choice.item, drill=choice.kind, mode=choice.mode)
    assert met == {skill.id for skill in COURSE.skills}


def test_drills_suit_the_skill_and_vary() -> None:
    def kinds(item: str) -> Counter[DrillKind]:
        learner = Learner()
        learner.fails(item)
        return Counter(chosen(learner, seed).kind for seed in range(200))

    sound, grammar = kinds(f"{TH}/1"), kinds(f"{BE}/1")
    assert sound[DrillKind.TRANSLATE] < 20
    assert grammar[DrillKind.TRANSLATE] > sound[DrillKind.TRANSLATE] + 20
    assert len(grammar) >= 2


def test_only_what_is_allowed() -> None:
    learner = Learner()
    learner.fails(f"{TH}/1")
    for seed in range(30):
        choice = choose(learner.state(), COURSE, learner.now, random.Random(seed), POLICY, TYPED)
        assert (choice.kind, choice.mode) in TYPED


def test_the_same_dice_choose_the_same() -> None:
    learner = Learner()
    learner.lives(random.Random(4), 30)
    assert chosen(learner, 7) == chosen(learner, 7)


def test_the_last_sentence_there_is_may_come_again() -> None:
    learner = Learner()
    item = ItemId(f"{BE}/1")
    others = frozenset(COURSE.sentences) - {item}
    for outcome in (RIGHT, GIVEN_UP):
        learner.answers(item, outcome)
        assert chosen(learner, exclude=others).item == item


def test_nothing_left_is_said() -> None:
    with pytest.raises(NothingToPractise):
        chosen(Learner(), exclude=frozenset(COURSE.sentences))
    with pytest.raises(NothingToPractise):
        choose(LearnerState(), COURSE, START, random.Random(0), POLICY, frozenset())


def test_alternatives_are_the_best_first() -> None:
    learner = Learner()
    learner.lives(random.Random(1), 30)
    scores = [one.score for one in chosen(learner).alternatives]
    assert scores
    assert scores == sorted(scores, reverse=True)


def test_a_skill_left_alone_for_long_says_so() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1")
    later = learner.now + timedelta(days=30)
    exclude = frozenset({ItemId(f"{BE}/1")})
    rest = frozenset(item for item in COURSE.sentences if not item.startswith(BE)) | exclude
    choice = choose(learner.state(), COURSE, later, random.Random(0), POLICY, ALL, rest)
    assert (choice.reason.code, choice.reason.days) == (ReasonCode.STALE, 30)


def test_a_repair_without_another_sentence_waits() -> None:
    learner = Learner()
    failed = learner.fails(f"{BE}/1")
    others = frozenset(item for item in COURSE.sentences if item.startswith(BE) and item != failed.item)
    assert chosen(learner, exclude=others).item != failed.item


def test_nothing_new_while_too_much_is_shaky() -> None:
    open_course = replace(COURSE, skills=tuple(replace(skill, prerequisites=()) for skill in COURSE.skills))
    learner = Learner()
    offered = []
    for skill in (BE, AGREEMENT, TH, PAST):
        learner.fails(f"{skill}/1")
        choice = choose(learner.state(), open_course, learner.now, random.Random(0), POLICY, ALL)
        offered.append(PERFECT in [one.skill for one in choice.alternatives])
    assert offered == [True, True, True, False]


def test_new_cards_come_a_few_a_day_and_after_what_is_to_be_recalled() -> None:
    learner = Learner()
    old = learner.keeps("umbrella")
    learner.recalls(old)
    for number in range(1, 5):
        learner.answers(f"{BE}/{number}")
    cards = [learner.keeps(f"word {n}") for n in range(40)]
    learner.looks_up_thrice("word 30")
    learner.wait(days=5)
    begun: list[CardKept] = []
    for _ in range(150):
        choice = chosen(learner)
        card = next((card for card in (old, *cards) if card.item == choice.item), None)
        if card is None:
            learner.answers(choice.item)
        else:
            begun += [card] if card not in begun else []
            learner.recalls(card)
    assert [card for card in begun if card != old][:3] == [cards[30], cards[0], cards[1]]
    assert len(begun) == 1 + NEW_A_DAY
    assert not new_cards(learner.state().kept, learner.state().cards, learner.now, ())
    learner.wait(days=1)
    assert due_count(learner.state(), COURSE, learner.now) >= NEW_A_DAY
