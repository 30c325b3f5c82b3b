"""The exam that is shipped, and what its loader and its check find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from langtutor.content.check_exam import check_exam, luck
from langtutor.content.exam import load_exam
from langtutor.core.errors import BadContent
from langtutor.core.exam import Cloze, Section
from langtutor.core.language import LanguageCode
from langtutor.settings.paths import resources_dir

SHIPPED = resources_dir() / "exam"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "exam"))


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_nothing_is_wrong_with_the_exam_that_is_shipped() -> None:
    assert check_exam(SHIPPED) == ()


def test_it_has_at_least_80_questions_in_two_languages_and_every_section() -> None:
    exam = load_exam(SHIPPED)
    assert set(exam.papers) == {"en", "pt"}
    asked = [item for paper in exam.papers.values() for items in paper.items.values() for item in items]
    assert len(asked) >= 80
    assert len({item.id for item in asked}) == len(asked)
    for paper in exam.papers.values():
        assert all(paper.items[section] for section in Section)


def test_a_gap_is_filled() -> None:
    cloze = load_exam(SHIPPED).papers[LanguageCode("en")].items[Section.CLOZE][0]
    assert isinstance(cloze, Cloze)
    assert cloze.filled(cloze.right) == "The train leaves at half past nine."


@pytest.mark.parametrize(
    ("name", "before", "after", "file", "said"),
    [
        ("en.toml", 'wrong = "My sister work in a bank."', "", "en.toml", "judge 1: 'wrong' is missing"),
        (
            "en.toml",
            'wrong = "My sister work',
            'wrong = "My sister works',
            "en.toml",
            "judge 1: right and wrong are the",
        ),
        ("en.toml", "leaves ___ half", "leaves half", "en.toml", "cloze 1: needs one gap"),
        ("pt.toml", 'right = "vimos"', 'right = "vejo"', "pt.toml", "cloze 1: “vejo” is none of the options"),
        ("pt.toml", '"vemos", "vimos"', '"vimos", "vimos"', "pt.toml", "cloze 1: needs four different options"),
        ("en.toml", 'expect = ["40", "forty"]', "expect = []", "en.toml", "role 2: expects nothing"),
        ("en.toml", ', "Maybe. How much it costs?"]', "]", "en.toml", "role 2: the last turn is the learner's"),
        ("en.toml", "age = [23], ", "", "en.toml", "json 1: values and required keys differ"),
        ("exam.toml", "[sections.json]", "[sections.yaml]", "exam.toml", "'yaml' is not a valid Section"),
        ("exam.toml", "edition = ", "printed = ", "exam.toml", "'edition' is missing"),
        ("en.toml", "words = 45", "", "en.toml", "limits: 'words' is missing"),
        ("en.toml", 'language = "en"', "language = 1", "en.toml", "language: a text expected, not 1"),
        ("en.toml", "[[judge]]", "[[judge", "en.toml", ""),
    ],
)
def test_what_cannot_be_loaded_is_named_with_its_place(
    folder: Path, name: str, before: str, after: str, file: str, said: str
) -> None:
    spoil(folder, name, before, after)
    with pytest.raises(BadContent) as caught:
        load_exam(folder)
    assert caught.value.fields["file"] == file
    assert said in str(caught.value.fields["detail"])
    (problem,) = check_exam(folder)
    assert (problem.file, problem.what) == (file, caught.value.fields["detail"])


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("exam.toml", 'needed = 0.8\ninstruction = "You check', 'needed = 0.6\ninstruction = "You check', "guesser"),
        ("exam.toml", "needed = 0.65", "needed = 0.5", "copies everything"),
        ("exam.toml", 'score = ["judge"]', "score = []", "open to every model"),
        ("exam.toml", "chance = 0.5", "chance = 0.9", "0 ≤ chance < needed ≤ 1"),
        ("en.toml", 'right = "I didn\'t see anything."', 'right = "My birthday is in July."', "asked twice"),
        (
            "en.toml",
            'question = "He go to work by car."',
            'question = "She don\'t like coffee."',
            "gives an answer away",
        ),
    ],
)
def test_what_would_make_it_unfair_is_found(folder: Path, name: str, before: str, after: str, said: str) -> None:
    spoil(folder, name, before, after)
    assert any(said in problem.what for problem in check_exam(folder))


def test_right_answers_that_stand_at_one_place_are_found(folder: Path) -> None:
    path = folder / "pt.toml"
    text = path.read_text(encoding="utf-8")
    for before, after in (
        ('["vemos", "vimos", "viemos", "víssemos"]', '["vimos", "vemos", "viemos", "víssemos"]'),
        ('["está", "era", "esteja", "é"]', '["esteja", "era", "está", "é"]'),
    ):
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    assert [problem.what for problem in check_exam(folder)] == ["right answers stand at one place too often"]


def test_luck_is_the_binomial_tail() -> None:
    assert luck(2, 2, 0.5) == pytest.approx(0.25)
    assert luck(4, 0, 0.25) == pytest.approx(1.0)
    assert luck(24, 20, 0.5) == pytest.approx(12951 / 2**24)
