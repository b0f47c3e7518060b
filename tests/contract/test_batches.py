"""What a transaction gathers and writes together is read as if each had been written at once."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from pd_intake_bot.domain import contacts
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Told
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import data_keys
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented
from tests.contract.invented import NOW

MANY = 40
TAKEN = Event(kind=EventKind.TAKEN, at=NOW, actor="9001", data={})
NOTED = Event(kind=EventKind.REGISTERED, at=NOW, actor=SYSTEM, data={})


async def add(store: Store, **changes: object) -> Case:
    return await store.cases.add(invented.case(**changes), prefix="PD", year=2026, now=NOW)


async def take(store: Store, number: int) -> CaseId | None:
    """Keep a message and register it, as a batch of mail does; None where it was known."""
    submission = invented.submission(number)
    if not await store.submissions.add(submission, case_id=None):
        return None
    case = await add(store)
    await store.submissions.assign(submission.identity, case.id)
    return case.id


async def take_many(store: Store) -> list[CaseId | None]:
    return [await take(store, number) for number in range(MANY)]


async def keys_of_cases(url: str) -> list[int]:
    """Count the data keys of each case, and last those that belong to none."""
    engine = open_engine(url)
    counted = select(data_keys.c.case_id, func.count()).group_by(data_keys.c.case_id)
    async with transaction(engine) as connection:
        found = {row[0]: int(row[1]) for row in await connection.execute(counted)}
    await engine.dispose()
    orphans = found.pop(None, 0)
    return [*(found[case_id] for case_id in sorted(found)), orphans]


async def test_numbers_go_on_without_a_gap_through_batches(database: Database) -> None:
    async def two(store: Store) -> list[int]:
        return [(await add(store)).ref.number for _ in range(2)]

    assert [*await database(two), *await database(two)] == [1, 2, 3, 4]


async def test_a_batch_that_is_rolled_back_gives_its_numbers_again(database: Database) -> None:
    async def fail(store: Store) -> None:
        await take_many(store)
        raise LookupError("at the end")

    with pytest.raises(LookupError, match="at the end"):
        await database(fail)
    assert (await database(add)).ref.number == 1


async def test_a_new_case_reads_as_it_was_given_back(database: Database) -> None:
    added = await database(add)
    assert await database(lambda store: store.cases.get(added.id)) == added


async def test_every_key_of_a_batch_belongs_to_its_case_and_none_is_left_over(
    database: Database, url: str
) -> None:
    await database.check_key()
    await database(take_many)
    # The key of the case, of the message and of its files; beside them the service's own.
    assert await keys_of_cases(url) == [3] * MANY + [1]


async def test_a_message_known_before_leaves_no_key(database: Database, url: str) -> None:
    await database.check_key()
    await database(take_many)
    assert await database(take_many) == [None] * MANY
    assert await keys_of_cases(url) == [3] * MANY + [1]


async def test_events_are_read_in_the_transaction_that_adds_them(database: Database) -> None:
    async def tell(store: Store) -> list[EventKind]:
        case = await add(store)
        await store.events.add(case.id, NOTED)
        first = await store.events.of_case(case.id)
        await store.events.add(case.id, TAKEN)
        both = await store.events.of_case(case.id)
        return [event.kind for event in (*first, *both)]

    noted, taken = NOTED.kind, TAKEN.kind
    assert await database(tell) == [noted, noted, taken]
    chained = await database(lambda store: store.chain.after(0, limit=10))
    assert [link.event.kind for link in chained if link.event] == [noted, taken]


async def test_a_date_is_read_in_the_transaction_that_tells_it(database: Database) -> None:
    told = Told(letter="letter:1:1", promised=NOW.date(), at=NOW)

    async def tell(store: Store) -> list[Told]:
        case = await add(store)
        await store.clocks.tell(case.id, told)
        return [*await store.clocks.told(case.id)]

    assert await database(tell) == [told]


async def test_a_case_changed_at_once_is_found_by_what_it_holds_now(database: Database) -> None:
    async def change(store: Store) -> list[int]:
        case = await add(store)
        fields = {**case.fields, Field.PHONE: "+77010000099"}
        await store.cases.change(replace(case, fields=fields))
        hidden = [store.queue.hide(contacts.phone(case.fields[Field.PHONE]))]
        hidden.append(store.queue.hide(contacts.phone(fields[Field.PHONE])))
        return [await store.queue.count_of_contact(one, up_to=5) for one in hidden]

    assert await database(change) == [0, 1]
