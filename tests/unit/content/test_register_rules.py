from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from langtutor.content.check_registers import check_registers
from langtutor.content.registers import asking_from, load_registers
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.registers import Told, told_by
from langtutor.settings.paths import resources_dir

FOLDER = resources_dir() / "registers"
EN, PT = LanguageCode("en"), LanguageCode("pt")
HINTS = load_registers(FOLDER)[PT].hints[EN]


def test_the_rules_keep_their_own_rules() -> None:
    assert list(check_registers(FOLDER, ("en", "pt"))) == []


@pytest.mark.parametrize(
    ("was", "put", "said"),
    [
        ('copulas = ["ser"', 'copulas = ["Ser"', "lower case"),
        ("[hints.en]", "[hints.fr]", "no such language"),
        ("addressed = [", "adressed = [", "no such hints"),
        ('language = "pt"', "", "missing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, was: str, put: str, said: str) -> None:
    shutil.copy(FOLDER / "pt.toml", tmp_path)
    text = (tmp_path / "pt.toml").read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "pt.toml").write_text(text.replace(was, put, 1), encoding="utf-8")
    problems = list(check_registers(tmp_path, ("en", "pt")))
    assert problems and said in str(problems[0])


def test_a_replacement_that_changes_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(
        'language = "en"\n[replacements]\nformal = [{ said = "a", instead = "a" }]\n', encoding="utf-8"
    )
    assert "changes nothing" in str(next(check_registers(tmp_path, ("en",))))


def test_a_language_model_is_asked_where_somebody_wrote_how() -> None:
    asking = asking_from(FOLDER)
    known = asking(Pair(EN, PT))
    assert known is not None and all(len({*shot}) == 3 for shot in known.shots)
    assert asking(Pair(PT, LanguageCode("fr"))) is None
    assert asking(Pair(LanguageCode("fr"), PT)) is None


@pytest.mark.parametrize(
    ("original", "you"),
    [
        ("You know him, don't you?", 1),
        ("I am fine, and you?", 1),
        ("You said that you’d come.", 2),
        ("Your house is big.", 0),
        ("", 0),
    ],
)
def test_how_often_somebody_is_spoken_to(original: str, you: int) -> None:
    assert told_by(original, HINTS).you == you


def test_who_is_spoken_to() -> None:
    assert told_by("Sir, is this your car?", HINTS) == Told(
        you=0, yours=True, third=False, third_possessive=False, third_object=False, one=True, man=True
    )
    assert told_by("Are all of you ready?", HINTS).many
    assert told_by("Children, come here!", HINTS).many
    assert not told_by("Do you like children?", HINTS).many
    assert told_by("Anything at all", None) == Told()
