"""What to write about next: at the learner's level, for what they are weakest at, and not the same again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from langtutor.core.course import Course
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.skill import SkillEstimate
from langtutor.core.text import SkillId

MASTERED = 0.6
"""A level counts as reached when its skills would succeed so often on average."""
FOR_SKILLS = 0.5
"""The share of prompts that are there for a weak skill, if there are so many."""

_LEVELS = tuple(TextLevel)


def level_of(course: Course, estimates: Mapping[SkillId, SkillEstimate]) -> TextLevel:
    """The first level of the course that isn't mastered yet; the one above its last where all are."""
    for level in _LEVELS:
        chances = [
            estimates[skill.id].p
            for skill in course.skills
            if skill.level.value == level.value and skill.id in estimates
        ]
        if not chances or sum(chances) / len(chances) < MASTERED:
            return level
    return _LEVELS[-1]


def weakest(estimates: Mapping[SkillId, SkillEstimate]) -> tuple[SkillId, ...]:
    """Skills that were attempted, from the one that would fail most."""
    tried = [(estimate.p, skill) for skill, estimate in estimates.items() if estimate.n]
    return tuple(skill for _, skill in sorted(tried))


def choose(
    prompts: Sequence[Prompt],
    level: TextLevel,
    weak: Sequence[SkillId],
    lately: Sequence[str],
    count: int,
    rng: random.Random,
) -> tuple[Prompt, ...]:
    """At most count, the most fitting first. weak: the weakest first. lately: ids written about, the last one last.

    Those of the level and for weak skills come first, then those of levels near by, and what was written about lately
    comes last, the longest ago first. Within what suits as well, rng decides.
    """
    order = list(prompts)
    rng.shuffle(order)
    order.sort(key=lambda prompt: (_recency(prompt, lately), _distance(prompt, level)))
    near = [prompt for prompt in order if _distance(prompt, level) <= 1 and prompt.id not in lately]
    rank = {skill: place for place, skill in enumerate(weak)}
    for_skills = sorted((p for p in near if p.skill in rank), key=lambda p: rank[p.skill] if p.skill else len(rank))
    chosen = _one_each(for_skills)[: max(1, round(FOR_SKILLS * count))]
    return (*chosen, *(prompt for prompt in order if prompt not in chosen))[:count]


def _one_each(prompts: Sequence[Prompt]) -> list[Prompt]:
    """The first for each skill."""
    return list({prompt.skill: prompt for prompt in reversed(prompts)}.values())[::-1]


def _recency(prompt: Prompt, lately: Sequence[str]) -> int:
    """0 for what wasn't written about lately, greater the shorter ago it was."""
    return max((place for place, one in enumerate(lately, 1) if one == prompt.id), default=0)


def _distance(prompt: Prompt, level: TextLevel) -> int:
    """In levels; what is too hard is further off than what is too easy."""
    steps = _LEVELS.index(prompt.level) - _LEVELS.index(level)
    return 2 * steps if steps > 0 else -steps
