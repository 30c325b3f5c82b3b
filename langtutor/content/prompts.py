"""Loads `resources/prompts`: what to write about, one file for each learned language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from langtutor.content.problem import Problem
from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import LanguageCode
from langtutor.core.prompt import Prompt, TextLevel
from langtutor.core.text import SkillId

_WORDS = range(10, 501)


def load_prompts(folder: Path, language: LanguageCode) -> tuple[Prompt, ...]:
    """In the order of the file; none for a language without a file. Raises BadContent."""
    path = folder / f"{language}.toml"
    if not path.is_file():
        return ()
    raw = read_toml(path)
    try:
        return tuple(_prompt(one, language) for one in raw.get("prompt", ()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(file=path.name, detail=f"missing or wrong: {error}") from error


def check_prompts(folder: Path, skills: Set[str], readers: tuple[str, ...]) -> Iterator[Problem]:
    """What the loader lets through. skills: of all courses. readers: languages that every text must be in."""
    for path in sorted(folder.glob("*.toml")):
        try:
            prompts = load_prompts(folder, LanguageCode(path.stem))
        except BadContent as error:
            yield Problem(f"prompts/{path.name}", "", str(error.fields["detail"]))
            continue
        for name, count in Counter(prompt.id for prompt in prompts).items():
            if count > 1:
                yield Problem(f"prompts/{path.name}", name, "is there twice")
        for prompt in prompts:
            for what in _wrong(prompt, skills, readers):
                yield Problem(f"prompts/{path.name}", prompt.id, what)


def _wrong(prompt: Prompt, skills: Set[str], readers: tuple[str, ...]) -> Iterator[str]:
    if prompt.skill is not None and prompt.skill not in skills:
        yield f"no course has the skill {prompt.skill}"
    if prompt.minimum_words not in _WORDS:
        yield f"asks for {prompt.minimum_words} words"
    for language in readers:
        if not prompt.title.get(language, "").strip() or not prompt.text.get(language, "").strip():
            yield f"has no title or no text in {language}"


def _prompt(raw: dict[str, Any], language: LanguageCode) -> Prompt:
    return Prompt(
        id=str(raw["id"]),
        language=language,
        level=TextLevel(raw["level"]),
        skill=SkillId(raw["skill"]) if raw.get("skill") else None,
        title=_texts(raw["title"]),
        text=_texts(raw["text"]),
        minimum_words=int(raw["minimum_words"]),
    )


def _texts(raw: dict[str, Any]) -> dict[str, str]:
    """At least in one language."""
    found = {str(language): str(text) for language, text in raw.items()}
    if "en" not in found:
        raise KeyError("en")
    return found
