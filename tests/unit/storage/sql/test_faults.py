"""SQLite's own errors, as the library raises them, told apart."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pd_intake_bot.storage.sql.faults import StorageUnavailable, is_race, told_apart


def fail(path: Path, *statements: str) -> sqlite3.OperationalError:
    """Run statements of which SQLite refuses the last, and give its error."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    *before, refused = statements
    for statement in before:
        connection.execute(statement)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute(refused)
    connection.close()
    return caught.value


def test_a_full_disk_makes_storage_unavailable(tmp_path: Path) -> None:
    error = fail(
        tmp_path / "x.db",
        "PRAGMA max_page_count=2",
        "CREATE TABLE big AS SELECT randomblob(100000)",
    )

    with pytest.raises(StorageUnavailable, match="full"), told_apart():
        raise OperationalError("INSERT", None, error)


def test_a_locked_database_makes_storage_unavailable(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    error = fail(tmp_path / "x.db", "BEGIN IMMEDIATE")
    holder.close()

    with pytest.raises(StorageUnavailable, match="locked"), told_apart():
        raise OperationalError("BEGIN IMMEDIATE", None, error)


def test_a_statement_that_is_wrong_stays_the_error_it_is(tmp_path: Path) -> None:
    error = fail(tmp_path / "x.db", "SELECT nothing FROM nowhere")

    with pytest.raises(OperationalError), told_apart():
        raise OperationalError("SELECT", None, error)


def test_a_pool_that_ran_dry_makes_storage_unavailable() -> None:
    with pytest.raises(StorageUnavailable, match="in use"), told_apart():
        raise PoolTimeout


def test_a_server_that_fell_silent_makes_storage_unavailable() -> None:
    with pytest.raises(StorageUnavailable, match="in time"), told_apart():
        raise TimeoutError


def test_sqlite_has_no_races_to_run_again(tmp_path: Path) -> None:
    error = fail(tmp_path / "x.db", "SELECT nothing FROM nowhere")

    assert not is_race(OperationalError("SELECT", None, error))
