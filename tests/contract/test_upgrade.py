"""The schema of each database: made once, by whoever comes first, and known when it is there."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata


async def test_an_empty_database_stands_at_no_revision(empty_url: str) -> None:
    assert await migrations.current(empty_url) is None
    assert not await migrations.is_current(empty_url)


async def test_an_upgraded_database_stands_at_the_newest_revision(empty_url: str) -> None:
    await migrations.upgrade(empty_url)

    assert await migrations.current(empty_url) == migrations.head()
    assert await migrations.is_current(empty_url)


async def test_of_processes_that_upgrade_at_once_one_does_it_and_the_others_wait(
    empty_url: str,
) -> None:
    await asyncio.gather(*(migrations.upgrade(empty_url) for _ in range(4)))

    assert await migrations.is_current(empty_url)


def test_only_an_earlier_revision_of_this_program_is_in_need_of_an_upgrade() -> None:
    newest = migrations.head()
    assert newest is not None
    assert migrations.is_former("0001")
    assert not migrations.is_former(newest)
    # A newer program's: it has added to the schema, and this one need not be stopped for it.
    assert not migrations.is_former("9999")


async def test_alembic_sees_no_difference_between_the_models_and_the_upgraded_database(
    empty_url: str,
) -> None:
    await migrations.upgrade(empty_url)
    engine = open_engine(empty_url)

    async with transaction(engine) as connection:
        differences = await connection.run_sync(compare)
    await engine.dispose()

    assert differences == []


def compare(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))
