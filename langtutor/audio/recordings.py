"""Recordings on disk: each is a raw file that grows while the learner speaks, then a WAV with a JSON sidecar.

A raw file stays until what was said is dealt with: until the WAV is written, and, where a verdict is to come, until
that is in the ledger. Whoever works on it holds the lock on it, which the system gives back with the process: a raw
file that nobody holds was left by a program that was killed. Such recordings are offered until they are dealt with.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from langtutor.content.wav import to_pcm, wrap_pcm_file, write_whole
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.course import ItemId
from langtutor.core.language import LanguageCode
from langtutor.core.plain import from_plain, to_plain
from langtutor.settings.disk import disk_errors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

SHORTEST_OFFERED_S = 0.3
"""What is shorter was cut off before a word could be said."""
_BYTES_PER_S = 2 * SAMPLE_RATE_HZ
_ID = re.compile(r"[0-9A-Za-z-]+")
_SUFFIXES = (".pcm", ".wav", ".json", ".pcm.new", ".wav.part", ".json.part")


class RecordingState(StrEnum):
    RECORDING = "recording"
    UNFINISHED = "unfinished"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """The sidecar. asked: the sentence that was asked for. duration_s is 0 until the WAV is written."""

    id: str
    started_at: datetime
    item: ItemId
    asked: str
    language: LanguageCode
    state: RecordingState
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True)
class UnfinishedRecording:
    """A recording whose program was killed; `path` is its WAV. complete: it was only the verdict that never came."""

    id: str
    path: Path
    duration_s: float
    asked: str
    item: ItemId
    language: LanguageCode
    started_at: datetime
    complete: bool = False


@dataclass(frozen=True, slots=True)
class StoredRecording:
    """A finished one. size_bytes: of its WAV."""

    info: RecordingInfo
    path: Path
    size_bytes: int

    @property
    def id(self) -> str:
        return self.info.id


class RecordingStore:
    """All recordings of one folder, which is made when first needed. Thread-safe."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = folder
        self._now = now
        self._held: dict[str, int] = {}

    def begin(self, item: str, asked: str, language: str) -> RecordingWriter:
        """Open a new recording; item may be empty. Raises DiskFull, FolderReadOnly."""
        at = self._now()
        info = RecordingInfo(
            id=f"{at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}",
            started_at=at,
            item=ItemId(item),
            asked=asked,
            language=LanguageCode(language),
            state=RecordingState.RECORDING,
        )
        return RecordingWriter(self._folder, info)

    def unfinished(self) -> tuple[UnfinishedRecording, ...]:
        """What no running program writes any more, as WAVs, newest first. Raises DiskFull, FolderReadOnly."""
        found = []
        for raw in self._folder.glob("*.pcm"):
            lock = _take_lock(raw)
            if lock is None:
                continue
            try:
                closed = self._close(raw)
            finally:
                os.close(lock)
            if closed is not None:
                found.append(closed)
        return tuple(sorted(found, key=lambda recording: recording.started_at, reverse=True))

    def hold(self, id: str) -> None:
        """An unfinished recording is being dealt with: not offered while this program runs, unless it is let go."""
        lock = _take_lock(self._file(id, ".pcm"))
        if lock is not None:
            self._held[id] = lock

    def is_held(self, id: str) -> bool:
        return id in self._held

    def owns(self, wav: Path) -> bool:
        """Whether this is a file of ours."""
        return wav.parent == self._folder and bool(_ID.fullmatch(wav.stem))

    def let_go(self, id: str) -> None:
        """What was held is unfinished still."""
        lock = self._held.pop(id, None)
        if lock is not None:
            os.close(lock)

    def settle(self, id: str) -> Path:
        """Take an unfinished recording as a finished one: it isn't offered again. A deleted one stays deleted."""
        if self.path(id).exists():
            _write_info(self._folder, replace(self.info(id), state=RecordingState.FINISHED))
        self._file(id, ".pcm").unlink(missing_ok=True)
        self.let_go(id)
        return self.path(id)

    def discard(self, id: str) -> None:
        """Remove an unfinished recording; a finished one stays."""
        if self._file(id, ".pcm").exists():
            self.delete(id)

    def delete(self, id: str) -> None:
        """Remove all of a recording; that it is gone already is no error."""
        for suffix in _SUFFIXES:
            self._file(id, suffix).unlink(missing_ok=True)
        self.let_go(id)

    def finished(self) -> tuple[StoredRecording, ...]:
        """What is kept, newest first; without those that are still to be dealt with."""
        found = []
        for wav in self._finished_wavs():
            with suppress(FileNotFoundError):  # deleted by another thread since
                found.append(StoredRecording(self.info(wav.stem), wav, wav.stat().st_size))
        return tuple(sorted(found, key=lambda stored: stored.info.started_at, reverse=True))

    def size(self) -> tuple[int, int]:
        """How many are kept, and their bytes."""
        sizes = []
        for wav in self._finished_wavs():
            with suppress(FileNotFoundError):
                sizes.append(wav.stat().st_size)
        return len(sizes), sum(sizes)

    def path(self, id: str) -> Path:
        """Its WAV, which may have been deleted since. Raises ValueError for what is no id."""
        return self._file(id, ".wav")

    def info(self, id: str) -> RecordingInfo:
        """The sidecar; what it can't tell any more is left empty."""
        sidecar = self._file(id, ".json")
        try:
            return from_plain(RecordingInfo, json.loads(sidecar.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            log.warning("the sidecar of recording %s can't be read: %s", id, error)
        return RecordingInfo(id, self._now(), ItemId(""), "", LanguageCode(""), RecordingState.UNFINISHED)

    def prune(self, older_than: timedelta | None = None, larger_than_bytes: int | None = None) -> tuple[str, ...]:
        """Delete finished recordings that are too old, then the oldest until the rest fits. Gives the deleted ids."""
        oldest_first = sorted((wav.stat().st_mtime, wav.stat().st_size, wav.stem) for wav in self._finished_wavs())
        kept_bytes = sum(size for _, size, _ in oldest_first)
        limit = (self._now() - older_than).timestamp() if older_than is not None else None
        gone = []
        for modified, size, id in oldest_first:
            too_old = limit is not None and modified < limit
            too_much = larger_than_bytes is not None and kept_bytes > larger_than_bytes
            if too_old or too_much:
                self.delete(id)
                kept_bytes -= size
                gone.append(id)
        return tuple(gone)

    def _finished_wavs(self) -> list[Path]:
        return [wav for wav in self._folder.glob("*.wav") if not wav.with_suffix(".pcm").exists()]

    def _close(self, raw: Path) -> UnfinishedRecording | None:
        duration_s = raw.stat().st_size // 2 * 2 / _BYTES_PER_S
        if duration_s < SHORTEST_OFFERED_S:
            self.delete(raw.stem)
            return None
        info = self.info(raw.stem)
        wav = self.path(raw.stem)
        if info.state is RecordingState.RECORDING or not wav.exists():
            wrap_pcm_file(wav, raw)
            info = replace(info, state=RecordingState.UNFINISHED, duration_s=duration_s)
            _write_info(self._folder, info)
        return UnfinishedRecording(
            id=raw.stem,
            path=wav,
            duration_s=duration_s,
            asked=info.asked,
            item=info.item,
            language=info.language,
            started_at=info.started_at,
            complete=info.state is RecordingState.FINISHED,
        )

    def _file(self, id: str, suffix: str) -> Path:
        if not _ID.fullmatch(id):
            raise ValueError(f"no id of a recording: {id!r}")
        return self._folder / (id + suffix)


class RecordingWriter:
    """One recording being made. Thread-safe. Every block is handed to the system at once, so that killing the program
    loses none; once a second the disk itself is waited for, in case the power goes."""

    def __init__(self, folder: Path, info: RecordingInfo) -> None:
        self._folder = folder
        self._info = info
        self._lock = threading.Lock()
        self._unsynced = 0
        self._size = 0
        self._finished = False
        self._raw = folder / f"{info.id}.pcm"
        with disk_errors(folder, _BYTES_PER_S):
            folder.mkdir(parents=True, exist_ok=True)
            # Locked under another name first: a `.pcm` that others can see is never a live one without its lock.
            new = folder / f"{info.id}.pcm.new"
            self._file: int | None = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _write_info(folder, info)
                new.rename(self._raw)
            except BaseException:
                os.close(self._file)
                new.unlink(missing_ok=True)
                raise

    @property
    def id(self) -> str:
        return self._info.id

    @property
    def duration_s(self) -> float:
        return self._size / _BYTES_PER_S

    def write(self, samples: NDArray[np.float32]) -> None:
        """float32 mono at 16 kHz, any length; ignored after the end. Raises DiskFull; what was written stays."""
        with self._lock:
            if self._file is None or self._finished:
                return
            pcm = to_pcm(samples)
            with disk_errors(self._folder, len(pcm)):
                try:
                    self._append(self._file, pcm)
                except OSError:
                    with suppress(OSError):
                        os.ftruncate(self._file, self._size)
                    raise

    def finish(self, *, judged_later: bool = False) -> Path:
        """The finished WAV. Raises DiskFull: the raw file stays, and `finish` may be tried again.

        judged_later: the raw file stays until `settle`; where that never comes, the recording is offered again.
        """
        with self._lock:
            wav = self._raw.with_suffix(".wav")
            if self._file is None or self._finished:
                return wav
            wrap_pcm_file(wav, self._raw)
            _write_info(self._folder, replace(self._info, state=RecordingState.FINISHED, duration_s=self.duration_s))
            self._finished = True
            if not judged_later:
                self._end()
            return wav

    def settle(self) -> None:
        """The verdict on a finished recording is in the ledger. Once more is no error."""
        with self._lock:
            if self._finished:
                self._end()

    def leave(self) -> None:
        """Stop writing. What there is stays on the disk as an unfinished recording."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
            self._file = None

    def discard(self) -> None:
        """Nothing of it remains, whether finished or not."""
        with self._lock:
            self._end()
            for suffix in _SUFFIXES:
                self._raw.with_suffix(suffix).unlink(missing_ok=True)

    def _append(self, file: int, pcm: bytes) -> None:
        left = memoryview(pcm)
        while left:
            left = left[os.write(file, left) :]
        self._size += len(pcm)
        self._unsynced += len(pcm)
        if self._unsynced >= _BYTES_PER_S:
            os.fsync(file)
            self._unsynced = 0

    def _end(self) -> None:
        self._raw.unlink(missing_ok=True)
        if self._file is not None:
            os.close(self._file)
        self._file = None


def _write_info(folder: Path, info: RecordingInfo) -> None:
    content = json.dumps(to_plain(info), ensure_ascii=False, indent=1)
    write_whole(folder / f"{info.id}.json", content.encode())


def _take_lock(raw: Path) -> int | None:
    """The open file when nobody else holds it; closing it gives the lock back."""
    try:
        file = os.open(raw, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file
