"""Content is checked by program: the shipped one is in order, and every rule finds what breaks it."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.content.check import check_content, check_course, check_messages
from langtutor.content.courses import load_course
from langtutor.content.problem import Problem
from langtutor.core.course import Course, Sentence
from langtutor.core.language import LanguageCode
from langtutor.core.skill import SkillKind
from langtutor.core.text import SkillId
from langtutor.settings.paths import resources_dir

Change = Callable[[Sentence], Sentence]


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))


def test_what_is_shipped_is_in_order() -> None:
    assert check_content(resources_dir()) == ()


def test_both_courses_are_as_large_as_promised() -> None:
    for learned, spoken in (("en", "pt"), ("pt", "en")):
        found = load_course(resources_dir() / "courses", LanguageCode(learned), LanguageCode(spoken))
        assert len(found.skills) == 25
        assert {skill.level.value for skill in found.skills} == {"A1", "A2", "B1"}


def changed(course: Course, change: Change) -> list[Problem]:
    first = course.skills[0]
    sentences = (change(first.sentences[0]), *first.sentences[1:])
    skills = (dataclasses.replace(first, sentences=sentences), *course.skills[1:])
    return list(check_course(dataclasses.replace(course, skills=skills)))


def slip(sentence: Sentence, **values: object) -> Sentence:
    slips = (dataclasses.replace(sentence.slips[0], **values), *sentence.slips[1:])
    return dataclasses.replace(sentence, slips=slips)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: dataclasses.replace(s, text="Too short.", words={"too": "a", "short": "b"}), "has 2 words"),
        (lambda s: dataclasses.replace(s, text=s.text.replace("twenty", "20")), "digits"),
        (lambda s: dataclasses.replace(s, words={}), "gloss"),
        (lambda s: dataclasses.replace(s, translations=()), "no translation"),
        (lambda s: dataclasses.replace(s, variants=(s.text,)), "variants"),
        (lambda s: dataclasses.replace(s, slips=s.slips[:1]), "1 slips"),
        (lambda s: slip(s, said=s.text), "is a right sentence"),
        (lambda s: slip(s, skill=SkillId("en.grammar.nowhere")), "unknown skill"),
        (lambda s: slip(s, kind=SkillKind.SOUND), "isn't that of"),
        (lambda s: slip(s, why={"en": "Say *this.", "pt": "Diga *isto*."}), "no whole explanation in en"),
        (lambda s: dataclasses.replace(s, id="somewhere/9"), "its id should be"),
    ],
)
def test_each_rule_names_the_sentence_that_breaks_it(course: Course, change: Change, said: str) -> None:
    found = changed(course, change)
    assert any(said in problem.what for problem in found), found
    assert all(problem.file.startswith("en-from-pt/") for problem in found)


def test_a_prerequisite_must_come_earlier(course: Course) -> None:
    first = dataclasses.replace(course.skills[0], prerequisites=(course.skills[3].id,))
    found = list(check_course(dataclasses.replace(course, skills=(first, *course.skills[1:]))))
    assert [problem.what for problem in found] == [f"prerequisite {course.skills[3].id} doesn't come earlier"]


def test_a_message_that_one_language_lacks_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    shutil.copytree(resources_dir() / "messages", folder)
    assert list(check_messages(folder)) == []
    portuguese = folder / "errors.pt.toml"
    text = portuguese.read_text(encoding="utf-8")
    portuguese.write_text(text.replace('"error.no_speech"', '"error.other"').replace("{pa", "{xa"), encoding="utf-8")
    found = {(problem.where, problem.what) for problem in check_messages(folder)}
    assert ("error.no_speech", "is only in one of en and pt") in found
    assert ("error.unreadable_audio", "has other placeholders") in found


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    shutil.copytree(resources_dir(), tmp_path / "resources")
    broken = tmp_path / "resources" / "courses" / "en-from-pt" / "en.sound.th.toml"
    broken.write_text("id = ", encoding="utf-8")
    (problem,) = check_content(tmp_path / "resources")
    assert problem.file == "en.sound.th.toml"
