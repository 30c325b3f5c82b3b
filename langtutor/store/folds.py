"""States folded from events, with snapshots so that a start needn't replay everything; rebuilt at will."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from langtutor.core.events import Event, Retracted
from langtutor.core.language import LanguageCode
from langtutor.store.codec import COLUMNS, Row, kind_of
from langtutor.store.ledger import Ledger, first_touched, retracted_ids

S = TypeVar("S")

SNAPSHOT_EVERY = 200
"""Events between snapshots."""

SNAPSHOTS_KEPT = 3


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """What is folded. A change of `step`, of the state's form or of parameters needs another version.

    step is pure; dump gives JSON values and load reads them back exactly.
    """

    name: str
    version: str
    initial: S
    step: Callable[[S, Event], S]
    dump: Callable[[S], Any]
    load: Callable[[Any], S]


class Folded(Generic[S]):
    """One fold of one learner's language, kept up to date with the ledger. Usable from any thread."""

    def __init__(
        self,
        ledger: Ledger,
        fold: Fold[S],
        learner: str,
        language: LanguageCode,
        snapshot_every: int = SNAPSHOT_EVERY,
    ) -> None:
        self._ledger = ledger
        self._fold = fold
        self._who = (learner, language)
        self._every = snapshot_every
        self._lock = threading.Lock()
        self._seq = -1
        self._saved = 0
        self._state = fold.initial

    def state(self) -> S:
        """The state after every event there is, whoever appended it."""
        with self._lock:
            self._catch_up()
            if self._seq - self._saved >= self._every:
                self._save()
            return self._state

    def rebuild(self) -> S:
        """From nothing. Its snapshots are thrown away first."""
        with self._lock:
            with self._ledger.database.write() as connection:
                connection.execute(f"DELETE FROM snapshots WHERE {_MINE}", self._key)
            self._seq = self._saved = 0
            self._state = self._fold.initial
            self._catch_up()
            return self._state

    def save(self) -> None:
        """Writes a snapshot now, if something happened since the last one."""
        with self._lock:
            self._catch_up()
            if self._seq > self._saved:
                self._save()

    @property
    def _key(self) -> tuple[str, ...]:
        return (self._fold.name, self._fold.version, *self._who)

    def _catch_up(self) -> None:
        with self._ledger.database.read() as connection:
            if self._seq < 0:
                self._restore(connection, before=None)
            touched = _touched_since(connection, self._seq)
            if touched is not None and touched <= self._seq:
                self._restore(connection, before=touched)
            rows = connection.execute(_AFTER, (self._seq, *self._who)).fetchall()
            dead = retracted_ids(connection) if rows else frozenset()
            last = _last_seq(connection)
        for _, *columns in rows:
            row = Row(*columns)
            if row.id not in dead:
                self._state = self._fold.step(self._state, self._ledger.decoded(row))
        self._seq = max(self._seq, last)

    def _restore(self, connection: sqlite3.Connection, before: int | None) -> None:
        """The newest snapshot that hasn't seen event `before`; the beginning where there is none."""
        found = connection.execute(
            f"SELECT last_seq, state FROM snapshots WHERE {_MINE} AND last_seq < ? ORDER BY last_seq DESC LIMIT 1",
            (*self._key, before if before is not None else _FAR),
        ).fetchone()
        self._seq, self._state = (found[0], self._fold.load(json.loads(found[1]))) if found else (0, self._fold.initial)
        self._saved = self._seq

    def _save(self) -> None:
        with self._ledger.database.write() as connection:
            if _touched_since(connection, self._seq) is not None:
                return  # another program has just taken something back that this state may still hold
            plain = json.dumps(self._fold.dump(self._state), ensure_ascii=False, separators=(",", ":"))
            connection.execute(
                "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?)", (*self._key, self._seq, plain)
            )
            connection.execute(
                "DELETE FROM snapshots WHERE name = ? AND learner = ? AND language = ? AND (version <> ? OR "
                "last_seq <= (SELECT coalesce(max(last_seq), 0) FROM (SELECT last_seq FROM snapshots "
                f" WHERE {_MINE} ORDER BY last_seq DESC LIMIT 1 OFFSET {SNAPSHOTS_KEPT})))",
                (self._fold.name, *self._who, self._fold.version, *self._key),
            )
            self._saved = self._seq


_MINE = "name = ? AND version = ? AND learner = ? AND language = ?"
_AFTER = f"SELECT seq, {', '.join(COLUMNS)} FROM events WHERE seq > ? AND learner = ? AND language = ? ORDER BY seq"
_FAR = 2**62


def _touched_since(connection: sqlite3.Connection, seq: int) -> int | None:
    """The earliest event whose standing was changed by retractions after seq."""
    found = connection.execute("SELECT id FROM events WHERE kind = ? AND seq > ?", (kind_of(Retracted), seq)).fetchall()
    return min((first_touched(connection, one) for (one,) in found), default=None)


def _last_seq(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])
