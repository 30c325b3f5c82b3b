"""What is wrong with explanations: the rules of `resources/grammar/README.md`, by program."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from langtutor.content.explanations import explained_languages, load_explanations
from langtutor.content.problem import Problem
from langtutor.core.errors import BadContent
from langtutor.core.explaining import Explanations, Lemma, covers, match, specificity
from langtutor.core.explanation import Condition, Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit, ErrorType, SkillId, Span

MOST_WHAT = 60
MOST_WHY = 200
"""Characters that fit a card."""

_SKILL = re.compile(r"[a-z]{2}\.(grammar|sound|word)(\.[a-z_]+)+")
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_UNTYPED = ErrorType("")


def check_explanations(folder: Path, skills: Set[SkillId], readers: Collection[str]) -> Iterator[Problem]:
    """skills: of all courses. readers: languages that explanations are written in."""
    for language in explained_languages(folder):
        file = f"grammar/explanations.{language}.toml"
        try:
            found = load_explanations(folder, language)
        except BadContent as error:
            yield Problem(file, "", str(error.fields["detail"]))
            continue
        for where, what in check_all(found, skills, readers):
            yield Problem(file, where, what)


def check_all(found: Explanations, skills: Set[SkillId], readers: Collection[str]) -> Iterator[tuple[str, str]]:
    """(where, what is wrong)."""
    for repeated, count in Counter(one.id for one in found.all).items():
        if count > 1:
            yield repeated, "is there twice"
    for one in found.all:
        for what in _one(one, readers):
            yield one.id, what
        if one.skill not in skills and one.skill not in found.skill_titles:
            yield one.id, f"no course has {one.skill}, and [skills] has no title for it"
    for skill, titles in found.skill_titles.items():
        for what in _skill(skill, titles, found, skills, readers):
            yield skill, what
    yield from _unreachable(found)


def _one(one: Explanation, readers: Collection[str]) -> Iterator[str]:
    if not one.id.startswith(f"{one.language}."):
        yield f"its id should begin with {one.language}."
    if not _SKILL.fullmatch(one.skill) or not one.skill.startswith(f"{one.language}."):
        yield f"{one.skill} is no id of a skill"
    for reader in readers:
        yield from _texts(one, reader)
    if not one.conditions:
        yield "has no condition"
    for number, condition in enumerate(one.conditions, 1):
        if condition == Condition(within=condition.within, speaks=condition.speaks):
            yield f"condition {number} fits everything"
    if one.wrong == one.right:
        yield "its examples are the same"
    elif one.conditions and not _claims(one):
        yield f"no condition of it fits “{one.wrong}” → “{one.right}”"


def _texts(one: Explanation, reader: str) -> Iterator[str]:
    for name, texts, most in (("what", one.what, MOST_WHAT), ("why", one.why, MOST_WHY), ("more", one.more, None)):
        text = texts.get(reader, "")
        if not text.strip() and (name != "more" or texts):
            yield f"has no {name} in {reader}"
        if most and len(text) > most:
            yield f"its {name} in {reader} has {len(text)} characters, more than {most}"
        if text.count("*") % 2:
            yield f"an asterisk of its {name} in {reader} has no partner"


def _skill(
    skill: SkillId, titles: Mapping[str, str], found: Explanations, skills: Set[SkillId], readers: Collection[str]
) -> Iterator[str]:
    if skill in skills:
        yield "has its title in a course already"
    if not any(one.skill == skill for one in found.all):
        yield "no explanation has this skill"
    for reader in readers:
        if not titles.get(reader):
            yield f"has no title in {reader}"


def _claims(one: Explanation) -> bool:
    """Whether it would be said about its own example, whatever checkers call that change."""
    stripped = tuple(replace(condition, rules=(), types=()) for condition in one.conditions)
    alone = Explanations(one.language, (replace(one, conditions=stripped),), {})
    speaks = {condition.speaks for condition in one.conditions} | {None}
    lemma = _lemmas(one.language)
    return any(match(edit, one.wrong, (), alone, spoken, lemma) for edit in _edits(one) for spoken in speaks)


def _lemmas(language: LanguageCode) -> Lemma:
    def lemma(word: str) -> str:
        import simplemma

        return simplemma.lemmatize(word, language).lower()

    return lemma


def _edits(one: Explanation) -> Iterator[Edit]:
    """Changes of the example: those next to each other singly and as one."""
    old, new = list(_TOKEN.finditer(one.wrong)), _TOKEN.findall(one.right)
    matcher = difflib.SequenceMatcher(None, [token.group() for token in old], new, autojunk=False)
    changes = [change[1:] for change in matcher.get_opcodes() if change[0] != "equal"]
    for begin, end, start, stop in changes:
        yield _edit(one.wrong, old, begin, end, new[start:stop])
        if end - begin == stop - start > 1:
            yield from (_edit(one.wrong, old, begin + n, begin + n + 1, [new[start + n]]) for n in range(end - begin))
    if len(changes) > 1:
        yield _edit(one.wrong, old, changes[0][0], changes[-1][1], new[changes[0][2] : changes[-1][3]])


def _edit(text: str, old: list[re.Match[str]], begin: int, end: int, new: list[str]) -> Edit:
    if begin == end:
        place = old[begin].start() if begin < len(old) else len(text)
        span = Span(place, place)
    else:
        span = Span(old[begin].start(), old[end - 1].end())
    return Edit(span, " ".join(new), _UNTYPED, None, 1.0, "example")


def _unreachable(found: Explanations) -> Iterator[tuple[str, str]]:
    """Conditions that another one always comes before."""
    rules = [(condition, one) for one in found.all for condition in one.conditions]
    ranked = sorted(rules, key=lambda rule: specificity(rule[0]), reverse=True)
    earlier: list[tuple[Condition, Explanation]] = []
    for _, group in groupby(ranked, key=lambda rule: specificity(rule[0])):
        for condition, one in group:
            for other, owner in earlier:
                if covers(other, condition):
                    number = one.conditions.index(condition) + 1
                    yield one.id, f"condition {number} never counts: {owner.id} comes before it"
                    break
            earlier.append((condition, one))
