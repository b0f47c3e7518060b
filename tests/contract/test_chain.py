"""The contract of `Chain`: every event is linked in its transaction, and no change goes unseen."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import BEGINNING
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import audit
from pd_intake_bot.usecases.records.audit import Audit
from tests.contract import invented


async def add_case(store: Store) -> CaseId:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    return case.id


def event(minutes: int = 0, **data: str) -> Event:
    at = invented.NOW + timedelta(minutes=minutes, microseconds=7)
    return Event(kind=EventKind.ANSWERED, at=at, actor=SYSTEM, data=data)


async def tell(database: Database, *cases: CaseId) -> None:
    async def work(store: Store) -> None:
        for number, case_id in enumerate(cases):
            await store.events.add(case_id, event(number, words=str(number)))

    await database(work)


async def look(database: Database, shown: dict[int, str] | None = None) -> Audit:
    return await database.reading(lambda store: audit.verify(store, shown=shown or {}))


async def tamper(url: str, *statements: str) -> None:
    """Do to the database what only its owner can: take the triggers off and rewrite."""
    engine = open_engine(url)
    async with transaction(engine) as connection:
        for table in ("events", "chain"):
            if url.startswith("sqlite"):
                for deed in ("update", "delete"):
                    await connection.execute(text(f"DROP TRIGGER {table}_no_{deed}"))
            else:
                await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            await connection.execute(text(statement))
        if url.startswith("postgres"):
            for table in ("events", "chain"):
                await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    await engine.dispose()


async def test_each_event_follows_the_one_before_and_the_one_before_of_its_case(
    database: Database,
) -> None:
    one, other = await database(add_case), await database(add_case)

    await tell(database, one, other, one)

    links = await database(lambda store: store.chain.after(0, limit=9))
    hashes = [kept.hash for kept in links]
    assert [kept.link.previous for kept in links] == [BEGINNING, *hashes[:-1]]
    assert [kept.link.previous_of_case for kept in links] == [BEGINNING, BEGINNING, hashes[0]]
    assert [kept.link.hash for kept in links] == hashes
    assert (await look(database)).broken is None


async def test_events_that_are_rolled_back_leave_no_link(database: Database) -> None:
    case_id = await database(add_case)

    async def work(store: Store) -> None:
        await store.events.add(case_id, event())
        raise LookupError

    with pytest.raises(LookupError):
        await database(work)
    await tell(database, case_id)

    found = await look(database)
    assert (found.head.position, found.broken) == (1, None)


async def test_two_processes_that_add_at_once_make_one_chain(
    database: Database, another: Callable[[], Database]
) -> None:
    cases = [await database(add_case) for _ in range(4)]
    processes = [database, another()]

    await asyncio.gather(
        *(tell(processes[number % 2], *cases, *reversed(cases)) for number in range(8))
    )

    found = await look(database)
    assert (found.head.position, found.broken) == (64, None)


@pytest.mark.parametrize("table", ["events", "chain"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET case_id = case_id", "DELETE FROM {}"])
async def test_the_database_refuses_to_change_or_remove_history(
    database: Database, url: str, table: str, deed: str
) -> None:
    await tell(database, await database(add_case))
    engine = open_engine(url)

    with pytest.raises(DBAPIError, match="only ever added"):
        async with transaction(engine) as connection:
            await connection.execute(text(deed.format(table)))

    await engine.dispose()


@pytest.mark.parametrize(
    ("statement", "position", "fault"),
    [
        # Who did it, when, and what was done.
        ("UPDATE events SET actor = '7' WHERE id = 2", 2, "chain-hash"),
        ("UPDATE events SET kind = 'released' WHERE id = 3", 3, "chain-hash"),
        ("UPDATE events SET case_id = 2 WHERE id = 2", 2, "chain-event"),
        ("UPDATE events SET digest = '0' WHERE id = 1", 1, "chain-hash"),
        # What it said, put in from another row or another time.
        (
            "UPDATE events SET payload = (SELECT payload FROM events WHERE id = 1) WHERE id = 2",
            2,
            "chain-payload",
        ),
        # What it said is gone, and nobody erased it.
        ("UPDATE events SET payload = NULL WHERE id = 3", 3, "chain-silent"),
        ("UPDATE data_keys SET wrapped = NULL WHERE case_id = 1", 1, "chain-silent"),
        # An event that is gone from the chain.
        ("DELETE FROM chain WHERE event_id = 2", 3, "chain-gap"),
        # A link made anew without those that follow.
        ("UPDATE chain SET hash = previous WHERE position = 2", 2, "chain-hash"),
        ("UPDATE chain SET previous = hash WHERE position = 3", 3, "chain-previous"),
        ("UPDATE chain SET previous_of_case = hash WHERE position = 3", 3, "chain-case"),
        # The last one cut off: its event stands beside the chain.
        ("DELETE FROM chain WHERE position = 4", 4, "chain-outside"),
    ],
)
async def test_the_first_break_is_named(
    database: Database, url: str, statement: str, position: int, fault: str
) -> None:
    one = await database(add_case)
    await database(add_case)
    await tell(database, one, one, one, one)
    await tamper(url, statement)

    broken = (await look(database)).broken

    assert broken is not None
    assert (broken.position, broken.fault) == (position, fault)


async def test_a_chain_made_anew_does_not_fit_the_head_that_was_shown(database: Database) -> None:
    case_id = await database(add_case)
    await tell(database, case_id, case_id)
    head = (await look(database)).head

    assert (await look(database, {head.position: head.hash})).broken is None
    rewritten = (await look(database, {head.position: "f" * 64})).broken
    cut = (await look(database, {head.position + 1: "f" * 64})).broken

    assert rewritten is not None
    assert cut is not None
    assert (rewritten.fault, cut.fault) == ("chain-head", "chain-cut")
