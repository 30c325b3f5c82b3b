from __future__ import annotations

import math
import random
from datetime import timedelta

import pytest

from langtutor.core.skill import Knowing, Level
from langtutor.learner.knowledge import Outcome, Params, SkillState, estimate, predicted, prior, update, widened
from tests.support.learner_events import BE, PAST, PERFECT, START

PARAMS = Params(levels={BE: Level.A1, PAST: Level.A2, PERFECT: Level.B1})


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def random_state(rng: random.Random) -> SkillState:
    return SkillState(rng.uniform(-4, 4), rng.uniform(PARAMS.least_variance, 2), 3, START)


def test_update_is_the_posterior_of_a_logistic_likelihood() -> None:
    """Against samples of the prior weighted by the likelihood."""
    rng = random.Random(5)
    before = SkillState(0.6, 1.1, 2, START)
    samples = [rng.gauss(before.mean, math.sqrt(before.variance)) for _ in range(60_000)]
    weights = [1 - logistic(sample - 0.5) for sample in samples]
    mean = sum(w * s for w, s in zip(weights, samples, strict=True)) / sum(weights)
    variance = sum(w * (s - mean) ** 2 for w, s in zip(weights, samples, strict=True)) / sum(weights)
    after = update(before, Outcome(False, 0.5), START, PARAMS)
    assert after.mean == pytest.approx(mean, abs=0.02)
    assert after.variance == pytest.approx(variance, abs=0.02)
    assert predicted(before, 0.5) == pytest.approx(1 - sum(weights) / len(weights), abs=0.01)


@pytest.mark.parametrize("seed", range(30))
def test_success_raises_and_failure_lowers(seed: int) -> None:
    rng = random.Random(seed)
    state, now = random_state(rng), START + timedelta(days=rng.uniform(0, 30))
    difficulty = rng.uniform(-2, 2)
    before = estimate(state, now, PARAMS).p
    better = estimate(update(state, Outcome(True, difficulty), now, PARAMS), now, PARAMS)
    worse = estimate(update(state, Outcome(False, difficulty), now, PARAMS), now, PARAMS)
    assert worse.p < before < better.p
    assert worse.low < worse.p < worse.high
    assert better.low < better.p < better.high


def test_a_hard_success_tells_more_than_an_easy_one() -> None:
    state = prior(BE, PARAMS)
    means = [update(state, Outcome(True, difficulty), START, PARAMS).mean for difficulty in (-1.0, 0.0, 1.0)]
    assert means == sorted(means)
    losses = [update(state, Outcome(False, difficulty), START, PARAMS).mean for difficulty in (-1.0, 0.0, 1.0)]
    assert losses == sorted(losses)


def test_attempts_narrow_the_interval_and_time_widens_it_up_to_the_prior() -> None:
    state, now = prior(BE, PARAMS), START
    start = estimate(state, now, PARAMS)
    widths = [start.high - start.low]
    for attempt in range(12):
        state = update(state, Outcome(attempt % 2 == 0), now, PARAMS)
        told = estimate(state, now, PARAMS)
        widths.append(told.high - told.low)
        assert told.n == attempt + 1
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 0.6 * widths[0]
    later = [widened(state, now + timedelta(days=days), PARAMS).variance for days in (0, 1, 7, 30, 300, 3000)]
    assert later[:4] == sorted(set(later[:4]))
    assert later[-1] == later[-2] == PARAMS.prior_variance


def test_many_attempts_leave_it_able_to_change() -> None:
    state = prior(BE, PARAMS)
    for _ in range(300):
        state = update(state, Outcome(True), START, PARAMS)
    assert state.variance >= PARAMS.least_variance
    high = estimate(state, START, PARAMS).p
    for _ in range(15):
        state = update(state, Outcome(False), START, PARAMS)
    assert estimate(state, START, PARAMS).p < high - 0.2


def test_priors_follow_level_and_what_the_learner_said() -> None:
    def p(skill_index: int, knowing: Knowing) -> float:
        skill = (BE, PAST, PERFECT)[skill_index]
        params = Params(knowing=knowing, levels=PARAMS.levels)
        return estimate(prior(skill, params), START, params).p

    for knowing in Knowing:
        assert p(0, knowing) > p(1, knowing) > p(2, knowing)
    for skill in range(3):
        assert p(skill, Knowing.NEW) < p(skill, Knowing.SOME) < p(skill, Knowing.COMFORTABLE)
    assert estimate(prior(BE, PARAMS), START, PARAMS).n == 0


def test_a_clock_that_goes_back_does_no_harm() -> None:
    state = update(prior(BE, PARAMS), Outcome(True), START, PARAMS)
    back = update(state, Outcome(True), START - timedelta(days=3), PARAMS)
    assert back.last == START
    assert back.mean > state.mean


def test_recovers_a_known_strength() -> None:
    """A learner of strength 1 who meets difficulties -1 to 1: the interval of 80 % holds the truth about as often."""
    inside = 0
    for seed in range(60):
        rng = random.Random(seed)
        state = SkillState(rng.gauss(0, math.sqrt(PARAMS.prior_variance)), 0, 0)
        truth = state.mean
        state = SkillState(0.0, PARAMS.prior_variance)
        for _ in range(12):
            difficulty = rng.uniform(-1, 1)
            state = update(state, Outcome(rng.random() < logistic(truth - difficulty), difficulty), START, PARAMS)
        told = estimate(state, START, PARAMS)
        inside += told.low <= logistic(truth) <= told.high
    assert 0.68 <= inside / 60 <= 0.92
