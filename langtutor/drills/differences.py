"""Likely slips in sentences that no course lists: what was heard differs as learners' speech does."""

from __future__ import annotations

from langtutor.core.language import Language, SlipRule
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.drills.blocks import differences
from langtutor.drills.spoken import Hypothesis

MOST_DIFFERENCES = 2
"""More differing words than this are another sentence, not a slip."""

SHORTEST_STEM = 2
"""*an* is no form of *a*."""


def likely_slip(heard: str, asked: str, language: Language) -> Hypothesis | None:
    """What was heard, as a slip, where each difference follows one of the language's slip rules; else None."""
    differing = differences(heard, asked, language)
    if not 0 < len(differing) <= MOST_DIFFERENCES:
        return None
    skills = []
    for said, meant in differing:
        rule = next((rule for rule in language.slip_rules if fits(rule, meant, said)), None)
        if rule is None:
            return None
        skills.append(rule.skill)
    return Hypothesis(heard, SkillId(skills[0]), SkillKind.GRAMMAR, None)


def fits(rule: SlipRule, meant: str, said: str) -> bool:
    """A listed word left out, added or swapped for another of the list; or one stem with a listed pair of endings."""
    if all(word in rule.words for word in (meant, said) if word):
        return True
    return any(
        _stem(meant, asked) is not None and _stem(meant, asked) == _stem(said, ending) for asked, ending in rule.endings
    )


def _stem(word: str, ending: str) -> str | None:
    """The word without its ending; None where it hasn't this ending or too little is left to be one word's stem."""
    stem = word[: len(word) - len(ending)]
    return stem if word.endswith(ending) and len(stem) >= SHORTEST_STEM else None
