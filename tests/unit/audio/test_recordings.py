"""Recordings: what is on disk at every moment, after an orderly end, a SIGKILL, and a full disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.audio.recordings import RecordingState, RecordingStore, RecordingWriter
from langtutor.content.wav import read_wav
from langtutor.core.errors import DiskFull

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BLOCK = 512


def ramp(blocks: int) -> NDArray[np.float32]:
    return (np.arange(blocks * BLOCK) % 1000 / 1000).astype(np.float32)


def write_blocks(writer: RecordingWriter, samples: NDArray[np.float32]) -> None:
    for start in range(0, len(samples), BLOCK):
        writer.write(samples[start : start + BLOCK])


@pytest.fixture
def store(tmp_path: Path) -> RecordingStore:
    return RecordingStore(tmp_path / "recordings", now=lambda: NOW)


def begin(store: RecordingStore) -> RecordingWriter:
    return store.begin(item="en.grammar.verb.agreement/1", asked="She goes home.", language="en")


CHILD = """
import sys, time
from pathlib import Path
import numpy as np
from langtutor.audio.recordings import RecordingStore
writer = RecordingStore(Path(sys.argv[1])).begin("en.word.x/1", "Olá, «mundo».", "pt")
for block in range(10_000):
    writer.write(np.full(512, 0.25, np.float32))
    print(block + 1, flush=True)
    time.sleep(0.002)
"""


def child_recording(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True)


def test_finished_recording_is_what_was_written(store: RecordingStore) -> None:
    writer = begin(store)
    samples = ramp(20)
    write_blocks(writer, samples)
    assert writer.duration_s == pytest.approx(0.64)
    wav = writer.finish()
    assert wav == store.path(writer.id)
    np.testing.assert_allclose(read_wav(wav), samples, atol=1 / 32768)
    info = store.info(writer.id)
    assert info.state is RecordingState.FINISHED
    assert info.duration_s == pytest.approx(0.64)
    assert (info.item, info.asked, info.language) == ("en.grammar.verb.agreement/1", "She goes home.", "en")
    assert info.started_at == NOW
    assert sorted(path.suffix for path in wav.parent.iterdir()) == [".json", ".wav"]
    assert store.unfinished() == ()


def test_the_sidecar_is_there_from_the_beginning_and_every_block_too(store: RecordingStore) -> None:
    writer = begin(store)
    assert store.info(writer.id).state is RecordingState.RECORDING
    writer.write(ramp(1))
    assert store.path(writer.id).with_suffix(".pcm").stat().st_size == BLOCK * 2


def test_a_live_recording_is_not_offered(store: RecordingStore, tmp_path: Path) -> None:
    writer = begin(store)
    write_blocks(writer, ramp(20))
    assert RecordingStore(tmp_path / "recordings").unfinished() == ()
    assert len(read_wav(writer.finish())) == 20 * BLOCK


def test_writing_after_the_end_is_ignored(store: RecordingStore) -> None:
    writer = begin(store)
    write_blocks(writer, ramp(2))
    wav = writer.finish()
    writer.write(ramp(1))
    assert writer.finish() == wav
    assert len(read_wav(wav)) == 2 * BLOCK


@pytest.mark.parametrize("finish_first", [True, False])
def test_discarding_leaves_nothing(store: RecordingStore, tmp_path: Path, finish_first: bool) -> None:
    writer = begin(store)
    write_blocks(writer, ramp(20))
    if finish_first:
        writer.finish()
    writer.discard()
    writer.write(ramp(1))
    assert list((tmp_path / "recordings").iterdir()) == []


def test_killed_while_recording(store: RecordingStore, tmp_path: Path) -> None:
    """A live recording of another process is left alone; once it is killed, every block it wrote is offered."""
    with child_recording(tmp_path / "recordings") as child:
        assert child.stdout is not None
        written = next(int(line) for line in child.stdout if int(line) >= 30)
        assert store.unfinished() == ()
        child.send_signal(signal.SIGKILL)
        written = max([written, *map(int, child.stdout)])
    (found,) = store.unfinished()
    samples = read_wav(found.path)
    assert written * BLOCK <= len(samples) <= (written + 1) * BLOCK
    assert found.duration_s == pytest.approx(len(samples) / 16_000)
    np.testing.assert_array_equal(samples, np.float32(0.25))
    assert (found.item, found.asked, found.language) == ("en.word.x/1", "Olá, «mundo».", "pt")
    assert store.info(found.id).state is RecordingState.UNFINISHED
    assert store.unfinished() == (found,), "offered until it is settled or discarded"


def unfinished_recording(store: RecordingStore, blocks: int = 20) -> str:
    """What a kill leaves: the raw file and the sidecar, and no lock."""
    writer = begin(store)
    write_blocks(writer, ramp(blocks))
    raw = store.path(writer.id).with_suffix(".pcm")
    sidecar = raw.with_suffix(".json")
    contents = raw.read_bytes(), sidecar.read_bytes()
    writer.discard()
    raw.write_bytes(contents[0])
    sidecar.write_bytes(contents[1])
    return writer.id


def test_settled_is_kept_and_offered_no_more(store: RecordingStore) -> None:
    unfinished_recording(store)
    (found,) = store.unfinished()
    assert store.settle(found.id) == found.path
    assert store.unfinished() == ()
    assert store.info(found.id).state is RecordingState.FINISHED
    assert found.path.exists()


def test_discard_removes_only_what_is_unfinished(store: RecordingStore, tmp_path: Path) -> None:
    unfinished_recording(store)
    (found,) = store.unfinished()
    store.discard(found.id)
    assert list((tmp_path / "recordings").iterdir()) == []
    writer = begin(store)
    write_blocks(writer, ramp(20))
    wav = writer.finish()
    store.discard(writer.id)
    assert wav.exists()
    store.delete(writer.id)
    assert list((tmp_path / "recordings").iterdir()) == []


def test_too_short_to_hold_a_word_is_removed(store: RecordingStore, tmp_path: Path) -> None:
    unfinished_recording(store, blocks=5)
    assert store.unfinished() == ()
    assert list((tmp_path / "recordings").iterdir()) == []


def test_half_a_sample_and_no_sidecar(store: RecordingStore) -> None:
    raw = store.path(unfinished_recording(store)).with_suffix(".pcm")
    raw.write_bytes(raw.read_bytes() + b"\x01")
    raw.with_suffix(".json").write_text("{half a sid")
    (found,) = store.unfinished()
    assert len(read_wav(found.path)) == 20 * BLOCK
    assert (found.asked, found.item) == ("", "")


def test_newest_unfinished_first(tmp_path: Path) -> None:
    starts = iter(NOW + timedelta(hours=hours) for hours in (1, 3, 2))
    earlier = RecordingStore(tmp_path, now=lambda: next(starts))
    ids = [unfinished_recording(earlier) for _ in range(3)]
    assert [found.id for found in RecordingStore(tmp_path).unfinished()] == [ids[1], ids[2], ids[0]]


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from langtutor.audio.recordings import RecordingStore
from langtutor.core.errors import DiskFull
resource.setrlimit(resource.RLIMIT_FSIZE, (39_880, 39_880))
writer = RecordingStore(Path(sys.argv[1])).begin("", "", "en")
try:
    while True:
        writer.write(np.full(511, 0.5, np.float32))
except DiskFull as error:
    print(error.fields["folder"])
try:
    writer.finish()
except DiskFull:
    print("kept")
"""


def test_a_full_disk_keeps_what_was_recorded(store: RecordingStore, tmp_path: Path) -> None:
    """The system's limit on file size stands for the full disk: the write comes back short, then fails."""
    folder = tmp_path / "recordings"
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(folder), "kept"]
    (found,) = store.unfinished()
    samples = read_wav(found.path)
    assert len(samples) == 39 * 511
    np.testing.assert_array_equal(samples, np.float32(0.5))
    assert list(folder.glob("*.part")) == []


def test_finish_can_be_tried_again_when_there_is_space(store: RecordingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = begin(store)
    write_blocks(writer, ramp(20))

    def full(*_: object) -> None:
        raise DiskFull(folder="x", needed=1)

    with monkeypatch.context() as patch:
        patch.setattr("langtutor.audio.recordings.wrap_pcm_file", full)
        with pytest.raises(DiskFull):
            writer.finish()
    assert len(read_wav(writer.finish())) == 20 * BLOCK


def test_pruning_by_age_then_by_size(store: RecordingStore, tmp_path: Path) -> None:
    ids = []
    for days in (40, 20, 10, 5):
        writer = begin(store)
        write_blocks(writer, ramp(20))
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(writer.finish(), (at, at))
        ids.append(writer.id)
    pending = unfinished_recording(store)
    store.unfinished()
    size = store.path(ids[0]).stat().st_size
    assert store.prune(older_than=timedelta(days=30)) == (ids[0],)
    assert store.prune(larger_than_bytes=2 * size) == (ids[1],)
    assert store.prune(larger_than_bytes=0) == (ids[2], ids[3])
    assert {path.stem for path in (tmp_path / "recordings").iterdir()} == {pending}


def test_ids_cannot_leave_the_folder(store: RecordingStore) -> None:
    for id in ("../x", "", "a/b", "x.pcm"):
        with pytest.raises(ValueError, match="no id"):
            store.delete(id)


def test_the_sidecar_is_plain_json(store: RecordingStore) -> None:
    writer = begin(store)
    writer.finish()
    assert json.loads(store.path(writer.id).with_suffix(".json").read_text())["started_at"].startswith("2026-11-22T10")
