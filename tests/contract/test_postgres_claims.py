"""On PostgreSQL processes claim side by side: none waits for another, none takes what is taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from tests.contract import invented

NOW = invented.NOW
LEASE = timedelta(minutes=1)
Take = Callable[[Store], Awaitable[Sequence[Parcel]]]


@pytest.fixture
async def processes(postgres_tables: str, seal: Seal) -> AsyncIterator[tuple[Database, Database]]:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(Database(postgres_tables, seal))
        second = await stack.enter_async_context(Database(postgres_tables, seal))
        yield first, second


async def claim(store: Store) -> Sequence[Parcel]:
    return await store.outbox.claim(Carrier.MAIL, now=NOW, limit=2, lease=LEASE)


async def begin_all(store: Store) -> None:
    for parcel in await claim(store):
        await store.outbox.begin(parcel.id, now=NOW)


async def recover(store: Store) -> Sequence[Parcel]:
    return await store.outbox.recover(now=NOW + LEASE, lease=LEASE)


async def take_while_the_other_still_takes(
    processes: tuple[Database, Database], take: Take
) -> list[list[str]]:
    """Let one process take parcels and not commit until the other has taken its own."""
    first, second = processes
    taken, go_on = asyncio.Event(), asyncio.Event()

    async def hold(store: Store) -> Sequence[Parcel]:
        parcels = await take(store)
        taken.set()
        await go_on.wait()
        return parcels

    async with asyncio.TaskGroup() as group:
        holding = group.create_task(first(hold))
        await taken.wait()
        # Should the other wait for this one after all, the test ends nevertheless.
        asyncio.get_running_loop().call_later(3, go_on.set)
        others = await second(take)
        go_on.set()
    return [[parcel.key for parcel in parcels] for parcels in (holding.result(), others)]


async def put_in_four_lanes(store: Store) -> None:
    for number in range(1, 5):
        await store.outbox.add(invented.parcel(number, lane=f"mail:{number}"), now=NOW)


async def put_in_one_lane(store: Store) -> None:
    for number in (1, 2):
        await store.outbox.add(invented.parcel(number), now=NOW)


async def test_a_claim_passes_over_what_another_process_is_claiming(
    processes: tuple[Database, Database],
) -> None:
    await processes[0](put_in_four_lanes)

    taken = await take_while_the_other_still_takes(processes, claim)

    assert taken == [["letter:1", "letter:2"], ["letter:3", "letter:4"]]


async def test_a_second_parcel_of_a_lane_is_not_claimed_while_the_first_is_being_claimed(
    processes: tuple[Database, Database],
) -> None:
    await processes[0](put_in_one_lane)

    taken = await take_while_the_other_still_takes(processes, claim)

    assert taken == [["letter:1"], []]


async def test_recovery_passes_over_what_another_process_is_recovering(
    processes: tuple[Database, Database], postgres_tables: str, seal: Seal
) -> None:
    async with Database(postgres_tables, seal) as dead:
        await dead(put_in_four_lanes)
        await dead(begin_all)

    taken = await take_while_the_other_still_takes(processes, recover)

    assert taken == [["letter:1", "letter:2"], []]


async def test_parcels_of_a_lane_get_their_places_in_the_order_they_become_visible(
    processes: tuple[Database, Database],
) -> None:
    first, second = processes
    added, go_on = asyncio.Event(), asyncio.Event()

    async def add_slowly(store: Store) -> None:
        await store.outbox.add(invented.parcel(1), now=NOW)
        added.set()
        await go_on.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(first(add_slowly))
        await added.wait()
        behind = group.create_task(
            second(lambda store: store.outbox.add(invented.parcel(2), now=NOW))
        )
        await asyncio.wait([behind], timeout=0.2)
        overtook = behind.done()
        go_on.set()

    assert not overtook
    assert [parcel.key for parcel in await first(claim)] == ["letter:1"]


async def test_an_update_that_another_process_handles_is_passed_over(
    processes: tuple[Database, Database],
) -> None:
    first, second = processes
    update = StoredUpdate(update_id=1, lane="1", raw="{}", received_at=NOW, attempts=0)
    await first(lambda store: store.updates.add([update]))
    taken, go_on = asyncio.Event(), asyncio.Event()

    async def handle_slowly(store: Store) -> bool:
        held = await store.updates.finish(1, now=NOW)
        taken.set()
        await go_on.wait()
        return held

    async with asyncio.TaskGroup() as group:
        handling = group.create_task(first(handle_slowly))
        await taken.wait()
        meanwhile = [
            await second(lambda store: store.updates.finish(1, now=NOW)),
            await second(lambda store: store.updates.take(1, now=NOW)),
        ]
        go_on.set()
    afterwards = await second(lambda store: store.updates.finish(1, now=NOW))

    assert (handling.result(), meanwhile, afterwards) == (True, [False, False], False)
