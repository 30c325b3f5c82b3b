"""Skills and what is believed about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.text import SkillId


class Level(StrEnum):
    """CEFR levels that courses reach so far."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"


class Knowing(StrEnum):
    """What a learner says they know at the first start; it sets the priors."""

    NEW = "new"
    SOME = "some"
    COMFORTABLE = "comfortable"


class SkillKind(StrEnum):
    """The second part of a skill id."""

    GRAMMAR = "grammar"
    SOUND = "sound"
    WORD = "word"


def skill_kind(skill: SkillId) -> SkillKind:
    return SkillKind(skill.split(".")[1])


@dataclass(frozen=True, slots=True)
class SkillEstimate:
    """Probability that the learner gets this skill right next time, with its central 80 % interval.

    n counts the attempts it rests on; 0 means it is the prior alone.
    """

    p: float
    low: float
    high: float
    n: int
