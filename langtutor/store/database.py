"""The SQLite file: opened safely, migrated forwards, one writer, errors that say what to do."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from langtutor.core.errors import DiskFull, FolderReadOnly, LedgerBusy, LedgerDamaged, LedgerNewer, UserError
from langtutor.store.migrations import Migration, apply, newest

BUSY_S = 5.0
"""How long a write waits for another program before LedgerBusy."""

APPLICATION_ID = 0x6C740001
"""Marks our files (`lt`), so that a database of something else is never migrated."""


class Database:
    """One connection behind one lock, usable from any thread.

    Every commit is on the disk when it returns (WAL with synchronous=FULL).
    Raises LedgerBusy, LedgerNewer, LedgerDamaged, FolderReadOnly, DiskFull; a file that can't be used is left as it is.
    """

    def __init__(
        self,
        path: Path,
        migrations: tuple[Migration, ...],
        backups: Path | None = None,
        busy_s: float = BUSY_S,
    ) -> None:
        self.path = path
        self.backups = backups or path.parent / "backups"
        self._lock = threading.RLock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = connect(path, busy_s)
            try:
                self._prepare(migrations)
            except BaseException:
                self._connection.close()
                raise

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block or nothing. Blocks may not be nested."""
        with self._block("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the database for all queries of the block."""
        with self._block("BEGIN") as connection:
            yield connection

    def close(self) -> None:
        """Folds the write-ahead log into the file and closes. Closing twice is fine."""
        with self._lock:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()

    @contextlib.contextmanager
    def _block(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            self._connection.execute(begin)
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _prepare(self, migrations: tuple[Migration, ...]) -> None:
        found = _version(self._connection)
        if found > newest(migrations):
            raise LedgerNewer(path=str(self.path))
        if not _is_ours(self._connection):
            raise self._damaged("a database of another program")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.execute("PRAGMA recursive_triggers=ON")
        if found == newest(migrations):
            return
        if found:
            copy(self._connection, self.backups / f"{self.path.stem}.before-{newest(migrations)}.sqlite")
        self._connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        for migration in migrations:
            apply(self._connection, migration)

    def _damaged(self, detail: str) -> LedgerDamaged:
        return LedgerDamaged(path=str(self.path), backups=str(self.backups), detail=detail)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            known = self._user_error(error)
            if known is None:
                raise
            raise known from error
        except PermissionError as error:
            raise FolderReadOnly(folder=str(self.path.parent)) from error

    def _user_error(self, error: sqlite3.DatabaseError) -> UserError | None:
        match getattr(error, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return LedgerBusy(path=str(self.path))
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                return self._damaged(str(error))
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return FolderReadOnly(folder=str(self.path.parent))
            case sqlite3.SQLITE_FULL:
                return DiskFull(folder=str(self.path.parent), needed=1_000_000)
        return None


def connect(path: Path, busy_s: float = BUSY_S) -> sqlite3.Connection:
    """A connection without implicit transactions, for any thread: the caller locks."""
    return sqlite3.connect(path, timeout=busy_s, isolation_level=None, check_same_thread=False)


def copy(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy, complete or not there at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part)) as written:
        source.backup(written)
        written.execute("PRAGMA journal_mode=DELETE")
    part.replace(target)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark:
        return mark == APPLICATION_ID
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    return empty and _version(connection) == 0
