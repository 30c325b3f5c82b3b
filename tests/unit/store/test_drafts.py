"""Drafts on the disk: what survives a program that is killed, a disk that is full, and months of versions."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from langtutor.core.errors import DiskFull, FileUnreadable, FolderReadOnly
from langtutor.core.language import LanguageCode
from langtutor.core.writing import Draft, DraftId
from langtutor.store.drafts import VERSIONS, Drafts

EN = LanguageCode("en")
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(tmp_path: Path, clock: Clock) -> Drafts:
    return Drafts(tmp_path / "drafts", clock)


def saved(drafts: Drafts, text: str) -> Draft:
    return drafts.save(drafts.new(EN), text)


def test_a_draft_is_read_back_as_it_was_written(drafts: Drafts) -> None:
    text = "\n  My day 😀\r\nI goed home.\u2028\ud83d end"
    draft = drafts.save(drafts.new(EN, prompt="en.day"), text)
    assert drafts.load(draft.id) == draft
    assert (draft.text, draft.title, draft.prompt, draft.language) == (text, "My day 😀", "en.day", EN)


def test_nothing_is_on_the_disk_before_it_is_saved(drafts: Drafts, tmp_path: Path) -> None:
    drafts.new(EN)
    assert drafts.all() == ()
    assert list(tmp_path.iterdir()) == []


def test_the_draft_that_was_changed_last_comes_first(drafts: Drafts, clock: Clock) -> None:
    one = saved(drafts, "one")
    clock.wait(minutes=1)
    two = saved(drafts, "two")
    assert [draft.text for draft in drafts.all()] == ["two", "one"]
    clock.wait(minutes=1)
    drafts.save(two, "two")
    drafts.save(one, "one and more")
    assert [draft.text for draft in drafts.all()] == ["one and more", "two"]
    assert drafts.load(two.id).changed == two.changed, "saving the same text changes nothing"


def test_versions_are_made_now_and_then(drafts: Drafts, clock: Clock) -> None:
    draft = saved(drafts, "I")
    for words in range(1, 13):
        clock.wait(seconds=30)
        draft = drafts.save(draft, "I" + " am" * words)
    texts = [version.text for version in drafts.versions(draft.id)]
    assert len(texts) == 3
    assert texts[0].startswith(texts[1])
    assert texts[1].startswith(texts[2])


def test_what_is_wiped_out_becomes_a_version_at_once(drafts: Drafts, clock: Clock) -> None:
    draft = saved(drafts, "A whole evening's work. " * 20)
    clock.wait(seconds=1)
    draft = drafts.save(draft, "")
    (version,) = drafts.versions(draft.id)
    assert version.text.startswith("A whole evening's")
    assert drafts.restore(draft.id, version.number).text == version.text
    assert drafts.load(draft.id).text == version.text


def test_restoring_loses_nothing(drafts: Drafts, clock: Clock) -> None:
    draft = saved(drafts, "first")
    drafts.save(draft, "second", keep=True)
    clock.wait(seconds=1)
    (first,) = drafts.versions(draft.id)
    assert drafts.restore(draft.id, first.number).text == "first"
    assert [version.text for version in drafts.versions(draft.id)] == ["second", "first"]
    with pytest.raises(FileUnreadable):
        drafts.restore(draft.id, 99)


def test_history_is_bounded_and_reaches_back(drafts: Drafts, clock: Clock) -> None:
    draft = saved(drafts, "0")
    for number in range(1, 3 * VERSIONS):
        clock.wait(minutes=3)
        draft = drafts.save(draft, str(number) * 9)
    versions = drafts.versions(draft.id)
    assert len(versions) == VERSIONS
    assert versions[0].text == str(3 * VERSIONS - 2) * 9
    assert versions[-1].text == "0"
    assert len({version.number for version in versions}) == VERSIONS
    gaps = [newer.at - older.at for newer, older in itertools.pairwise(versions)]
    assert max(gaps) <= timedelta(minutes=3 * 8), "no hole in the history"


def test_a_deleted_draft_is_gone_with_its_history(drafts: Drafts, tmp_path: Path) -> None:
    draft = drafts.save(saved(drafts, "one"), "two", keep=True)
    drafts.delete(draft.id)
    drafts.delete(draft.id)
    assert drafts.all() == ()
    assert drafts.versions(draft.id) == ()
    assert list((tmp_path / "drafts").iterdir()) == []
    with pytest.raises(FileUnreadable):
        drafts.load(draft.id)


def test_a_deletion_that_was_broken_off_is_finished(drafts: Drafts, tmp_path: Path) -> None:
    draft = saved(drafts, "one")
    (tmp_path / "drafts" / draft.id).rename(tmp_path / "drafts" / f".gone-{draft.id}")
    assert drafts.all() == ()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_marks_go_with_their_draft(drafts: Drafts) -> None:
    draft = drafts.new(EN)
    drafts.set_marks(draft.id, {"ignored": ["k"]})
    assert drafts.marks(draft.id) is None, "a draft that was never saved has none"
    drafts.save(draft, "text")
    drafts.set_marks(draft.id, {"ignored": ["k"]})
    assert drafts.marks(draft.id) == {"ignored": ["k"]}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]"])
def test_a_damaged_draft_is_its_last_version(drafts: Drafts, tmp_path: Path, content: bytes) -> None:
    draft = drafts.save(saved(drafts, "before"), "after", keep=True)
    other = saved(drafts, "without versions")
    for one in (draft, other):
        (tmp_path / "drafts" / one.id / "draft.json").write_bytes(content)
    assert [found.text for found in drafts.all()] == ["before"]
    with pytest.raises(FileUnreadable):
        drafts.load(other.id)


def test_a_full_disk_is_said_and_leaves_the_draft_alone(
    drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = saved(drafts, "before")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DiskFull) as error:
            drafts.save(draft, "after")
    assert error.value.fields["folder"] == str(tmp_path / "drafts")
    assert drafts.load(draft.id).text == "before"
    assert [path.name for path in (tmp_path / "drafts" / draft.id).iterdir()] == ["draft.json"]
    assert drafts.save(draft, "after").text == "after"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(drafts: Drafts, tmp_path: Path) -> None:
    draft = saved(drafts, "before")
    (tmp_path / "drafts" / draft.id).chmod(0o500)
    with pytest.raises(FolderReadOnly):
        drafts.save(draft, "after")
    (tmp_path / "drafts" / draft.id).chmod(0o700)


SAVER = """
import sys
from pathlib import Path
from langtutor.core.writing import DraftId
from langtutor.store.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]))
draft = drafts.load(DraftId(sys.argv[2]))
for number in range(1_000_000):
    drafts.save(draft, f"{number}. " + "All of it. " * 2000 + f"{number}.", keep=True)
    print(number, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 4])
def test_a_program_that_is_killed_while_it_saves_leaves_a_whole_draft(drafts: Drafts, saves: int) -> None:
    draft = saved(drafts, "0. nothing yet 0.")
    command = [sys.executable, "-c", SAVER, str(drafts._folder), draft.id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdout is not None
        said = [int(program.stdout.readline()) for _ in range(saves)]
        program.send_signal(signal.SIGKILL)
        program.wait(30)
    left = drafts.load(draft.id)
    assert left.text.split(". ")[0] == left.text.split()[-1].rstrip(".")
    assert int(left.text.split(".")[0]) >= said[-1], "what was saved is there"
    assert all(
        version.text.split(". ")[0] == version.text.split()[-1].rstrip(".") for version in drafts.versions(draft.id)
    )
    assert drafts.save(left, "goes on").text == "goes on"


def test_an_unknown_draft_is_said(drafts: Drafts) -> None:
    with pytest.raises(FileUnreadable):
        drafts.load(DraftId("never"))
