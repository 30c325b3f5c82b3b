"""Hesitations are put back to where they were said, in the sentence as it was judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.ear_requests import Hear, Heard, HeardWord, WordMark
from langtutor.core.language import LanguageCode
from langtutor.services.hesitating import Hesitations, put_into
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import resources_dir
from tests.support.fake_host import FakeHost

EN = LanguageCode("en")
LANGUAGES = load_languages(resources_dir() / "languages")


def words(text: str) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(word, 0.0, 0.0, 1.0) for word in text.split())


def shown(found: tuple[HeardWord, ...]) -> str:
    return " ".join(word.text if word.mark is WordMark.NONE else f"({word.text})" for word in found)


@pytest.mark.parametrize(
    ("sentence", "heard", "expected"),
    [
        ("I go to school.", "I, um, I go to to school.", "(I,) (um,) I go (to) to school."),
        ("I go to to school.", "I, um, I go to to school.", "(I,) (um,) I go (to) to school."),
        ("My husband drinks tea.", "My husband drinks, um, drinks to you.", "My husband (drinks,) (um,) drinks tea."),
        ("She works in a bank.", "She works in a bank, uh.", "She works in a bank. (uh.)"),
        ("I go to school.", "I go to school.", ""),
        ("I go to school.", "Um, they never, um, told anybody.", ""),
        ("", "Um.", ""),
    ],
)
def test_where_hesitations_belong(sentence: str, heard: str, expected: str) -> None:
    assert shown(put_into(sentence, words(heard), LANGUAGES[EN])) == expected


def test_the_ear_listens_in_the_manner_of_who_hesitates(tasks: Tasks) -> None:
    text = "I, um, I go to school."
    host = FakeHost(Hear=lambda request: Heard(text, words(text), {}, "fake", 2.0))
    found = Hesitations(host, tasks, LANGUAGES).heard(Path("said.wav"), "I go to school.", EN).result(10)
    assert shown(found) == "(I,) (um,) I go to school."
    assert host.asked[-1] == Hear(Path("said.wav"), EN, style=LANGUAGES[EN].hesitant)
