"""The contract of the port `Leases`: one process at a time, and another soon after it died."""

from datetime import datetime, timedelta

from pd_intake_bot.storage.database import Database
from tests.contract import invented
from tests.contract.conftest import Open

NAME = "mailbox"
LENGTH = timedelta(seconds=20)
NOW = invented.NOW


async def take(database: Database, now: datetime) -> bool:
    return await database(lambda store: store.leases.take(NAME, now=now, length=LENGTH))


async def test_one_process_alone_holds_a_lease(database: Database, another: Open) -> None:
    assert await take(database, NOW)
    assert not await take(another(), NOW + timedelta(seconds=19))


async def test_its_holder_renews_it(database: Database, another: Open) -> None:
    await take(database, NOW)
    assert await take(database, NOW + timedelta(seconds=10))
    assert not await take(another(), NOW + timedelta(seconds=29))


async def test_one_that_is_not_renewed_passes_on(database: Database, another: Open) -> None:
    other = another()
    await take(database, NOW)
    assert await take(other, NOW + LENGTH)
    assert not await take(database, NOW + LENGTH)


async def test_one_of_a_clock_that_ran_hours_ahead_holds_up_nobody(
    database: Database, another: Open
) -> None:
    await take(database, NOW + timedelta(hours=5))
    assert await take(another(), NOW)


async def test_one_of_a_clock_that_runs_a_little_ahead_is_kept(
    database: Database, another: Open
) -> None:
    await take(database, NOW + timedelta(minutes=5))
    assert not await take(another(), NOW)


async def test_one_that_is_given_up_is_free_at_once(database: Database, another: Open) -> None:
    await take(database, NOW)
    await database(lambda store: store.leases.give_up(NAME))
    assert await take(another(), NOW)


async def test_nobody_gives_up_what_another_holds(database: Database, another: Open) -> None:
    await take(database, NOW)
    await another()(lambda store: store.leases.give_up(NAME))
    assert not await take(another(), NOW)


async def test_leases_of_different_names_are_apart(database: Database, another: Open) -> None:
    await take(database, NOW)
    assert await another()(lambda store: store.leases.take("other", now=NOW, length=LENGTH))


async def test_the_lease_of_a_process_that_ended_beside_a_file_is_free_at_once(
    sqlite_tables: str, another: Open, database: Database, url: str
) -> None:
    if url != sqlite_tables:
        return  # On PostgreSQL nobody sees who lives: the time decides.
    await take(database, NOW)
    await database.close()
    assert await take(another(), NOW)
