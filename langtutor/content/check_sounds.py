"""What is wrong with descriptions of sounds: the rules of `resources/sounds/README.md`, by program."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from langtutor.content.problem import Problem
from langtutor.content.sounds import described_languages, load_sound_guide, name_of
from langtutor.core.errors import BadContent
from langtutor.core.sound_advice import other_skills
from langtutor.core.sounds import Place, SoundGuide
from langtutor.core.text import SkillId

MOST_HOW = 260
MOST_ADVICE = 140
"""Characters that fit a tile's card, and a line beneath it."""

_SKILL = re.compile(r"[a-z]{2}\.sound(\.[a-z_]+)+")
_EXAMPLE = re.compile(r"[^*]*\*[^*]+\*[^*]*")


def check_sounds(
    folder: Path, titles: Mapping[SkillId, Mapping[str, str]], readers: Collection[str]
) -> Iterator[Problem]:
    """titles: of all courses' skills. readers: languages that every text must be in."""
    for language in described_languages(folder):
        file = f"sounds/{language}.toml"
        try:
            guide = load_sound_guide(folder, language)
        except BadContent as error:
            yield Problem(file, "", str(error.fields["detail"]))
            continue
        if guide is not None:
            for where, what in check_guide(guide, titles, readers):
                yield Problem(file, where, what)


def check_guide(
    guide: SoundGuide, titles: Mapping[SkillId, Mapping[str, str]], readers: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(where, what is wrong), of what the loader lets through."""
    for skill, title in guide.titles.items():
        for what in _skill(skill, title, guide, titles.get(skill)):
            yield skill, what
        yield from _texts(skill, "title", title, readers, MOST_ADVICE)
    for phone, one in guide.phones.items():
        if not _EXAMPLE.fullmatch(one.example):
            yield phone, f"its example “{one.example}” doesn't mark one place with asterisks"
        yield from _texts(phone, "how", one.how, readers, MOST_HOW)
    for confusion in guide.confusions:
        yield from _texts(name_of(confusion), "advice", confusion.advice, readers, MOST_ADVICE)
    yield from _too_often(guide)


def _skill(
    skill: SkillId, title: Mapping[str, str], guide: SoundGuide, taught: Mapping[str, str] | None
) -> Iterator[str]:
    if not _SKILL.fullmatch(skill) or not skill.startswith(f"{guide.language}."):
        yield "is no id of a skill of this language's sounds"
    if skill not in other_skills(guide.language) and not any(one.skill == skill for one in guide.confusions):
        yield "no confusion has this skill"
    if taught is not None and dict(taught) != dict(title):
        yield "has another title in a course"


def _texts(
    where: str, name: str, texts: Mapping[str, str], readers: Collection[str], most: int
) -> Iterator[tuple[str, str]]:
    for reader in readers:
        text = texts.get(reader, "")
        if not text.strip():
            yield where, f"has no {name} in {reader}"
        if len(text) > most:
            yield where, f"its {name} in {reader} has {len(text)} characters, more than {most}"
        if text.count("*") % 2:
            yield where, f"an asterisk of its {name} in {reader} has no partner"


def _too_often(guide: SoundGuide) -> Iterator[tuple[str, str]]:
    """A sound that is asked for is made right or in one other way: rates add up to less than 1 at any place."""
    ordered = sorted(guide.confusions, key=lambda one: one.asked)
    for asked, group in groupby(ordered, key=lambda one: one.asked):
        found = list(group)
        for speaks in sorted({language for one in found for language in one.speakers}):
            for place in Place:
                here = [one for one in found if one.place in (Place.ANY, place)]
                if (total := sum(one.speakers.get(speaks, 0.0) for one in here)) >= 1:
                    yield asked or "nothing", f"rates of {speaks} add up to {total:.2f} ({place.value})"
