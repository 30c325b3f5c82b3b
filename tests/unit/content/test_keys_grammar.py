"""The grammar engines find nothing certain in a right sentence: no learner is told off for the key."""

from __future__ import annotations

import pytest

from langtutor.content.courses import course_pairs, load_course
from langtutor.core.text import CERTAIN
from langtutor.engines.grammar import GrammarChecker
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.settings.paths import resources_dir
from tests.unit.conftest import LANGUAGETOOL


@pytest.fixture(params=["harper", LANGUAGETOOL])
def checker(request: pytest.FixtureRequest) -> GrammarChecker:
    if request.param == "harper":
        return HarperChecker()
    languagetool: LanguageToolChecker = request.getfixturevalue("languagetool")
    return languagetool


@pytest.mark.parametrize("pair", course_pairs(resources_dir() / "courses"), ids="-from-".join)
def test_nothing_certain_in_a_key(pair: tuple[str, str], checker: GrammarChecker) -> None:
    course = load_course(resources_dir() / "courses", *pair)
    if course.learned not in checker.languages():
        pytest.skip(f"does not speak {course.learned}")
    found = {
        text: edit.replacement
        for sentence in course.sentences.values()
        for text in (sentence.text, *sentence.variants)
        for edit in checker.check(text, course.learned, frozenset()).edits
        if edit.confidence >= CERTAIN
    }
    assert found == {}
