"""Numbered SQL files, each applied once, in order, in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migration:
    """number is the `user_version` that the database has afterwards."""

    number: int
    name: str
    sql: str


def load(folder: Path) -> tuple[Migration, ...]:
    """`NNN_name.sql` in order. Raises ValueError if a number is missing or taken twice."""
    found = []
    for path in sorted(folder.glob("[0-9]*_*.sql")):
        number, _, name = path.stem.partition("_")
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"migrations are not numbered 1, 2, 3…: {[one.number for one in found]}")
    return tuple(found)


def newest(migrations: tuple[Migration, ...]) -> int:
    return migrations[-1].number if migrations else 0


def apply(connection: sqlite3.Connection, migration: Migration) -> bool:
    """Brings the database to this migration. False if it was there, perhaps through another program just now."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = int(connection.execute("PRAGMA user_version").fetchone()[0]) >= migration.number
        if not done:
            for statement in _statements(migration.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={migration.number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return not done


def _statements(sql: str) -> Iterator[str]:
    """`executescript` would commit the transaction that guards the whole file."""
    gathered = ""
    for line in sql.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        raise ValueError(f"a statement without its end: {gathered.strip()[:60]}")
