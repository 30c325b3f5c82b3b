"""Recordings as files of one's own: a WAV each, and a table of what was asked and when."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from langtutor.audio.recordings import StoredRecording
from langtutor.content.wav import write_whole
from langtutor.core.errors import FileUnwritable
from langtutor.settings.disk import disk_errors

TABLE = "recordings.csv"
_COLUMNS = ("file", "recorded_at", "language", "asked", "seconds")
_LONGEST_NAME = 48


def export(
    recordings: Iterable[StoredRecording],
    folder: Path,
    on_file: Callable[[int], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Path, ...]:
    """Copies WAVs into the folder, which is made, and adds them to its `recordings.csv`; gives the copies.

    Doing it again changes nothing, and what an earlier export left in the table stays there. A recording that was
    deleted meanwhile is left out. Raises DiskFull, FolderReadOnly, FileUnwritable.
    """
    rows: dict[str, dict[str, str]] = {}
    made = []
    try:
        with disk_errors(folder, 0):
            folder.mkdir(parents=True, exist_ok=True)
        for recording in recordings:
            if cancelled():
                break
            target = folder / _name(recording)
            with suppress(FileNotFoundError):
                _copy(recording, target)
                made.append(target)
                rows[target.name] = _row(recording, target.name)
            on_file(len(made))
        if rows:
            _write_table(folder / TABLE, rows)
    except OSError as error:
        raise FileUnwritable(path=str(folder), detail=str(error.strerror or error)) from error
    return tuple(made)


def _copy(recording: StoredRecording, target: Path) -> None:
    partial = target.with_name(target.name + ".part")
    try:
        with disk_errors(target.parent, recording.size_bytes):
            shutil.copyfile(recording.path, partial)
            partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _name(recording: StoredRecording) -> str:
    """When, what, and the end of the id, so that no two are the same: on any file system."""
    words = re.sub(r"[^\w]+", "-", recording.info.asked)[:_LONGEST_NAME].strip("-_")
    at = recording.info.started_at.astimezone()
    return "_".join(part for part in (f"{at:%Y-%m-%d_%H-%M-%S}", words, recording.id[-8:]) if part) + ".wav"


def _row(recording: StoredRecording, name: str) -> dict[str, str]:
    info = recording.info
    at = info.started_at.astimezone().isoformat(timespec="seconds")
    values = (name, at, info.language, _harmless(info.asked), f"{info.duration_s:.2f}")
    return dict(zip(_COLUMNS, values, strict=True))


def _harmless(text: str) -> str:
    """No formula to a spreadsheet."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _write_table(table: Path, rows: dict[str, dict[str, str]]) -> None:
    known = _read_table(table)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(row for _, row in sorted({**known, **rows}.items()))
    write_whole(table, text.getvalue().encode("utf-8-sig"))


def _read_table(table: Path) -> dict[str, dict[str, str]]:
    """An earlier export's rows. Raises FileUnwritable for somebody else's table, which isn't written over."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) == _COLUMNS:
                return {row["file"]: {name: row[name] or "" for name in _COLUMNS} for row in reader}
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, csv.Error):
        pass
    raise FileUnwritable(path=str(table), detail="there is another file with this name")
