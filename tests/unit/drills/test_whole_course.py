"""Every sentence and every listed slip of both courses comes out as its author meant it, typed and spoken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from langtutor.content.courses import course_pairs, load_course
from langtutor.core.course import Course, Sentence
from langtutor.core.ear_requests import Hear, Heard
from langtutor.core.events import DrillKind, Mode
from langtutor.core.language import Language, LanguageCode
from langtutor.core.text import apply_edits
from langtutor.core.verdict import AnswerOutcome, Verdict, WordOutcome
from langtutor.drills.exercise import Answer, Evidence, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.grading import Tools, judge, needs
from langtutor.drills.vocabulary import zipf
from langtutor.drills.words import same
from langtutor.settings.paths import resources_dir

WAV = SpokenAnswer(Path("answer.wav"))


@pytest.fixture(scope="module", params=course_pairs(resources_dir() / "courses"), ids="-from-".join)
def course(request: pytest.FixtureRequest) -> Course:
    return load_course(resources_dir() / "courses", *request.param)


@pytest.fixture(scope="module")
def tools(course: Course, languages: Mapping[LanguageCode, Language]) -> Tools:
    grader = Grader(languages[course.learned], languages[course.spoken])
    return Tools(grader, lambda form: zipf(form, course.learned))


def exercise(course: Course, sentence: Sentence, kind: DrillKind, mode: Mode) -> Exercise:
    return Exercise(kind, mode, sentence.skill, sentence, course.learned, course.spoken, sentence.translations[0])


def typed(course: Course, sentence: Sentence, text: str, tools: Tools) -> Verdict:
    asked = exercise(course, sentence, DrillKind.TRANSLATE, Mode.TYPED)
    assert needs(asked, TypedAnswer(text), {}, tools) == (), f"{text!r} can be told by its words alone"
    return judge(asked, TypedAnswer(text), {}, tools)


def spoken(course: Course, sentence: Sentence, heard: str, tools: Tools) -> Verdict:
    """The ear is as sure as it can be: what was heard beats everything else."""
    asked = exercise(course, sentence, DrillKind.SAY, Mode.SPOKEN)
    answer: Answer = WAV
    (hear,) = needs(asked, answer, {}, tools)
    assert isinstance(hear, Hear)
    scores = {text: 0.0 if same(text, heard, tools.grader.learned) else -8.0 for text in (*hear.candidates, heard)}
    evidence: Evidence = {hear: Heard(heard, (), scores, "fake", 2.0)}
    wanted = needs(asked, answer, evidence, tools)
    return judge(asked, answer, {**evidence, **dict.fromkeys(wanted)}, tools)


def test_keys_and_variants_are_right(course: Course, tools: Tools) -> None:
    for sentence in course.sentences.values():
        for text in (sentence.text, *sentence.variants):
            verdict = typed(course, sentence, text, tools)
            assert verdict.outcome is AnswerOutcome.RIGHT, text
            assert (verdict.difference is None) == same(text, sentence.text, tools.grader.learned)


def test_a_listed_slip_that_is_typed_is_named_explained_and_mended(course: Course, tools: Tools) -> None:
    for sentence in course.sentences.values():
        for slip in sentence.slips:
            verdict = typed(course, sentence, slip.said, tools)
            assert verdict.outcome is AnswerOutcome.SLIP, slip.said
            (found,) = verdict.slips
            assert (found.skill, found.kind, found.why) == (slip.skill, slip.kind, slip.why_in(course.spoken))
            assert found.said != found.meant
            mended = apply_edits(slip.said, verdict.edits)
            assert same(mended, verdict.expected, tools.grader.learned), (slip.said, mended)


def test_a_sentence_that_is_said_right_is_right(course: Course, tools: Tools) -> None:
    for sentence in course.sentences.values():
        verdict = spoken(course, sentence, sentence.text, tools)
        assert verdict.outcome is AnswerOutcome.RIGHT, sentence.text
        assert verdict.slips == () and verdict.edits == ()


def test_a_listed_slip_that_is_said_is_named_where_it_is(course: Course, tools: Tools) -> None:
    for sentence in course.sentences.values():
        for slip in sentence.slips:
            verdict = spoken(course, sentence, slip.said, tools)
            assert verdict.outcome is AnswerOutcome.SLIP, slip.said
            assert slip.skill in [found.skill for found in verdict.slips]
            assert any(word.outcome is WordOutcome.SLIP for word in verdict.words)
            mended = apply_edits(verdict.answer, verdict.edits)
            assert same(mended, sentence.text, tools.grader.learned), (slip.said, mended)


def test_a_slip_in_doubt_is_no_slip(course: Course, tools: Tools) -> None:
    """The transcript shows the slip, but what was asked fits the sound just as well."""
    for sentence in course.sentences.values():
        slip = sentence.slips[0]
        asked = exercise(course, sentence, DrillKind.SAY, Mode.SPOKEN)
        (hear,) = needs(asked, WAV, {}, tools)
        assert isinstance(hear, Hear)
        heard = Heard(slip.said, (), dict.fromkeys((*hear.candidates, slip.said), 0.0), "fake", 2.0)
        evidence: Evidence = {hear: heard}
        wanted = needs(asked, WAV, evidence, tools)
        verdict = judge(asked, WAV, {**evidence, **dict.fromkeys(wanted)}, tools)
        assert verdict.outcome is not AnswerOutcome.SLIP, slip.said
