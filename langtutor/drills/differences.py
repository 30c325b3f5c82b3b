"""Likely slips in sentences that no course lists: what was heard differs as learners' speech does."""

from __future__ import annotations

from langtutor.core.language import Language, SlipRule
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.drills.spoken import Hypothesis
from langtutor.drills.words import align, closest_readings, forms

MOST_DIFFERENCES = 2
"""More differing words than this are another sentence, not a slip."""


def likely_slip(heard: str, asked: str, language: Language) -> Hypothesis | None:
    """What was heard, as a slip, where each difference follows one of the language's slip rules; else None."""
    left, right = closest_readings(asked, heard, language)
    asked_forms, said_forms = forms(left), forms(right)
    differing = [step for step in align(asked_forms, said_forms) if not step.equal]
    if not 0 < len(differing) <= MOST_DIFFERENCES:
        return None
    skills = []
    for step in differing:
        meant = asked_forms[step.left] if step.left is not None else ""
        said = said_forms[step.right] if step.right is not None else ""
        rule = next((rule for rule in language.slip_rules if fits(rule, meant, said)), None)
        if rule is None:
            return None
        skills.append(rule.skill)
    return Hypothesis(heard, SkillId(skills[0]), SkillKind.GRAMMAR, None)


def fits(rule: SlipRule, meant: str, said: str) -> bool:
    """A listed word left out, added or swapped for another of the list; or one stem with a listed pair of endings."""
    if rule.words and (meant or said):
        return all(word in rule.words for word in (meant, said) if word)
    if not meant or not said:
        return False
    return any(
        meant.endswith(asked)
        and said.endswith(ending)
        and meant[: len(meant) - len(asked)] == said[: len(said) - len(ending)]
        for asked, ending in rule.endings
    )
