"""A filled database of each earlier revision is upgraded while old processes go on writing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing import rotation
from pd_intake_bot.storage.sealing.catching_up import catch_up
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import audit, look
from tests.contract import former, invented
from tests.contract.former import CASES, Columns, Filling, Rows

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = sorted(one.revision for one in SCRIPTS.walk_revisions())


@pytest.fixture(scope="session")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Filling:
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('former')}/pd-intake.db"
    return asyncio.run(former.gather(url))


async def write(url: str, rows: Rows, known: Columns | None = None) -> Columns:
    """Write one half of the rows by the columns of now, and the other by known ones."""
    engine = open_engine(url)

    def work(connection: Connection) -> Columns:
        names = known or former.columns(connection)
        former.write(connection, rows, names, odd=known is None)
        former.count_on(connection, names)
        return names

    async with transaction(engine) as connection:
        found = await connection.run_sync(work)
    await engine.dispose()
    return found


async def count(url: str) -> dict[str, int]:
    engine = open_engine(url)
    async with transaction(engine) as connection:
        counted = {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
    await engine.dispose()
    return counted


async def dossiers(store: Store) -> list[look.Dossier]:
    return [await look.gather(store, case.id) for case in await store.cases.all()]


async def go_on(store: Store) -> None:
    """Do with the old rows, and beside them, what the service does."""
    new = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    assert new.ref.number == CASES + 1
    parcels = await store.outbox.claim(
        invented.parcel().carrier, now=invented.NOW, limit=20, lease=timedelta(seconds=30)
    )
    assert len(parcels) == CASES
    assert len(await store.updates.due(now=invented.NOW, limit=9)) == 1
    progress = await store.mailboxes.progress("INBOX")
    assert progress is not None
    assert progress.last_uid == 9


@pytest.mark.parametrize("revision", REVISIONS)
async def test_a_filled_database_is_upgraded_and_old_processes_write_on(
    empty_url: str, filling: Filling, revision: str
) -> None:
    rows = filling.of(revision)
    await migrations.upgrade(empty_url, to=revision)
    known = await write(empty_url, rows)
    if revision < former.KEYS_SINCE:
        # What they would write on, the audit would rightly find to be outside the chain.
        await write(empty_url, rows, known)

    await migrations.upgrade(empty_url)
    if revision >= former.KEYS_SINCE:
        await write(empty_url, rows, known)

    counted = await count(empty_url)
    assert all(counted[name] >= max(len(rows[name]), 1) for name in known), counted
    async with Database(empty_url, Seal(filling.key)) as database:
        await database.check_key()
        while await catch_up(database):
            pass
        found = await database.reading(dossiers)
        assert len(found) == CASES
        for dossier in found:
            assert dossier.case.fields == invented.case().fields
            assert dossier.case.reply_to == invented.ADDRESS
            assert [one.text for one in dossier.submissions] == [invented.submission().text]
            assert [(one.kind, one.data) for one in dossier.events] == [
                (EventKind.REGISTERED, {"by": "mail"})
            ]
        assert (await database.reading(lambda store: audit.verify(store, shown={}))).broken is None
        await database(go_on)


@pytest.mark.parametrize("revision", [one for one in REVISIONS if one <= former.KEYS_SINCE])
async def test_a_changed_root_key_says_where_the_first_one_stays_beneath(
    empty_url: str, filling: Filling, revision: str
) -> None:
    await migrations.upgrade(empty_url, to=revision)
    rows = filling.of(revision)
    known = await write(empty_url, rows)
    await write(empty_url, rows, known)
    await migrations.upgrade(empty_url)
    second, third = Seal.new_key(), Seal.new_key()
    before = revision < former.KEYS_SINCE

    async with Database(empty_url, Seal(filling.key)) as database:
        await database.check_key()
        while await catch_up(database):
            pass
        assert not await rotation.stays(database)
    for new, old in ((second, filling.key), (third, second)):
        async with Database(empty_url, Seal(new, old)) as database:
            await database.check_key()
            await rotation.rotate(database, told=lambda _: None)
            assert await rotation.stays(database) is before
    async with Database(empty_url, Seal(third)) as database:
        await database.check_key()
        assert len(await database.reading(dossiers)) == CASES
        # What is said is true: the first key still makes the hashes, and opens nothing of cases.
        first = Seal(filling.key)
        assert (first.fingerprint == database.seal.fingerprint) is before
    async with Database(empty_url, first) as database:
        with pytest.raises(WrongKey):
            await database.check_key()


async def test_every_revision_keeps_the_tables_and_columns_of_the_one_before(
    empty_url: str,
) -> None:
    before: Columns = {}
    for revision in REVISIONS:
        await migrations.upgrade(empty_url, to=revision)
        engine = open_engine(empty_url)
        async with transaction(engine) as connection:
            now = await connection.run_sync(former.columns)
        await engine.dispose()
        assert all(set(names) <= set(now[table]) for table, names in before.items()), revision
        before = now
