"""The grammar engines find nothing certain in a right sentence: no learner is told off for the key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from langtutor.content.courses import course_pairs, load_course
from langtutor.content.languages import load_languages
from langtutor.core.text import CERTAIN
from langtutor.engines.grammar import GrammarChecker
from langtutor.engines.grammar.harper import HarperChecker
from langtutor.engines.grammar.languagetool import LanguageToolChecker
from langtutor.engines.grammar.languagetool_server import LanguageToolServer
from langtutor.settings.paths import resources_dir
from tests.support.models import model_folder

LANGUAGETOOL = "languagetool-6.7"


@pytest.fixture(scope="module", params=["harper", LANGUAGETOOL])
def checker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GrammarChecker]:
    if request.param == "harper":
        yield HarperChecker()
        return
    server = LanguageToolServer(LANGUAGETOOL, model_folder(LANGUAGETOOL), tmp_path_factory.mktemp("languagetool"))
    languagetool = LanguageToolChecker(LANGUAGETOOL, server, load_languages(resources_dir() / "languages"))
    yield languagetool
    languagetool.close()


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
