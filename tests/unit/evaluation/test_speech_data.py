"""Recordings to measure with: their table, and sentences made of capitals."""

from __future__ import annotations

from pathlib import Path

import pytest

from langtutor.core.errors import FileUnreadable, NoAskedText, NoClip, NoClips
from langtutor.core.language import LanguageCode
from langtutor.evaluation.speech_data import as_a_course_has_it, read_clips

EN, PT = LanguageCode("en"), LanguageCode("pt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("wav/a/0001.wav", "wav/0002.wav"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "text.tsv").write_text("\ufeff0001\tSHE GOES HOME\n\n0002\tI KNOW\n", encoding="utf-8")
    return tmp_path


def test_each_row_has_its_recording(folder: Path) -> None:
    first, second = read_clips(folder)
    assert (first.id, first.asked, first.wav) == ("0001", "SHE GOES HOME", folder / "wav/a/0001.wav")
    assert second.wav == folder / "wav/0002.wav"
    assert read_clips(folder, 1) == (first,)


def test_what_is_missing_is_said(folder: Path) -> None:
    (folder / "wav/0002.wav").unlink()
    assert len(read_clips(folder, 1)) == 1
    with pytest.raises(NoClip) as no_clip:
        read_clips(folder)
    assert no_clip.value.fields["id"] == "0002"

    (folder / "text.tsv").write_text("0001\tSHE GOES HOME\n0002\n", encoding="utf-8")
    with pytest.raises(NoAskedText) as no_text:
        read_clips(folder)
    assert no_text.value.fields == {"file": "text.tsv", "line": 2}

    (folder / "text.tsv").write_bytes(b"0001\t\xff\n")
    with pytest.raises(FileUnreadable):
        read_clips(folder)
    (folder / "text.tsv").write_text("\n", encoding="utf-8")
    with pytest.raises(NoClips):
        read_clips(folder)
    for path in (folder / "wav", folder / "nowhere"):
        with pytest.raises(NoClips):
            read_clips(path)


@pytest.mark.parametrize(
    ("asked", "language", "written"),
    [
        ("WHAT DO I SEE", EN, "What do I see."),
        ("I'M IN", EN, "I'm in."),
        ("ELA I O", PT, "Ela i o."),
        ("Where is Ann?", EN, "Where is Ann?"),
        ("Ann is here", EN, "Ann is here."),
    ],
)
def test_capitals_become_a_sentence(asked: str, language: LanguageCode, written: str) -> None:
    assert as_a_course_has_it(asked, language) == written
