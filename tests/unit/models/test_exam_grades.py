from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from langtutor.content.exam import load_exam
from langtutor.content.languages import load_languages
from langtutor.core.exam import Exam, Section
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Chat, Choose, Score
from langtutor.models import results
from langtutor.models.entries import Format
from langtutor.models.exam import Answered, grades, languages_of, lettered, questions
from langtutor.models.exam_marks import Mark
from langtutor.models.results import Grades, Use
from langtutor.models.uses import allowed, language_models
from langtutor.settings.paths import resources_dir
from tests.support.examined import language_model, store_with, written

ENGLISH, PORTUGUESE = LanguageCode("en"), LanguageCode("pt")


@pytest.fixture(scope="module")
def exam() -> Exam:
    return load_exam(resources_dir() / "exam")


@pytest.fixture(scope="module")
def languages() -> Mapping[LanguageCode, Language]:
    return load_languages(resources_dir() / "languages")


def answers(exam: Exam, wrong: Mapping[Section, int], language: LanguageCode = ENGLISH) -> list[Answered]:
    """All right but so many of each section."""
    return [
        Answered(item.id, language, section, Mark(number >= wrong.get(section, 0), ""))
        for section, items in exam.papers[language].items.items()
        for number, item in enumerate(items)
    ]


# --- asking -----------------------------------------------------------------------------------------------------------


def test_a_chat_model_chooses_in_both_orders(exam: Exam, languages: Mapping[LanguageCode, Language]) -> None:
    asked = questions(exam, language_model("tutor"), languages)
    assert {question.language for question in asked} == {"en", "pt"}
    first = asked[0]
    assert (first.id, first.section) == ("en.judge.1", Section.JUDGE)
    one, other = first.requests
    assert isinstance(one, Choose)
    assert isinstance(other, Choose)
    assert one.options == ("A", "B")
    assert one.messages[-1].text == "A: My sister works in a bank.\nB: My sister work in a bank."
    assert other.messages[-1].text == "A: My sister work in a bank.\nB: My sister works in a bank."
    assert one.messages[:-1] == other.messages[:-1], "what stays the same comes first"
    assert "English sentences" in one.messages[0].text


def test_a_scoring_model_is_asked_for_likelihoods_where_that_will_do(
    exam: Exam, languages: Mapping[LanguageCode, Language]
) -> None:
    asked = questions(exam, language_model("scorer", Format.LANGUAGE_MODEL, ("en",)), languages)
    kinds = {section: {type(r) for q in asked if q.section == section for r in q.requests} for section in Section}
    assert kinds[Section.JUDGE] == kinds[Section.CLOZE] == {Score}
    assert kinds[Section.RULE] == {Choose}
    assert kinds[Section.CORRECT] == kinds[Section.ROLE] == kinds[Section.JSON] == {Chat}
    cloze = next(question for question in asked if question.section == Section.CLOZE)
    (score,) = cloze.requests
    assert isinstance(score, Score)
    assert "The train leaves at half past nine." in score.texts


def test_only_languages_that_it_serves_are_asked(exam: Exam) -> None:
    assert languages_of(exam, language_model("a", languages=("pt",))) == ("pt",)
    assert languages_of(exam, language_model("a", languages=("mul",))) == ("en", "pt")
    assert languages_of(exam, language_model("a", languages=("fr",))) == ()


def test_examples_are_written_as_the_questions_are(exam: Exam) -> None:
    for paper in exam.papers.values():
        for section in (Section.JUDGE, Section.CLOZE, Section.RULE):
            for question, answer in paper.examples[section]:
                lines = question.split("\n")
                count = 2 if section == Section.JUDGE else 4
                options = [line.partition(": ")[2] for line in lines[-count:]]
                assert question == lettered("\n".join(lines[:-count]), options)
                assert answer in "ABCD"[:count]


def test_a_reply_in_the_other_language_is_not_in_its_part(
    exam: Exam, languages: Mapping[LanguageCode, Language]
) -> None:
    asked = questions(exam, language_model("tutor"), languages)
    library = {q.language: q for q in asked if q.id in ("en.role.7", "pt.role.7")}
    for language, right, wrong in (
        (ENGLISH, "The library closes at six.", "A biblioteca fecha às seis, six horas."),
        (PORTUGUESE, "A biblioteca fecha às seis.", "The library closes at 6, my friend."),
    ):
        assert library[language].mark([written(right)]).right
        assert not library[language].mark([written(wrong)]).right


# --- grades -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "lost"),
    [
        ({}, set()),
        ({Section.JUDGE: 4}, set()),
        ({Section.JUDGE: 5}, {Use.SCORE, Use.EXPLAIN}),
        ({Section.RULE: 1}, set()),
        ({Section.RULE: 2}, {Use.EXPLAIN}),
        ({Section.CLOZE: 3}, {Use.EXPLAIN}),
        ({Section.CORRECT: 6}, {Use.REWRITE}),
        ({Section.ROLE: 2}, set()),
        ({Section.ROLE: 3}, {Use.CONVERSE}),
        ({Section.JSON: 4}, set()),
    ],
)
def test_a_use_is_open_to_who_passed_all_that_it_needs(
    exam: Exam, wrong: Mapping[Section, int], lost: set[Use]
) -> None:
    result = grades(exam, "tutor", "2026-11-22T10:00:00+00:00", answers(exam, wrong))
    assert result.may == {"en": frozenset(Use) - lost}
    assert result.exam == exam.edition
    for one in result.sections:
        assert one.right == one.total - wrong.get(Section(one.section), 0)


def test_each_language_has_its_own_grades(exam: Exam) -> None:
    told = answers(exam, {}) + answers(exam, {Section.ROLE: 12}, PORTUGUESE)
    result = grades(exam, "tutor", "now", told)
    assert result.allows(Use.CONVERSE, "en")
    assert not result.allows(Use.CONVERSE, "pt")
    assert not result.allows(Use.CONVERSE, "fr")


def test_grades_come_back_from_disk_as_they_were(exam: Exam, tmp_path: Path) -> None:
    store = store_with(tmp_path, language_model("tutor"))
    result = grades(exam, "tutor", "now", answers(exam, {Section.RULE: 3}))
    results.save(store.folder, result)
    assert results.grades_of(store.folder, "tutor") == result


# --- which model may --------------------------------------------------------------------------------------------------


def give(folder: Path, model_id: str, *uses: Use, right: int = 5) -> None:
    score = results.SectionScore("judge", "en", right, 10, 5)
    results.save(folder, Grades(model_id, "now", "1", (score,), {"en": frozenset(uses)}))


def test_the_best_of_those_that_earned_it_is_allowed(tmp_path: Path) -> None:
    names = ("poor", "good", "unexamined", "failed")
    store = store_with(tmp_path, *map(language_model, names))
    give(tmp_path, "poor", Use.REWRITE, right=6)
    give(tmp_path, "good", Use.REWRITE, Use.CONVERSE, right=9)
    give(tmp_path, "failed", right=10)
    assert [model.id for model in language_models(store)] == list(names)

    assert (found := allowed(store, Use.REWRITE, ENGLISH)) is not None
    assert found.id == "good"
    assert allowed(store, Use.EXPLAIN, ENGLISH) is None
    assert allowed(store, Use.REWRITE, PORTUGUESE) is None
    assert allowed(store, Use.REWRITE, ENGLISH, Capability.SCORING) is None

    store.prefer("poor")
    assert (found := allowed(store, Use.REWRITE, ENGLISH)) is not None
    assert found.id == "poor", "the learner's own choice, as long as it may"
    assert (found := allowed(store, Use.CONVERSE, ENGLISH)) is not None
    assert found.id == "good"


def test_other_files_are_another_model(tmp_path: Path) -> None:
    store = store_with(tmp_path, language_model("tutor"))
    give(tmp_path, "tutor", Use.REWRITE)
    assert allowed(store, Use.REWRITE, ENGLISH) is not None
    store.remove("tutor")
    assert allowed(store, Use.REWRITE, ENGLISH) is None
