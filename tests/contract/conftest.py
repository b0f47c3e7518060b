"""The same suites on every database: SQLite in a file and PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata
from tests.servers.postgres import Postgres

KINDS = ("sqlite", "postgres")
Open = Callable[[], Database]


@pytest.fixture
def seal() -> Seal:
    return Seal(Seal.new_key())


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database that holds nothing, not even tables."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/pd-intake.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> str:
    """Give the address of a database with the tables and nothing in them."""
    return str(request.getfixturevalue(f"{request.param}_tables"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "pd-intake.db"
    asyncio.run(migrations.upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_tables(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copy(migrated_file, tmp_path)
    return f"sqlite+aiosqlite:///{tmp_path / migrated_file.name}"


@pytest.fixture(scope="session")
def migrated_url(postgres: Postgres) -> Iterator[str]:
    name = postgres.create()
    asyncio.run(migrations.upgrade(postgres.url(name)))
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def postgres_tables(migrated_url: str) -> str:
    asyncio.run(_empty(migrated_url))
    return migrated_url


async def _empty(url: str) -> None:
    names = ", ".join(metadata.tables)
    engine = open_engine(url)
    async with transaction(engine) as connection:
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    await engine.dispose()


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
