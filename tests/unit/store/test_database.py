from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from langtutor.core.errors import FolderReadOnly, LedgerBusy, LedgerDamaged, LedgerNewer
from langtutor.settings.paths import resources_dir
from langtutor.store import migrations
from langtutor.store.database import Database
from langtutor.store.ledger import Ledger
from langtutor.store.migrations import Migration
from tests.support.ledger_events import header, slip

FIRST = Migration(1, "first", "CREATE TABLE a (x TEXT) STRICT;\nINSERT INTO a VALUES ('one; two');\n")
SECOND = Migration(2, "second", "ALTER TABLE a ADD COLUMN y TEXT;\nUPDATE a SET y = 'new';\n")
BROKEN = Migration(2, "broken", "ALTER TABLE a ADD COLUMN y TEXT;\nUPDATE nowhere SET y = 1;\n")


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_the_shipped_migrations_are_in_order() -> None:
    assert [one.number for one in migrations.load(resources_dir() / "migrations")][:1] == [1]


def test_gaps_between_migrations_are_refused(tmp_path: Path) -> None:
    (tmp_path / "001_a.sql").write_text("SELECT 1;")
    (tmp_path / "003_b.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="not numbered"):
        migrations.load(tmp_path)


def test_connection_is_set_up_safely(ledger: Ledger) -> None:
    with ledger.database.read() as connection:
        told = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}


def test_migrates_forwards_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Database(path, (FIRST,)).close()
    assert not (tmp_path / "backups").exists()
    Database(path, (FIRST, SECOND)).close()
    assert rows(path, "SELECT x, y FROM a") == [("one; two", "new")]
    assert rows(tmp_path / "backups" / "l.before-2.sqlite", "SELECT * FROM a") == [("one; two",)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Database(path, (FIRST,)).close()
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Database(path, (FIRST, BROKEN))
    assert rows(path, "SELECT * FROM a") == [("one; two",)]
    assert rows(path, "PRAGMA user_version") == [(1,)]


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Database(path, (FIRST, SECOND)).close()
    with pytest.raises(LedgerNewer):
        Database(path, (FIRST,))
    assert rows(path, "PRAGMA user_version") == [(2,)]


def test_a_damaged_file_is_named_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    path.write_bytes(b"this is no database, but it is all I have" * 200)
    before = path.read_bytes()
    with pytest.raises(LedgerDamaged) as caught:
        Ledger(path)
    assert caught.value.fields["backups"] == str(tmp_path / "backups")
    assert path.read_bytes() == before


def test_damage_inside_is_named_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger(path) as ledger:
        for number in range(200):
            ledger.append(slip(header(number)))
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged), Ledger(path) as ledger:
        ledger.events()


def test_a_database_of_another_program_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    with pytest.raises(LedgerDamaged):
        Ledger(path)
    assert rows(path, "SELECT name FROM sqlite_master") == [("photos",)]
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]


def test_busy_is_said_after_the_wait(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger(path) as holder, Ledger(path, busy_s=0.05) as waiting:
        with holder.database.write(), pytest.raises(LedgerBusy):
            waiting.append(slip(header(1)))
        waiting.append(slip(header(1)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FolderReadOnly):
            Ledger(tmp_path / "l.sqlite")
    finally:
        tmp_path.chmod(0o700)


def test_a_path_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderReadOnly):
        Ledger(tmp_path)


def test_closing_leaves_one_file_and_may_be_repeated(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l.sqlite")
    ledger.append(slip(header(1)))
    ledger.close()
    ledger.close()
    assert [file.name for file in tmp_path.iterdir()] == ["l.sqlite"]
