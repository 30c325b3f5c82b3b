"""For each skill: how probably the learner gets it right next, and how sure we are of that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from langtutor.core.events import DrillKind, Mode
from langtutor.core.skill import Knowing, Level, SkillEstimate
from langtutor.core.text import SkillId

_PRIOR_P: Mapping[Knowing, Mapping[Level, float]] = {
    Knowing.NEW: {Level.A1: 0.45, Level.A2: 0.30, Level.B1: 0.20},
    Knowing.SOME: {Level.A1: 0.70, Level.A2: 0.50, Level.B1: 0.35},
    Knowing.COMFORTABLE: {Level.A1: 0.88, Level.A2: 0.75, Level.B1: 0.55},
}

_DIFFICULTY: Mapping[tuple[DrillKind, Mode], float] = {
    (DrillKind.SAY, Mode.SPOKEN): -0.5,
    (DrillKind.SAY, Mode.TYPED): -0.5,
    (DrillKind.LISTEN, Mode.TYPED): 0.0,
    (DrillKind.LISTEN, Mode.SPOKEN): 0.0,
    (DrillKind.TRANSLATE, Mode.TYPED): 0.5,
    (DrillKind.TRANSLATE, Mode.SPOKEN): 0.8,
    (DrillKind.MINIMAL_PAIR, Mode.CHOSEN): -0.5,
}

_GUESS: Mapping[DrillKind, float] = {DrillKind.MINIMAL_PAIR: 0.5}

_WEIGHT: Mapping[DrillKind, float] = {DrillKind.MINIMAL_PAIR: 0.5}

_Z80 = 1.2815515655446004
_NODES = tuple(step / 4 for step in range(-24, 25))


@dataclass(frozen=True, slots=True)
class Params:
    """All strengths, difficulties and their variances are in log-odds.

    levels: of the skills that a course has; others count as A2. prior_p: mean success by knowing and level.
    drift_per_day: variance that a day without practice adds, up to the prior's.
    least_variance: below it nobody is ever known, so that a belief follows about the last twenty attempts.
    help_ease: how much easier an attempt is with help.
    guess: probability of a right answer by chance. weight: how much an answer tells of the skill, in [0, 1]: whoever
    hears two sounds apart needn't be able to make them.
    """

    knowing: Knowing = Knowing.NEW
    levels: Mapping[SkillId, Level] = field(default_factory=dict)
    prior_p: Mapping[Knowing, Mapping[Level, float]] = field(default_factory=lambda: _PRIOR_P)
    prior_variance: float = 1.2
    least_variance: float = 0.25
    drift_per_day: float = 0.02
    difficulty: Mapping[tuple[DrillKind, Mode], float] = field(default_factory=lambda: _DIFFICULTY)
    help_ease: float = 1.0
    guess: Mapping[DrillKind, float] = field(default_factory=lambda: _GUESS)
    weight: Mapping[DrillKind, float] = field(default_factory=lambda: _WEIGHT)


@dataclass(frozen=True, slots=True)
class SkillState:
    """Gaussian belief over a skill's strength in log-odds, as of `last` (None: the prior). n counts attempts."""

    mean: float
    variance: float
    n: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt at a skill. difficulty in log-odds: 0 is a plain one, above is harder.

    guess: probability of success by chance alone. weight: in [0, 1], how much of the likelihood counts.
    """

    success: bool
    difficulty: float = 0.0
    guess: float = 0.0
    weight: float = 1.0


def prior(skill: SkillId, params: Params) -> SkillState:
    """What is believed of a skill before any attempt: by its level and what the learner says they know."""
    p = params.prior_p[params.knowing][params.levels.get(skill, Level.A2)]
    return SkillState(mean=math.log(p / (1 - p)), variance=params.prior_variance)


def update(skill: SkillState, outcome: Outcome, now: datetime, params: Params) -> SkillState:
    """Posterior over the skill's strength after one attempt.

    Assumed-density filtering of a logistic likelihood (Minka 2001, sec. 3) with a floor for guessing (the
    three-parameter model, Birnbaum 1968), raised to the outcome's weight, with the prior widened by the time since the
    last attempt. Pure: the caller stores the result.
    """
    before = widened(skill, now, params)
    mass = first = second = 0.0
    for z, weight in _grid(before.variance):
        weight *= _likelihood(before.mean + z, outcome)
        mass, first, second = mass + weight, first + weight * z, second + weight * z * z
    shift = first / mass
    variance = max(second / mass - shift * shift, min(params.least_variance, before.variance))
    last = now if skill.last is None else max(now, skill.last)
    return SkillState(before.mean + shift, variance, skill.n + 1, last)


def widened(skill: SkillState, now: datetime, params: Params) -> SkillState:
    """The belief as of now: less sure the longer the skill was left alone, never less than before any attempt."""
    if skill.last is None or now <= skill.last:
        return skill
    days = (now - skill.last).total_seconds() / 86_400
    variance = min(skill.variance + params.drift_per_day * days, max(params.prior_variance, skill.variance))
    return SkillState(skill.mean, variance, skill.n, skill.last)


def estimate(skill: SkillState, now: datetime, params: Params) -> SkillEstimate:
    """Probability of success at an attempt of difficulty 0, with its central 80 % interval."""
    belief = widened(skill, now, params)
    sd = math.sqrt(belief.variance)
    low, high = _logistic(belief.mean - _Z80 * sd), _logistic(belief.mean + _Z80 * sd)
    return SkillEstimate(predicted(belief, 0.0), low, high, belief.n)


def predicted(skill: SkillState, difficulty: float) -> float:
    """Probability of success at an attempt of this difficulty, the uncertainty integrated out."""
    return sum(weight * _logistic(skill.mean + z - difficulty) for z, weight in _grid(skill.variance))


def _grid(variance: float) -> list[tuple[float, float]]:
    """Offsets from the mean and their weights. Equal steps over ±6 sd: for a Gaussian exact to rounding."""
    sd = math.sqrt(variance)
    weights = [math.exp(-node * node / 2) for node in _NODES]
    total = sum(weights)
    return [(sd * node, weight / total) for node, weight in zip(_NODES, weights, strict=True)]


def _likelihood(strength: float, outcome: Outcome) -> float:
    able = _logistic((strength - outcome.difficulty) * (1.0 if outcome.success else -1.0))
    floor = outcome.guess if outcome.success else 0.0
    plain = floor + (1.0 - outcome.guess) * able
    return plain if outcome.weight == 1.0 else math.pow(plain, outcome.weight)


def _logistic(x: float) -> float:
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))
