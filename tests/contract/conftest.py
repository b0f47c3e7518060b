"""The same suites on every database: SQLite in a file and PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.seal import Seal

Open = Callable[[], Database]


@pytest.fixture
def seal() -> Seal:
    return Seal(Seal.new_key())


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database that holds nothing, not even tables."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/pd-intake.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def url(empty_url: str) -> str:
    await migrations.upgrade(empty_url)
    return empty_url


@pytest.fixture
async def another(url: str, seal: Seal) -> AsyncIterator[Open]:
    """Open the database once more, as another process would."""
    async with AsyncExitStack() as stack:

        def open_database() -> Database:
            database = Database(url, seal)
            stack.push_async_callback(database.close)
            return database

        yield open_database


@pytest.fixture
def database(another: Open) -> Database:
    return another()
