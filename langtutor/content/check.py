"""What is wrong with courses, languages and messages: the rules of `resources/courses/README.md`, by program."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from langtutor.content.check_explanations import check_explanations
from langtutor.content.check_false_friends import check_false_friends
from langtutor.content.check_phrases import check_phrases
from langtutor.content.check_registers import check_registers
from langtutor.content.check_sounds import check_sounds
from langtutor.content.courses import course_pairs, load_course
from langtutor.content.languages import load_languages
from langtutor.content.messages import FALLBACK, languages_of
from langtutor.content.problem import Problem
from langtutor.content.prompts import check_prompts
from langtutor.content.reading import read_toml
from langtutor.core import device_errors, errors
from langtutor.core.course import Course, CourseSkill, Sentence
from langtutor.core.errors import BadContent, UserError
from langtutor.core.language import Language

SENTENCES = 8
WORDS = range(3, 12)
MOST_VARIANTS = 6
SLIPS = range(2, 5)

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_UNWANTED = re.compile(r"[\d\"“”()\[\]–—’]")


def check_content(resources: Path) -> tuple[Problem, ...]:
    """Everything that can be found without engines."""
    try:
        languages = load_languages(resources / "languages")
        courses = [load_course(resources / "courses", *pair) for pair in course_pairs(resources / "courses")]
    except BadContent as error:
        return (Problem(str(error.fields["file"]), "", str(error.fields["detail"])),)
    found = [problem for course in courses for problem in check_course(course)]
    skills = {skill.id for course in courses for skill in course.skills}
    found += [problem for language in languages.values() for problem in check_language(language, skills)]
    found += check_explanations(resources / "grammar", skills, languages_of(resources / "messages"))
    found += check_prompts(resources / "prompts", skills, tuple(sorted(languages_of(resources / "messages"))))
    titles = {skill.id: skill.title for course in courses for skill in course.skills}
    found += check_sounds(resources / "sounds", titles, languages_of(resources / "messages"))
    found += check_false_friends(resources / "false_friends", languages.keys(), languages_of(resources / "messages"))
    found += check_phrases(resources / "phrases", resources / "words", languages.keys())
    found += check_registers(resources / "registers", languages.keys())
    return (*found, *check_messages(resources / "messages"))


def check_course(course: Course) -> Iterator[Problem]:
    folder = f"{course.learned}-from-{course.spoken}"
    order = [skill.id for skill in course.skills]
    for repeated in _repeated(order):
        yield Problem(f"{folder}/course.toml", repeated, "is listed twice")
    if course.tour not in course.sentences:
        yield Problem(f"{folder}/course.toml", "tour", f"no sentence {course.tour}")
    for text in _repeated(sentence.text.lower() for sentence in course.sentences.values()):
        yield Problem(folder, text, "is there twice")
    for place, skill in enumerate(course.skills):
        file = f"{folder}/{order[place]}.toml"
        yield from _skill(file, skill, set(order[:place]), course)
        for number, sentence in enumerate(skill.sentences, 1):
            if sentence.id != f"{skill.id}/{number}":
                yield Problem(file, sentence.id, f"its id should be {skill.id}/{number}")
            for what in _sentence(sentence, course):
                yield Problem(file, sentence.id, what)


def _skill(file: str, skill: CourseSkill, before: set[str], course: Course) -> Iterator[Problem]:
    if Path(file).stem != skill.id:
        yield Problem(file, skill.id, "isn't named as its file")
    if len(skill.sentences) != SENTENCES:
        yield Problem(file, skill.id, f"has {len(skill.sentences)} sentences, not {SENTENCES}")
    for needed in skill.prerequisites:
        if needed not in before:
            yield Problem(file, skill.id, f"prerequisite {needed} doesn't come earlier")
    for language in (course.learned, course.spoken):
        if not skill.title.get(language):
            yield Problem(file, skill.id, f"has no title in {language}")


def _sentence(sentence: Sentence, course: Course) -> Iterator[str]:
    words = [word.lower() for word in _WORD.findall(sentence.text)]
    if len(words) not in WORDS:
        yield f"has {len(words)} words"
    if _UNWANTED.search(sentence.text):
        yield "has digits, quotation marks, brackets, dashes or a curly apostrophe"
    if different := set(words) ^ set(sentence.words):
        yield f"words without gloss, or glosses without word: {', '.join(sorted(different))}"
    if not sentence.translations or not all(map(str.strip, sentence.translations)):
        yield "has no translation, or an empty one"
    if len(sentence.variants) > MOST_VARIANTS or _repeated((sentence.text, *sentence.variants)):
        yield "has too many variants, or one twice"
    yield from _slips(sentence, course)


def _slips(sentence: Sentence, course: Course) -> Iterator[str]:
    right = {text.lower() for text in (sentence.text, *sentence.variants)}
    if len(sentence.slips) not in SLIPS:
        yield f"has {len(sentence.slips)} slips"
    if not any(slip.skill == sentence.skill for slip in sentence.slips):
        yield "has no slip of its own skill"
    for said in _repeated(slip.said.lower() for slip in sentence.slips):
        yield f"has the slip “{said}” twice"
    for slip in sentence.slips:
        if slip.skill not in course.by_id:
            yield f"slip of an unknown skill {slip.skill}"
        elif slip.kind != slip.skill.split(".")[1]:
            yield f"slip's kind {slip.kind} isn't that of {slip.skill}"
        if slip.said.lower() in right:
            yield f"the slip “{slip.said}” is a right sentence"
        for language in (course.learned, course.spoken):
            why = slip.why.get(language, "")
            if not why or why.count("*") % 2:
                yield f"the slip “{slip.said}” has no whole explanation in {language}"


def check_language(language: Language, skills: Set[str]) -> Iterator[Problem]:
    """skills: of all courses."""
    file = f"languages/{language.code}.toml"
    rules = language.languagetool
    named = [*language.error_types, *(rule.skill for rule in language.slip_rules)]
    named += [rule.skill for rule in rules.skills]
    for skill in dict.fromkeys(named):
        if skill not in skills:
            yield Problem(file, skill, "no course has this skill")
    for short, full in language.contractions.items():
        if not full or short != short.lower():
            yield Problem(file, short, "a contraction needs small letters and what it stands for")
    for rule, confidence in rules.confidences.items():
        if not 0 <= confidence <= 1:
            yield Problem(file, rule, "a confidence lies between 0 and 1")
    if language.code not in language.names:
        yield Problem(file, "names", "has no name in its own language")


def check_messages(folder: Path) -> Iterator[Problem]:
    """All languages have the same keys with the same placeholders, and every UserError has its sentence."""
    tables = {code: _messages(folder, code) for code in sorted(languages_of(folder))}
    first = tables.get(FALLBACK, {})
    for code, table in tables.items():
        for key in sorted(first.keys() ^ table.keys()):
            yield Problem(f"messages/*.{code}.toml", key, f"is only in one of {FALLBACK} and {code}")
        for key in sorted(first.keys() & table.keys()):
            if _placeholders(first[key]) != _placeholders(table[key]):
                yield Problem(f"messages/*.{code}.toml", key, "has other placeholders")
    for kind in (*vars(errors).values(), *vars(device_errors).values()):
        if isinstance(kind, type) and issubclass(kind, UserError) and kind is not UserError and kind.key not in first:
            yield Problem(f"messages/*.{FALLBACK}.toml", kind.key, f"{kind.__name__} has no sentence")


def _messages(folder: Path, code: str) -> dict[str, str]:
    return {key: text for path in sorted(folder.glob(f"*.{code}.toml")) for key, text in read_toml(path).items()}


def _placeholders(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def _repeated(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]
