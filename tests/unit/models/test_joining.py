"""Files that come in parts: what is on the disk after a stop at any point, and what the next run makes of it."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from langtutor.core.errors import Cancelled
from langtutor.models import joining
from langtutor.models.files import Cancel, WrongHash
from langtutor.models.joining import discard, growing, join, joined_bytes
from langtutor.models.lanes import AHEAD, Tell, in_order

PIECES = [b"one" * 1000, b"two!" * 500, b"three" * 700]
WHOLE = b"".join(PIECES)
HASH = hashlib.sha256(WHOLE).hexdigest()


class Box:
    """Parts out of memory. events: what happened to which part. stop: called before a part is read."""

    def __init__(self, pieces: list[bytes] | None = None, keys: tuple[str, ...] = ("a", "b", "c")) -> None:
        self.pieces = pieces or PIECES
        self.keys = keys
        self.events: list[str] = []
        self.stop: Callable[[int], None] = lambda number: None

    def read(self, first: int) -> Generator[Iterator[bytes], None, None]:
        for number in range(first, len(self.pieces)):
            yield self._chunks(number)

    def drop(self, number: int) -> None:
        self.events.append(f"dropped {number}")

    def _chunks(self, number: int) -> Iterator[bytes]:
        half = len(self.pieces[number]) // 2
        self.events.append(f"read {number}")
        yield self.pieces[number][:half]
        self.stop(number)
        yield self.pieces[number][half:]


def never() -> bool:
    return False


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "model.gguf"


def test_each_part_is_dropped_when_it_is_in_the_file(target: Path) -> None:
    box = Box()
    assert join(box, target, (HASH,), never) == HASH
    assert target.read_bytes() == WHOLE
    assert box.events == ["read 0", "dropped 0", "read 1", "dropped 1", "read 2", "dropped 2"]
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("stopped", [0, 1, 2])
def test_after_a_stop_in_a_part_that_part_is_read_again(target: Path, stopped: int) -> None:
    box = Box()
    box.stop = _raise_at(stopped, OSError(errno.ENOSPC, "full"))
    with pytest.raises(OSError, match="full"):
        join(box, target, (HASH,), never)
    assert not target.exists()
    again = Box()
    assert join(again, target, (HASH,), never) == HASH
    assert target.read_bytes() == WHOLE
    assert [event for event in again.events if event.startswith("read")] == [f"read {n}" for n in range(stopped, 3)]


def test_cancel_keeps_the_parts_that_are_in(target: Path) -> None:
    box = Box()
    with pytest.raises(Cancelled):
        join(box, target, (HASH,), lambda: "dropped 1" in box.events)
    assert joined_bytes(target) == len(PIECES[0]) + len(PIECES[1])


def test_killed_between_appending_and_the_journal(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is longer than the journal says: the rest is cut off and the part, still there, is read again."""
    with monkeypatch.context() as patched:
        patched.setattr(joining, "_note", _after(1, KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            join(Box(), target, (HASH,), never)
    assert joined_bytes(target) > len(PIECES[0])
    again = Box()
    assert join(again, target, (HASH,), never) == HASH
    assert again.events[:2] == ["dropped 0", "read 1"]


def test_killed_between_the_journal_and_dropping(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left lying of a part that is in the file goes."""
    box = Box()
    dropped = box.drop

    def killed(number: int) -> None:
        if number == 1:
            raise KeyboardInterrupt
        dropped(number)

    monkeypatch.setattr(box, "drop", killed)
    with pytest.raises(KeyboardInterrupt):
        join(box, target, (HASH,), never)
    again = Box()
    join(again, target, (HASH,), never)
    assert again.events == ["dropped 0", "dropped 1", "read 2", "dropped 2"]


def test_a_wrong_hash_starts_all_parts_again(target: Path) -> None:
    with pytest.raises(WrongHash):
        join(Box([PIECES[0], b"other", PIECES[2]]), target, (HASH,), never)
    assert list(target.parent.iterdir()) == []
    again = Box()
    join(again, target, (HASH,), never)
    assert again.events[0] == "read 0"


@pytest.mark.parametrize("damage", ["not json", '{"keys": ["a", "b", "c"]}', '{"keys": ["a"], "lengths": [3000]}'])
def test_a_journal_that_makes_no_sense_starts_again(target: Path, damage: str) -> None:
    target.parent.mkdir()
    growing(target).write_bytes(PIECES[0])
    joining._journal(target).write_text(damage)
    box = Box()
    assert join(box, target, (HASH,), never) == HASH
    assert box.events[0] == "read 0"


def test_a_file_shorter_than_its_journal_goes_on_at_the_last_part_that_is_there(target: Path) -> None:
    box = Box()
    box.stop = _raise_at(2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        join(box, target, (HASH,), never)
    os.truncate(growing(target), len(PIECES[0]) + 5)
    again = Box()
    assert join(again, target, (HASH,), never) == HASH
    assert [event for event in again.events if event.startswith("read")] == ["read 1", "read 2"]


def test_a_catalogue_with_other_parts_starts_again(target: Path) -> None:
    box = Box()
    box.stop = _raise_at(2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        join(box, target, (HASH,), never)
    other = Box([WHOLE[:10], WHOLE[10:]], ("x", "y"))
    assert join(other, target, (HASH,), never) == HASH
    assert other.events[0] == "read 0"


def test_a_stale_file_without_a_journal_is_not_believed(target: Path) -> None:
    target.parent.mkdir()
    growing(target).write_bytes(b"left by nobody knows whom")
    assert join(Box(), target, (HASH,), never) == HASH
    discard(target)  # nothing there any more: no matter


def _raise_at(stopped: int, error: BaseException) -> Callable[[int], None]:
    def stop(number: int) -> None:
        if number == stopped:
            raise error

    return stop


def _after(calls: int, error: BaseException) -> Callable[..., None]:
    """joining._note that works so many times."""
    real, left = joining._note, [calls]

    def note(target: Path, keys: tuple[str, ...], lengths: list[int]) -> None:
        if not left[0]:
            raise error
        left[0] -= 1
        real(target, keys, lengths)

    return note


# --- two at a time ------------------------------------------------------------------------------------------------


class Fetch:
    """Brings a file for a number, odd ones slower; notes how many run together."""

    def __init__(self, folder: Path, broken: int = -1) -> None:
        self.folder = folder
        self.broken = broken
        self.begun: list[int] = []
        self.now = 0
        self.most = 0

    def __call__(self, number: int, tell: Tell, cancelled: Cancel) -> Path:
        self.begun.append(number)
        self.now += 1
        self.most = max(self.most, self.now)
        tell(str(number), 1, 2)
        threading.Event().wait(0.1 if number % 2 else 0.03)
        self.now -= 1
        if number == self.broken:
            raise ValueError(number)
        path = self.folder / str(number)
        path.touch()
        return path


def test_results_come_in_order_two_at_a_time_and_not_far_ahead(tmp_path: Path) -> None:
    fetch, told = Fetch(tmp_path), list[tuple[str, int, int]]()
    seen = []
    for path in in_order(range(7), fetch, never, lambda *what: told.append(what)):
        seen.append(int(path.name))
        assert len(fetch.begun) <= len(seen) + AHEAD
    assert seen == list(range(7))
    assert fetch.most == 2
    assert sorted(told) == [(str(number), 1, 2) for number in range(7)]


def test_the_second_waits_until_the_first_is_answered(tmp_path: Path) -> None:
    def silent(number: int, tell: Tell, cancelled: Cancel) -> Path:
        begun.append(number)
        raise ValueError(number)

    begun: list[int] = []
    with pytest.raises(ValueError, match="0"):
        list(in_order(range(5), silent, never, lambda *what: None))
    assert begun == [0]


def test_what_went_well_before_a_failure_is_delivered(tmp_path: Path) -> None:
    coming = in_order(range(6), Fetch(tmp_path, broken=2), never, lambda *what: None)
    assert [next(coming).name, next(coming).name] == ["0", "1"]
    with pytest.raises(ValueError, match="2"):
        next(coming)


def test_cancel_and_closing_end_what_is_under_way(tmp_path: Path) -> None:
    fetch = Fetch(tmp_path)
    with pytest.raises(Cancelled):
        list(in_order(range(6), fetch, lambda: len(fetch.begun) > 1, lambda *what: None))
    assert fetch.now == 0
    coming = in_order(range(6), fetch, never, lambda *what: None)
    next(coming)
    coming.close()
    assert fetch.now == 0
