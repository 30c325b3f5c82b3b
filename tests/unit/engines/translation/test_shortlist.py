"""Reading marian's binary shortlist; what the real ones say."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from langtutor.core.errors import EngineFailed
from langtutor.engines.translation.shortlist import Shortlist
from tests.support.models import model_folder

MAGIC = 0xF11A48D5013417F5


@pytest.fixture(scope="session")
def english() -> Shortlist:
    return Shortlist(model_folder("firefox-en-pt"))


@pytest.mark.parametrize(
    ("word", "answer"), [("house", "casa"), ("The", "o"), ("bought", "comprei"), ("Umbrella", "guarda-chuva")]
)
def test_words_that_answer_are_liked_better_than_others(english: Shortlist, word: str, answer: str) -> None:
    assert english.likeness(word, answer) > 0.2 > english.likeness(word, "avião")
    assert 0.0 <= english.likeness(word, answer) <= 1.0


def test_a_piece_that_every_word_has_says_little(english: Shortlist) -> None:
    assert english.likeness("school", "de") < english.likeness("school", "escola") / 2


@pytest.mark.parametrize("word", ["", " ", "\U0001f600", "字"])
def test_odd_words_have_no_answers(english: Shortlist, word: str) -> None:
    assert english.likeness(word, "casa") == 0.0 == english.likeness("", word)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no shortlist at all, and long enough to be read as one",
        struct.pack("<6Q", MAGIC, 0, 50, 50, 3, 10**9),
        struct.pack("<6Q", MAGIC, 0, 50, 50, 0, 0),
        struct.pack("<6Q3Q2I", MAGIC, 0, 50, 50, 3, 2, 0, 2, 1, 7, 8),
        struct.pack("<6Q3Q2I", MAGIC, 0, 50, 50, 3, 2, 0, 1, 9, 7, 8),
    ],
    ids=["empty", "other", "cut off", "no offsets", "backwards", "outside"],
)
def test_what_is_no_shortlist_is_refused(tmp_path: Path, data: bytes) -> None:
    real = model_folder("firefox-en-pt")
    for name in ("source.spm", "target.spm"):
        (tmp_path / name).symlink_to(real / name)
    (tmp_path / "lex.bin").write_bytes(data)
    with pytest.raises(EngineFailed):
        Shortlist(tmp_path)


def test_a_folder_without_its_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        Shortlist(tmp_path)
