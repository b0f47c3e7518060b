"""The contract of `Updates`: kept before they are handled, one at a time for each lane."""

from datetime import timedelta

import pytest

from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from tests.contract import invented

NOW = invented.NOW


def update(update_id: int, *, lane: str = "person:1") -> StoredUpdate:
    raw = f'{{"update_id":{update_id},"text":"Үлгі Үлгіұлы"}}'
    return StoredUpdate(update_id=update_id, lane=lane, raw=raw, received_at=NOW, attempts=0)


async def keep(database: Database, *updates: StoredUpdate) -> int:
    return await database(lambda store: store.updates.add(updates))


async def due(database: Database) -> list[int]:
    listed = await database(lambda store: store.updates.due(now=NOW, limit=10))
    return [each.update_id for each in listed]


async def test_an_update_comes_back_as_it_came(database: Database) -> None:
    await keep(database, update(4_294_967_297))

    [got] = await database(lambda store: store.updates.due(now=NOW, limit=10))

    assert (got.update_id, got.raw) == (4_294_967_297, update(4_294_967_297).raw)
    assert (got.received_at, got.attempts) == (NOW, 0)


async def test_updates_that_are_known_are_not_kept_again(database: Database) -> None:
    assert await keep(database, update(1), update(2)) == 2
    assert await keep(database, update(2), update(3)) == 1
    assert await keep(database) == 0


async def test_a_handled_update_that_is_delivered_again_is_still_known(database: Database) -> None:
    await keep(database, update(1))
    await database(lambda store: store.updates.finish(1, now=NOW))

    assert await keep(database, update(1)) == 0
    assert await due(database) == []


async def test_each_lane_gives_its_oldest_open_update(database: Database) -> None:
    await keep(database, update(3), update(1), update(2, lane="person:2"), update(4))

    assert await due(database) == [1, 2]
    await database(lambda store: store.updates.finish(1, now=NOW))
    assert await due(database) == [2, 3]


async def test_what_follows_in_a_lane_is_its_oldest_open_update_where_it_is_due(
    database: Database,
) -> None:
    await keep(database, update(2), update(1), update(3, lane="person:2"), update(4))

    async def work(store: Store) -> None:
        lane = (await store.updates.due(now=NOW, limit=1))[0].lane
        await store.updates.finish(1, now=NOW)
        following = await store.updates.next_of(lane, now=NOW)
        assert following is not None
        assert (following.update_id, following.raw) == (2, update(2).raw)
        await store.updates.postpone(2, until=NOW + timedelta(seconds=30))
        assert await store.updates.next_of(lane, now=NOW) is None
        for number in (2, 4):
            await store.updates.finish(number, now=NOW + timedelta(minutes=1))
        assert await store.updates.next_of(lane, now=NOW) is None

    await database(work)


async def test_what_is_finished_is_handled_once_and_forgotten(database: Database) -> None:
    await keep(database, update(1), update(2), update(3, lane="person:2"))
    await database(lambda store: store.updates.postpone(3, until=NOW + timedelta(seconds=1)))

    async def finish(store: Store) -> list[int]:
        return [each for each in range(1, 5) if await store.updates.finish(each, now=NOW)]

    assert (await database(finish), await database(finish)) == ([1, 2], [])
    assert await database(lambda store: store.updates.finish(3, now=NOW + timedelta(seconds=1)))
    assert await keep(database, update(1)) == 0


async def test_what_failed_after_it_was_finished_is_as_it_was(database: Database) -> None:
    await keep(database, update(1))

    async def fail(store: Store) -> None:
        assert await store.updates.finish(1, now=NOW)
        raise LookupError

    with pytest.raises(LookupError):
        await database(fail)

    [left] = await database(lambda store: store.updates.due(now=NOW, limit=10))
    assert (left.update_id, left.raw, left.attempts) == (1, update(1).raw, 0)


async def test_as_many_are_given_as_were_asked_for(database: Database) -> None:
    await keep(database, *(update(number, lane=f"person:{number}") for number in range(1, 6)))

    given = await database(lambda store: store.updates.due(now=NOW, limit=2))

    assert [each.update_id for each in given] == [1, 2]


async def test_a_postponed_update_holds_its_lane_until_it_is_due(database: Database) -> None:
    await keep(database, update(1), update(2), update(3, lane="person:2"))

    until = NOW + timedelta(seconds=30)
    await database(lambda store: store.updates.postpone(1, until=until))

    assert await due(database) == [3]
    again = await database(lambda store: store.updates.due(now=until, limit=10))
    assert {each.update_id: each.attempts for each in again} == {1: 1, 3: 0}


async def test_a_quarantined_update_lets_its_lane_go_on(database: Database) -> None:
    await keep(database, update(1), update(2))

    await database(lambda store: store.updates.quarantine(1, "ValueError"))

    assert await due(database) == [2]


async def test_what_was_set_aside_is_listed_whole_until_it_is_tried_again_or_dropped(
    database: Database,
) -> None:
    await keep(database, update(1), update(2), update(3))
    await database(lambda store: store.updates.quarantine(1, "ValueError"))
    await database(lambda store: store.updates.quarantine(2, "ValueError"))
    aside = await database.reading(lambda store: store.updates.aside())
    assert [(each.update_id, each.raw) for each in aside] == [
        (1, update(1).raw),
        (2, update(2).raw),
    ]

    assert await database(lambda store: store.updates.retry(1, now=NOW))
    assert await database(lambda store: store.updates.drop(2))

    assert await database.reading(lambda store: store.updates.aside()) == []
    assert await due(database) == [1]


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_what_was_not_set_aside_is_neither_tried_again_nor_dropped(
    database: Database, number: int
) -> None:
    await keep(database, update(1), update(2))
    await database(lambda store: store.updates.finish(1, now=NOW))

    assert not await database(lambda store: store.updates.retry(number, now=NOW))
    assert not await database(lambda store: store.updates.drop(number))
    assert await due(database) == [2]


async def test_an_update_that_was_dealt_with_after_it_was_listed_is_not_to_be_had(
    database: Database,
) -> None:
    await keep(database, *(update(number, lane=f"person:{number}") for number in range(1, 5)))
    await database(lambda store: store.updates.finish(2, now=NOW))
    await database(lambda store: store.updates.quarantine(3, "ValueError"))
    await database(lambda store: store.updates.postpone(4, until=NOW + timedelta(seconds=1)))

    assert await taken(database) == [1]


async def taken(database: Database) -> list[int]:
    async def take(store: Store) -> list[int]:
        return [each for each in range(1, 6) if await store.updates.take(each, now=NOW)]

    return await database(take)


async def test_a_clock_that_is_set_back_holds_up_nothing(database: Database) -> None:
    await keep(database, update(1))

    earlier = NOW - timedelta(hours=1)
    listed = await database(lambda store: store.updates.due(now=earlier, limit=10))
    assert [each.update_id for each in listed] == [1]
    assert await database(lambda store: store.updates.take(1, now=earlier))


async def test_a_clock_that_is_set_back_does_not_hurry_what_failed(database: Database) -> None:
    await keep(database, update(1))
    earlier, pause = NOW - timedelta(hours=1), timedelta(minutes=1)
    await database(lambda store: store.updates.postpone(1, until=earlier + pause))

    assert not await database(lambda store: store.updates.take(1, now=earlier))
    assert await database(lambda store: store.updates.take(1, now=earlier + pause))


async def test_what_failed_before_the_clock_was_set_back_is_not_held_up(
    database: Database,
) -> None:
    await keep(database, update(1))
    await database(lambda store: store.updates.postpone(1, until=NOW + timedelta(minutes=1)))

    earlier = NOW - timedelta(hours=1)
    assert await database(lambda store: store.updates.take(1, now=earlier))
