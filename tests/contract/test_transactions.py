"""The contract of `Transactions`: all of the work is kept, or nothing, whoever is cancelled."""

import asyncio
import gc
import random
from collections.abc import Callable, Iterator

import pytest

from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

HELD_UP_SECONDS = 60
"""Longer than PostgreSQL lets a statement wait for a lock: who waits so long waits for ever."""


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """Keep forgotten statements open, as an idle process would."""
    gc.disable()
    yield
    gc.enable()


async def write_twice(store: Store) -> None:
    known = await store.marks.get("count")
    await store.marks.put("count", str(int(known or 0) + 1))
    await store.marks.put("last", "written")


async def register(store: Store) -> None:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    await store.outbox.add(invented.parcel(case.ref.number), now=invented.NOW)
    await store.cases.all()


async def test_work_is_kept_for_the_next_transaction(database: Database) -> None:
    await database(lambda store: store.marks.put("bot", "17"))

    assert await database(lambda store: store.marks.get("bot")) == "17"


async def test_an_error_rolls_everything_back_and_reaches_the_caller(database: Database) -> None:
    async def fails(store: Store) -> None:
        await store.marks.put("bot", "17")
        raise LookupError("after the write")

    with pytest.raises(LookupError, match="after the write"):
        await database(fails)

    assert await database(lambda store: store.marks.get("bot")) is None


async def test_transactions_that_read_and_then_write_do_not_lock_each_other_out(
    database: Database, another: Callable[[], Database]
) -> None:
    other = another()

    await asyncio.gather(*(one(write_twice) for one in [database, other] * 10))

    assert await database(lambda store: store.marks.get("last")) == "written"


async def test_a_cancelled_caller_waits_until_its_transaction_has_ended(
    database: Database,
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(store: Store) -> None:
        await store.marks.put("first", "kept")
        begun.set()
        await go_on.wait()
        await store.marks.put("second", "kept")

    async with asyncio.TaskGroup() as group:
        caller = group.create_task(database(slow))
        await begun.wait()
        caller.cancel()
        go_on.set()

    assert caller.cancelled()
    assert await database(lambda store: store.marks.get("second")) == "kept"


@pytest.mark.usefixtures("no_garbage_collection")
async def test_a_storm_of_two_hundred_cancels_leaves_no_lock_behind(database: Database) -> None:
    chance = random.Random(17)  # noqa: S311 - the same storm each time
    cancelled = 0

    while cancelled < 200:
        # The whole takes as long as the machine is slow; one that waits for a lock, too long.
        async with asyncio.timeout(HELD_UP_SECONDS):
            try:
                async with asyncio.timeout(chance.random() * 0.006):
                    await database(register)
            except TimeoutError:
                cancelled += 1
    async with asyncio.timeout(HELD_UP_SECONDS):
        await database(lambda store: store.marks.put("after", "written"))


async def test_a_transaction_inside_a_transaction_is_refused_at_once(database: Database) -> None:
    async def nested(store: Store) -> None:
        await store.marks.put("outer", "1")
        await database(lambda inner: inner.marks.put("inner", "1"))

    with pytest.raises(RuntimeError, match="inside a transaction"):
        await database(nested)


async def test_closing_waits_for_the_transactions_that_run(
    database: Database, another: Callable[[], Database]
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(store: Store) -> None:
        begun.set()
        await go_on.wait()
        await store.marks.put("slow", "kept")

    async with asyncio.TaskGroup() as group:
        group.create_task(database(slow))
        await begun.wait()
        closing = group.create_task(database.close())
        go_on.set()

    assert closing.done()
    assert await another()(lambda store: store.marks.get("slow")) == "kept"


async def test_reading_sees_what_was_kept_while_another_transaction_writes(
    database: Database,
) -> None:
    await database(lambda store: store.marks.put("bot", "before"))

    async def writes(store: Store) -> str | None:
        await store.marks.put("bot", "after")
        return await database.reading(lambda beside: beside.marks.get("bot"))

    assert await database(writes) == "before"


async def test_the_first_key_is_remembered_and_the_same_key_passes(
    database: Database, another: Callable[[], Database]
) -> None:
    await database.check_key()

    await another().check_key()


async def test_another_key_is_refused(database: Database, url: str) -> None:
    await database.check_key()

    async with Database(url, Seal(Seal.new_key())) as stranger:
        with pytest.raises(WrongKey, match="another key"):
            await stranger.check_key()
