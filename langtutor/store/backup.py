"""Copies of the ledger, and its events as text that any program can read."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from langtutor.core.errors import BadContent, LedgerDamaged
from langtutor.core.events import Event
from langtutor.store.codec import COLUMNS, Row
from langtutor.store.database import connect, copy
from langtutor.store.ledger import Ledger, insert

KEEP = 7


def back_up(ledger: Ledger, today: date, keep: int = KEEP) -> Path | None:
    """A copy for this day in the ledger's backups folder, the oldest beyond `keep` removed; None if it is there.

    The ledger is checked first, so that a damaged one never pushes good copies out: raises LedgerDamaged.
    Uses a connection of its own: writers needn't wait.
    """
    folder = ledger.database.backups
    target = folder / f"{ledger.path.stem}-{today.isoformat()}.sqlite"
    if target.exists():
        return None
    with contextlib.closing(connect(ledger.path)) as source:
        _check(source, ledger)
        copy(source, target)
    for old in backups(ledger.path, folder)[keep:]:
        old.unlink()
    return target


def backups(path: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """Daily copies of the ledger at path, newest first."""
    day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
    return tuple(sorted((folder or path.parent / "backups").glob(f"{path.stem}-{day}.sqlite"), reverse=True))


def restore(backup: Path, path: Path) -> Path | None:
    """Puts a backup in the place of a closed ledger. The old files stay beside it; returns where the ledger went."""
    part = path.with_name(path.name + ".part")
    shutil.copyfile(backup, part)
    aside = None
    if path.exists():
        aside = _free(path.with_name(path.name + ".damaged"))
        path.replace(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    part.replace(path)
    return aside


def export_events(ledger: Ledger, target: Path) -> int:
    """All events of all learners as JSON lines, exactly as they were written, retracted ones too. Returns how many."""
    with ledger.database.read() as connection:
        rows = [Row(*found) for found in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY seq")]
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({**asdict(row), "payload": json.loads(row.payload)}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Imported:
    """added: new events. known: those whose id was there already and that were left as they are."""

    added: int
    known: int


def import_events(ledger: Ledger, source: Path) -> Imported:
    """Events from such a file, all or none. Raises BadContent with the line that can't be read, LedgerNewer."""
    read = [_line(ledger, source, number, text) for number, text in _lines(source)]
    added: list[Event] = []
    with ledger.database.write() as connection:
        known = {found for (found,) in connection.execute("SELECT id FROM events")}
        for number, row, event in read:
            if row.id in known:
                continue
            try:
                insert(connection, row)
            except sqlite3.IntegrityError as error:
                raise BadContent(file=source.name, detail=f"line {number}: {error}") from error
            known.add(row.id)
            added.append(event)
    ledger.tell(tuple(added))
    return Imported(len(added), len(read) - len(added))


def _lines(source: Path) -> list[tuple[int, str]]:
    texts = source.read_text(encoding="utf-8").splitlines()
    return [(number, text) for number, text in enumerate(texts, start=1) if text.strip()]


def _line(ledger: Ledger, source: Path, number: int, text: str) -> tuple[int, Row, Event]:
    try:
        plain = json.loads(text)
        row = Row(**{**plain, "payload": json.dumps(plain["payload"], ensure_ascii=False, separators=(",", ":"))})
        return number, row, ledger.decoded(row)
    except (ValueError, TypeError, KeyError) as error:
        raise BadContent(file=source.name, detail=f"line {number}: {error}") from error


def _check(source: sqlite3.Connection, ledger: Ledger) -> None:
    try:
        answer = source.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        folder = str(ledger.database.backups)
        raise LedgerDamaged(path=str(ledger.path), backups=folder, detail=str(answer))


def _free(path: Path) -> Path:
    """path, or the first numbered one after it that isn't taken."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}.{number}")
    return candidate
