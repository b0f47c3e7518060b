"""Changes the root key: every data key is wrapped anew, a few at a time, while all else goes on."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import ColumnElement, func, select

from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.data_keys import IS_SERVICE, DataKeys
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.tables import data_keys

_AT_ONCE = 200


async def rotate(database: Database, *, told: Callable[[int], None]) -> int:
    """Wrap with the present root key whatever a former one wraps; gives how much that was.

    `told` hears of each step how many keys it wrapped. Broken off, it goes on where it was the
    next time. New keys are wrapped as the service's own key is, so that one goes first, and
    waits for those that are being made.
    """
    await database.upkeep(lambda keys: _rewrap(keys, IS_SERVICE))
    count = 0
    while done := await _go_along(database, told):
        count += done
    return count


async def _go_along(database: Database, told: Callable[[int], None]) -> int:
    """Go along all keys once: what was passed is not looked at again with every step."""
    count, wrapped = 0, [0]
    while wrapped:
        behind = data_keys.c.id > wrapped[-1]
        wrapped = await database.upkeep(partial(_rewrap, condition=behind))
        count += len(wrapped)
        if wrapped:
            told(len(wrapped))
    return count


async def stays(database: Database) -> bool:
    """Tell whether a former root key stays the base beneath the present one.

    So it is where data are older than data keys: the first root key made their keyed hashes, and
    the names and keys of files. They can't be made anew, for what most are hashes of was erased
    or never kept.
    """

    async def first(keys: DataKeys) -> str | None:
        return await Marks(keys.connection).get(Marks.FIRST_ROOT)

    return await database.upkeep(first) not in {None, database.seal.roots[0]}


async def left(database: Database) -> int:
    """Count the keys that a former root key wraps."""

    async def count(keys: DataKeys) -> int:
        found = await keys.connection.scalar(
            select(func.count()).where(data_keys.c.root.not_in(["", keys.seal.roots[0]]))
        )
        return int(found or 0)

    return await database.upkeep(count)


async def _rewrap(keys: DataKeys, condition: ColumnElement[bool]) -> list[int]:
    """Wrap some keys, and name them."""
    root_id = keys.seal.roots[0]
    found = await keys.connection.execute(
        select(data_keys)
        .where(condition, data_keys.c.root != root_id, data_keys.c.wrapped.is_not(None))
        .order_by(data_keys.c.id)
        .limit(_AT_ONCE)
        .with_for_update()
    )
    rows = found.all()
    for row in rows:
        await keys.put(row.id, row.holds, keys.unwrap(row), root_id=root_id)
    return [row.id for row in rows]
