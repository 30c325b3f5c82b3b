from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from langtutor.core.events import CardRemoved, CardsMerged
from langtutor.core.language import LanguageCode
from langtutor.core.skill import Knowing
from langtutor.learner.cards import word_skill
from langtutor.learner.memory import retrievability
from langtutor.learner.state import (
    LearnerState,
    dump,
    estimate_of,
    estimates,
    fold,
    fold_all,
    fold_version,
    load,
    params_for,
)
from tests.support.learner_events import (
    AGREEMENT,
    BE,
    COURSE,
    GIVEN_UP,
    PARAMS,
    RIGHT,
    SLIP,
    START,
    TH,
    UNCLEAR,
    Learner,
)


@pytest.mark.parametrize("seed", range(5))
def test_a_state_goes_through_json_and_on_as_if_nothing_had_happened(seed: int) -> None:
    learner = Learner()
    learner.lives(random.Random(seed), 60)
    half = len(learner.events) // 2
    whole = fold_all(learner.events, PARAMS)
    state = load(json.loads(json.dumps(dump(fold_all(learner.events[:half], PARAMS)))))
    for event in learner.events[half:]:
        state = fold(state, event, PARAMS)
    assert state == whole
    assert len(state.recent) == 50
    assert state.kept
    assert load(dump(state)) == state


def test_a_slip_counts_once_against_its_own_skill() -> None:
    learner = Learner()
    learner.fails(f"{AGREEMENT}/1")
    record = learner.state().skills[AGREEMENT]
    assert (record.strength.n, record.outcomes, record.open) == (1, (False,), True)
    assert record.mistake is not None
    assert (record.mistake.said, record.mistake.meant) == ("She walk.", "She walks.")


def test_a_slip_in_another_skill_leaves_the_exercises_own_where_it_was() -> None:
    learner = Learner()
    learner.fails(f"{AGREEMENT}/1", TH)
    state = learner.state()
    assert set(state.skills) == {TH}
    assert [card.reviews for card in state.cards.values()] == [1]
    assert state.recent[-1].skill == AGREEMENT


def test_slips_without_their_ids_are_linked_by_having_happened_at_once() -> None:
    learner = Learner()
    learner.slips(TH, f"{AGREEMENT}/1")
    learner.answers(f"{AGREEMENT}/1", SLIP)
    assert set(learner.state().skills) == {TH}
    learner.answers(f"{AGREEMENT}/1", SLIP)
    assert learner.state().skills[AGREEMENT].outcomes == (False,)


def test_two_slips_of_one_skill_in_one_answer_are_one_failure() -> None:
    learner = Learner()
    learner.fails(f"{AGREEMENT}/1", AGREEMENT, AGREEMENT, TH)
    state = learner.state()
    assert (state.skills[AGREEMENT].strength.n, state.skills[TH].strength.n) == (1, 1)
    learner.fails(f"{AGREEMENT}/1")
    assert learner.state().skills[AGREEMENT].strength.n == 2


def test_slips_of_free_writing_count_each() -> None:
    learner = Learner()
    learner.slips(TH, None)
    learner.slips(TH, None)
    assert learner.state().skills[TH].strength.n == 2


def test_wrong_without_a_named_slip_and_giving_up_count_against_the_exercises_skill() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1", SLIP)
    learner.answers(f"{TH}/1", GIVEN_UP)
    state = learner.state()
    assert state.skills[BE].outcomes == state.skills[TH].outcomes == (False,)
    mistake = state.skills[TH].mistake
    assert mistake is not None
    assert (mistake.said, mistake.meant) == ("", "She walks.")


def test_unclear_is_remembered_and_never_counted() -> None:
    learner = Learner()
    learner.answers(f"{BE}/1", UNCLEAR)
    state = learner.state()
    assert (dict(state.skills), dict(state.cards)) == ({}, {})
    assert [attempt.outcome for attempt in state.recent] == [UNCLEAR]


def test_right_closes_a_mistake_and_help_makes_it_worth_less() -> None:
    alone, helped = Learner(), Learner()
    for learner in (alone, helped):
        learner.fails(f"{BE}/1")
        learner.answers(f"{BE}/2", RIGHT, used_help=learner is helped)
        assert not learner.state().skills[BE].open
    assert estimate_of(helped.state(), BE, START, PARAMS).p < estimate_of(alone.state(), BE, START, PARAMS).p
    assert helped.state().cards != alone.state().cards


def test_what_is_taken_back_leaves_no_trace() -> None:
    """The ledger leaves retracted events out; every belief must then be as if they had never been."""
    plain, disputing = Learner(), Learner()
    for learner in (plain, disputing):
        learner.answers(f"{BE}/1")
    disputed = disputing.fails(f"{AGREEMENT}/1", AGREEMENT, TH)
    kept = [event for event in disputing.events if event.header.id not in {*disputed.slips, disputed.header.id}]
    assert fold_all(kept, PARAMS) == plain.state()
    only_slips_gone = [event for event in disputing.events if event.header.id not in disputed.slips]
    state = fold_all(only_slips_gone, PARAMS)
    assert (state.skills, state.cards) == (plain.state().skills, plain.state().cards)


def test_an_answer_with_one_of_two_slips_taken_back_stays_wrong() -> None:
    learner = Learner()
    answer = learner.fails(f"{BE}/1", BE, TH)
    state = fold_all([event for event in learner.events if event.header.id != answer.slips[0]], PARAMS)
    assert set(state.skills) == {TH}
    assert answer.item in state.cards


def test_cards_are_reviewed_and_kept_ones_are_due_at_once() -> None:
    learner = Learner()
    item = learner.answers(f"{BE}/1").item
    kept = learner.keeps("Umbrella stand")
    state = learner.state()
    assert state.cards[item].reviews == 1
    assert retrievability(state.cards[item], learner.now) > 0.9
    assert state.cards[kept.item].due <= learner.now
    assert state.kept[kept.item].skill == "en.word.umbrella_stand"
    assert word_skill(LanguageCode("pt"), "Não!") == "pt.word.não"


def test_folding_depends_on_events_alone() -> None:
    learner = Learner()
    learner.lives(random.Random(2), 40)
    random.seed(0)
    first = learner.state()
    random.seed(99)
    assert learner.state() == first


def test_estimates_cover_the_course_and_whatever_else_was_met() -> None:
    learner = Learner()
    word = word_skill(LanguageCode("en"), "umbrella")
    learner.slips(word, None)
    told = estimates(learner.state(), COURSE, learner.now, PARAMS)
    assert list(told) == [*(skill.id for skill in COURSE.skills), word]
    assert (told[word].n, told[BE].n) == (1, 0)
    assert estimates(LearnerState(), COURSE, START + timedelta(days=900), PARAMS)[BE].n == 0


def test_the_version_changes_with_the_parameters() -> None:
    versions = {
        fold_version(PARAMS),
        fold_version(params_for(COURSE, Knowing.SOME)),
        fold_version(replace(PARAMS, drift_per_day=0.5)),
        fold_version(replace(PARAMS, levels={})),
    }
    assert len(versions) == 4
    assert fold_version(PARAMS) == fold_version(params_for(COURSE, Knowing.NEW))


def test_looking_a_word_up_a_third_time_moves_its_skill_a_little_and_makes_its_card_due() -> None:
    learner = Learner()
    kept = learner.keeps("umbrella")
    learner.recalls(kept)
    learner.recalls(kept)
    skill = word_skill(LanguageCode("en"), "umbrella")
    before = learner.state()
    assert before.cards[kept.item].due > learner.now
    for session in ("a", "b", "b", "c"):
        learner.looks_up("umbrella", session)
    after = learner.state()
    assert after.looked_up[skill].count == 3
    assert after.cards[kept.item].due <= learner.now
    assert 0 < before.skills[skill].strength.mean - after.skills[skill].strength.mean < 0.5
    assert after.skills[skill].outcomes == before.skills[skill].outcomes
    assert not after.skills[skill].open


def test_two_look_ups_say_nothing_and_a_right_answer_begins_anew() -> None:
    learner = Learner()
    kept = learner.keeps("umbrella")
    for session in ("a", "b"):
        learner.looks_up("umbrella", session)
    assert not learner.state().skills
    learner.recalls(kept)
    learner.looks_up("umbrella", "c")
    assert learner.state().looked_up[word_skill(LanguageCode("en"), "umbrella")].count == 1


def test_merged_cards_count_reviews_together_and_later_answers_to_either() -> None:
    learner = Learner()
    one, other = learner.keeps("umbrella"), learner.keeps("umbrella")
    for card in (one, one, other):
        learner.recalls(card)
    apart = learner.state().cards
    learner.events.append(CardsMerged(learner.header(), one.item, (other.item,), "guarda-chuva"))
    merged = learner.state()
    assert set(merged.kept) == set(merged.cards) == {one.item}
    memory = merged.cards[one.item]
    assert memory.reviews == 3
    assert memory.due == min(apart[one.item].due, apart[other.item].due)
    learner.recalls(other)
    assert learner.state().cards[one.item].reviews == 4


def test_a_removed_card_is_gone_with_its_memory() -> None:
    learner = Learner()
    kept = learner.keeps("umbrella")
    learner.events.append(CardRemoved(learner.header(), kept.item))
    state = learner.state()
    assert not state.kept
    assert not state.cards
