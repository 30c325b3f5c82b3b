"""Likely slips in sentences that no course lists: what was heard differs as learners' speech does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from langtutor.core.language import Language, SlipRule
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.drills.blocks import differences
from langtutor.drills.spoken import Hypothesis

MOST_DIFFERENCES = 2
"""More differing words than this are another sentence, not a slip."""

MOST_LIKELY = 12
COMMON_WORD = 3.1

WRITTEN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

SHORT_LIST = 5

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


def likely_slips(asked: str, language: Language, zipf: Callable[[str], float]) -> tuple[Hypothesis, ...]:
    """What learners might say instead of a sentence: a listed word left out or swapped for one of a short list, an
    ending lost. At most 12, in order, words left out and endings first.

    So that the ear weighs them even where the transcript repairs them. zipf: how common a form is; a form that
    loses its ending must be a word.
    """
    found: dict[str, Hypothesis] = {}
    for instead in (lambda form, rule: _instead(form, rule, zipf), _swapped):
        for match in WRITTEN_WORD.finditer(asked):
            form = match.group().lower()
            for rule in language.slip_rules:
                for said in instead(form, rule):
                    text = _put(asked, match.start(), match.end(), said)
                    found.setdefault(text, Hypothesis(text, SkillId(rule.skill), SkillKind.GRAMMAR, None))
    return tuple(found.values())[:MOST_LIKELY]


def _instead(form: str, rule: SlipRule, zipf: Callable[[str], float]) -> Iterator[str]:
    if form in rule.words:
        yield ""
        return
    for asked, said in rule.endings:
        stem = _stem(form, asked)
        if stem is not None and len(said) < len(asked) and zipf(stem + said) >= COMMON_WORD:
            yield stem + said


def _swapped(form: str, rule: SlipRule) -> Iterator[str]:
    """*in* for *on*. Of longer lists most pairs are no slips."""
    if form in rule.words and len(rule.words) <= SHORT_LIST:
        yield from sorted(rule.words - {form})


def _put(text: str, start: int, end: int, word: str) -> str:
    """With another word there, or none; the first letter stays a capital."""
    after = text[end:] if word else text[end:].lstrip()
    changed = text[:start] + word + after
    return changed[:1].upper() + changed[1:] if text[:1].isupper() else changed


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
