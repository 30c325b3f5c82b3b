"""What is slow to find out and stays true is kept on disk: what models wrote, what ERRANT found.

One SQLite file in the cache folder, that may be deleted at any time. Each value is written at once, so that a run that
is ended loses nothing but the sentence it was at.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from langtutor.core.errors import FileUnwritable

_SCHEMA = """CREATE TABLE IF NOT EXISTS kept
    (key TEXT PRIMARY KEY, value TEXT NOT NULL, seconds REAL NOT NULL, at REAL NOT NULL)"""


class Kept:
    """Values by what they depend on. Thread-safe; several programs may use the same file."""

    def __init__(self, path: Path) -> None:
        """Raises FileUnwritable."""
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _opened(path)
        except (OSError, sqlite3.Error) as error:
            raise FileUnwritable(path=str(path), detail=str(error)) from error

    def get(self, *key: str) -> tuple[Any, float] | None:
        """The value and how many seconds it took to find, None where it isn't known."""
        with self._lock:
            row = self._database.execute("SELECT value, seconds FROM kept WHERE key = ?", (_digest(key),)).fetchone()
        return None if row is None else (json.loads(row[0]), float(row[1]))

    def put(self, value: Any, seconds: float, *key: str) -> None:
        """value: what JSON can hold."""
        row = (_digest(key), json.dumps(value, ensure_ascii=False), seconds, time.time())
        with self._lock, self._database:
            self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)

    def close(self) -> None:
        with self._lock:
            self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    """A file that is no database any more is begun anew."""
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10.0, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(_SCHEMA)
        database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _digest(key: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()
