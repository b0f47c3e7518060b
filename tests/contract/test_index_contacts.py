"""Cases from before there was an index of contacts are found once it has been filled."""

from pd_intake_bot.domain import contacts
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import contacts as table
from pd_intake_bot.usecases.overview.index_contacts import DONE, MARK, IndexContacts
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented


async def found(store: Store) -> int:
    hidden = store.queue.hide(contacts.mail("user@example.test"))
    return await store.queue.count_of_contact(hidden, up_to=10)


async def register_without_an_index(database: Database, url: str) -> None:
    await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    )
    engine = open_engine(url)
    async with transaction(engine) as connection:
        await connection.execute(table.delete())
    await engine.dispose()


async def test_older_cases_are_indexed_and_then_left_alone(database: Database, url: str) -> None:
    await register_without_an_index(database, url)
    index = IndexContacts(transactions=database)
    assert await database(found) == 0
    assert [await index() for _ in range(3)] == [True, False, False]
    assert await database(found) == 1
    assert await database(lambda store: store.marks.get(MARK)) == DONE
