"""A database that fails says so in one way, and works again when it is back."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.faults import StorageUnavailable
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented


async def kill_the_others(url: str) -> None:
    connection = await asyncpg.connect(
        make_url(url).set(drivername="postgresql").render_as_string()
    )
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_a_lost_connection_is_named_and_the_next_transaction_has_a_new_one(
    postgres_tables: str, seal: Seal
) -> None:
    async def is_cut_off(store: Store) -> None:
        await store.marks.put("bot", "17")
        await kill_the_others(postgres_tables)
        await store.marks.put("bot", "18")

    async with Database(postgres_tables, seal) as database:
        with pytest.raises(StorageUnavailable):
            await database(is_cut_off)

        assert await database(lambda store: store.marks.get("bot")) is None


async def test_a_server_that_restarted_between_transactions_is_not_noticed(
    postgres_tables: str, seal: Seal
) -> None:
    async with Database(postgres_tables, seal) as database:
        await database(lambda store: store.marks.put("bot", "17"))
        await kill_the_others(postgres_tables)

        assert await database(lambda store: store.marks.get("bot")) == "17"


async def test_of_two_transactions_that_block_each_other_both_are_kept_in_the_end(
    postgres_tables: str, seal: Seal
) -> None:
    first_wrote, second_wrote = asyncio.Event(), asyncio.Event()

    async def one_then_two(store: Store) -> None:
        await store.marks.put("one", "first")
        first_wrote.set()
        await second_wrote.wait()
        await store.marks.put("two", "first")

    async def two_then_one(store: Store) -> None:
        await store.marks.put("two", "second")
        second_wrote.set()
        await first_wrote.wait()
        await store.marks.put("one", "second")

    async with Database(postgres_tables, seal) as database:
        await asyncio.gather(database(one_then_two), database(two_then_one))

        one = await database(lambda store: store.marks.get("one"))
        assert await database(lambda store: store.marks.get("two")) == one


async def test_a_server_that_is_not_there_is_named(seal: Seal) -> None:
    async with Database("postgresql+asyncpg://app@127.0.0.1:9/none", seal) as database:
        with pytest.raises(StorageUnavailable, match="can't be reached"):
            await database(lambda store: store.marks.get("bot"))


async def test_a_server_without_the_database_is_named(postgres_tables: str) -> None:
    with pytest.raises(StorageUnavailable):
        await migrations.upgrade(f"{postgres_tables}_that_is_not_there")


async def test_a_folder_where_no_file_can_be_is_named(tmp_path: Path, seal: Seal) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    with pytest.raises(StorageUnavailable):
        Database(f"sqlite+aiosqlite:///{tmp_path}/data/pd-intake.db", seal)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path, seal: Seal) -> None:
    (tmp_path / "pd-intake.db").write_text("Not a database, whatever its name says." * 100)

    async with Database(f"sqlite+aiosqlite:///{tmp_path}/pd-intake.db", seal) as database:
        with pytest.raises(StorageUnavailable):
            await database(lambda store: store.marks.get("bot"))


async def test_a_mistake_of_the_program_is_not_taken_for_a_failing_database(
    database: Database,
) -> None:
    of_no_case = Event(kind=EventKind.HELD, at=invented.NOW, actor=SYSTEM, data={})

    with pytest.raises(IntegrityError):
        await database(lambda store: store.events.add(CaseId(17), of_no_case))


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = invented.NOW.replace(tzinfo=None)

    with pytest.raises(StatementError, match="names no moment"):
        await database(lambda store: store.outbox.add(invented.parcel(), now=naive))


async def test_an_error_of_a_statement_shows_nothing_of_what_was_written(
    database: Database,
) -> None:
    of_no_case = Event(kind=EventKind.HELD, at=invented.NOW, actor="7123456789", data={})

    with pytest.raises(IntegrityError) as caught:
        await database(lambda store: store.events.add(CaseId(17), of_no_case))

    assert "7123456789" not in str(caught.value)
