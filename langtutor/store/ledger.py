"""The ledger: every event of every learner, append-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from langtutor.core.course import ItemId
from langtutor.core.events import Event, EventId, Retracted
from langtutor.core.language import LanguageCode
from langtutor.core.plain import time_text
from langtutor.core.text import SkillId
from langtutor.settings.paths import resources_dir
from langtutor.store import migrations
from langtutor.store.codec import COLUMNS, Row, from_row, kind_of, to_row
from langtutor.store.database import BUSY_S, Database

Listener = Callable[[tuple[Event, ...]], None]

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM events"
_INSERT = f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class Ledger:
    """Appends and reads events. Usable from any thread; a context manager that closes itself.

    Raises what `Database` raises. backups: the folder for daily copies, beside the ledger unless given.
    """

    def __init__(self, path: Path, backups: Path | None = None, busy_s: float = BUSY_S) -> None:
        known = migrations.load(resources_dir() / "migrations")
        self.database = Database(path, known, backups, busy_s)
        self._listeners: list[Listener] = []

    @property
    def path(self) -> Path:
        return self.database.path

    def append(self, *events: Event) -> None:
        """All of them or none, on the disk when this returns; then listeners are told, in this thread.

        Raises sqlite3.IntegrityError for an id that is there already or a target that isn't.
        """
        with self.database.write() as connection:
            for event in events:
                insert(connection, to_row(event))
        self.tell(events)

    def events(
        self,
        kinds: Iterable[type[Event]] | None = None,
        skill: SkillId | None = None,
        item: ItemId | None = None,
        session: str | None = None,
        since: datetime | None = None,
        learner: str | None = None,
        language: LanguageCode | None = None,
        include_retracted: bool = False,
    ) -> tuple[Event, ...]:
        """In the order in which they were appended. since: this time or later."""
        conditions: dict[str, object] = {
            "skill = ?": skill,
            "item = ?": item,
            "session = ?": session,
            "at >= ?": time_text(since) if since else None,
            "learner = ?": learner,
            "language = ?": language,
        }
        wanted = {condition: value for condition, value in conditions.items() if value is not None}
        values = list(wanted.values())
        where = list(wanted)
        if kinds is not None:
            names = [kind_of(kind) for kind in kinds]
            where.append(f"kind IN ({', '.join('?' * len(names))})")
            values += names
        query = _SELECT + (f" WHERE {' AND '.join(where)}" if where else "") + " ORDER BY seq"
        with self.database.read() as connection:
            rows = [Row(*found) for found in connection.execute(query, values)]
            dead = frozenset() if include_retracted else retracted_ids(connection)
        return tuple(self.decoded(row) for row in rows if row.id not in dead)

    def event(self, event_id: EventId) -> Event | None:
        """One event, retracted or not."""
        with self.database.read() as connection:
            found = connection.execute(f"{_SELECT} WHERE id = ?", (event_id,)).fetchone()
        return self.decoded(Row(*found)) if found else None

    def on_append(self, listener: Listener) -> Callable[[], None]:
        """Calls listener with the events of each append, after it is durable. Returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, events: tuple[Event, ...]) -> None:
        for listener in list(self._listeners):
            listener(events)

    def decoded(self, row: Row) -> Event:
        return from_row(row, path=str(self.path))

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def insert(connection: sqlite3.Connection, row: Row) -> None:
    """One row. Snapshots that have seen an event which this row takes back (or brings back) go."""
    connection.execute(_INSERT, [getattr(row, column) for column in COLUMNS])
    if row.kind == _RETRACTED:
        connection.execute("DELETE FROM snapshots WHERE last_seq >= ?", (first_touched(connection, row.id),))


def retracted_ids(connection: sqlite3.Connection) -> frozenset[str]:
    """Events that are taken back now. A retraction that was itself taken back takes nothing back."""
    dead: set[str] = set()
    query = "SELECT id, target FROM events WHERE kind = ? ORDER BY seq DESC"
    for event_id, target in connection.execute(query, (_RETRACTED,)):
        if event_id not in dead:
            dead.add(target)
    return frozenset(dead)


def first_touched(connection: sqlite3.Connection, retraction_id: str) -> int:
    """seq of the event at the end of the chain of retractions: the earliest whose standing changes."""
    event_id = retraction_id
    while True:
        seq, kind, target = connection.execute(
            "SELECT seq, kind, target FROM events WHERE id = ?", (event_id,)
        ).fetchone()
        if kind != _RETRACTED:
            return int(seq)
        event_id = target


_RETRACTED = kind_of(Retracted)
