"""What may wait for another process never holds the loop up."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from pd_intake_bot.storage.sql.engine import open_engine, transaction

TURNS = 100
"""Of the loop: more than it takes to ask for the lock, which the other then still has."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "intake.db"


@pytest.fixture
async def engine(path: Path) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(f"sqlite+aiosqlite:///{path}")
    async with transaction(engine) as connection:
        await connection.execute(text("CREATE TABLE kept (word TEXT)"))
    yield engine
    await engine.dispose()


async def keep(engine: AsyncEngine, word: str) -> None:
    async with transaction(engine) as connection:
        await connection.execute(text("INSERT INTO kept VALUES (:word)"), {"word": word})


async def fail_after(engine: AsyncEngine, statement: str) -> None:
    async with transaction(engine) as connection:
        await connection.execute(text(statement))
        raise LookupError


def kept(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept")]


async def test_what_an_error_ends_is_rolled_back(engine: AsyncEngine, path: Path) -> None:
    with pytest.raises(LookupError):
        await fail_after(engine, "INSERT INTO kept VALUES ('half')")
    await keep(engine, "whole")
    assert kept(path) == ["whole"]


async def test_the_loop_goes_on_while_another_process_writes_after_sqlite_ended_a_transaction(
    engine: AsyncEngine, path: Path
) -> None:
    # As SQLite does by itself where the disk is full: then there is nothing to roll back.
    with pytest.raises(LookupError):
        await fail_after(engine, "ROLLBACK")

    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with asyncio.TaskGroup() as group:
        group.create_task(keep(engine, "late"))
        for _ in range(TURNS):
            await asyncio.sleep(0)
        other.execute("ROLLBACK")
    other.close()
    assert kept(path) == ["late"]
