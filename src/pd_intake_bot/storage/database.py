"""Transactions: work is kept whole or not at all, whoever is cancelled meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy.exc import DBAPIError

from pd_intake_bot.storage.cases.chain import Chain
from pd_intake_bot.storage.cases.events import Batch
from pd_intake_bot.storage.sealing.data_keys import DataKeys
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.storage.sql.engine import open_engine, owners_folder, transaction
from pd_intake_bot.storage.sql.faults import is_race, told_apart
from pd_intake_bot.storage.sql.later import Later
from pd_intake_bot.storage.store import open_store
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.surroundings.owners import Owner
from pd_intake_bot.usecases.ports import Store

T = TypeVar("T")
Work = Callable[[Store], Awaitable[T]]

_TRIES = 6
_PAUSE_SECONDS = 0.05
_inside: ContextVar[bool] = ContextVar("inside a transaction", default=False)


class Database:
    """One database of the service. Calling it runs work in a transaction.

    A transaction runs to its end even when its caller is cancelled: on SQLite a cancelled
    statement would hold the write lock until the garbage collector finds it. On SQLite the
    transactions of one process take turns, in the order they were asked for; on PostgreSQL
    they run side by side, and one that loses a race is run again, so work must bear that.
    """

    def __init__(self, url: str, seal: Seal) -> None:
        self._engine = open_engine(url)
        self._seal = seal
        self._owner = Owner(owners_folder(url))
        self._running: set[asyncio.Future[Any]] = set()
        self._turn: AbstractAsyncContextManager[object, bool | None] = (
            asyncio.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let running transactions end, then close every connection."""
        while self._running:
            await asyncio.wait(self._running)
        await self._engine.dispose()
        self._owner.leave()

    async def __call__(self, work: Work[T]) -> T:
        """Run `work` and commit; roll back on any error.

        Raises `StorageUnavailable` where the database can't be used, and whatever `work` raises.
        """
        if _inside.get():
            raise RuntimeError("a transaction was asked for inside a transaction")
        async with self._turn:
            with told_apart():
                return await self._to_its_end(self._until_kept(work))

    async def reading(self, work: Work[T]) -> T:
        """Run work that only reads, beside a transaction that writes, and see one moment."""
        with told_apart():
            return await self._to_its_end(self._once(work, reading=True))

    @property
    def seal(self) -> Seal:
        """What seals values that belong to no case, and makes keyed hashes."""
        return self._seal

    async def check_key(self) -> None:
        """Take the keys that the data are sealed with, or make them where there are no data.

        Raises `WrongKey` where the root key does not open them.
        """
        with told_apart():
            self._seal = await self._to_its_end(self._opened())

    async def _opened(self) -> Seal:
        async with self._keys() as keys:
            marks = Marks(keys.connection)
            known = await marks.get(Marks.ROOT_KEY)
            seal = self._seal.based_on(await keys.base(known))
            if known not in {None, seal.fingerprint}:
                raise WrongKey("the data were sealed with another key")
            await marks.put(Marks.ROOT_KEY, seal.fingerprint)
            if seal.rooted is not None:
                await marks.put(Marks.FIRST_ROOT, seal.rooted)
            return seal

    async def upkeep(self, work: Callable[[DataKeys], Awaitable[T]]) -> T:
        """Run work on the keys themselves in a transaction, in its turn among the others."""
        async with self._turn:
            with told_apart():
                return await self._to_its_end(self._on_keys(work))

    async def scrub(self) -> bool:
        """Let nothing that was erased lie in SQLite's log of writes; False where it still may.

        A page that is overwritten stays in the log, whole, until that is emptied: the keys that
        were destroyed would stay with it, and an idle service empties it seldom. What PostgreSQL
        keeps of old rows is for its administrator to say.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        async with self._turn:
            with told_apart():
                return await self._to_its_end(self._empty_log())

    async def _empty_log(self) -> bool:
        async with self._engine.connect() as connection:
            # Not as a statement of SQLAlchemy, which would begin a transaction first.
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            cursor = await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, *_) = await cursor.fetchone()
            await cursor.close()
            return not busy

    async def _on_keys(self, work: Callable[[DataKeys], Awaitable[T]]) -> T:
        async with self._keys() as keys:
            return await work(keys)

    async def _to_its_end(self, running: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(running)  # noqa: TID251 - it must outlive its caller
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            raise

    async def _until_kept(self, work: Work[T]) -> T:
        for tried in range(1, _TRIES):
            try:
                return await self._once(work)
            except DBAPIError as error:
                if not is_race(error):
                    raise
            await asyncio.sleep(tried * _PAUSE_SECONDS)
        return await self._once(work)

    async def _once(self, work: Work[T], *, reading: bool = False) -> T:
        _inside.set(True)
        async with self._keys(reading=reading) as keys:
            batch = Batch(keys.connection)
            result = await work(open_store(keys, self._owner, batch))
            await Chain(keys.connection, keys).close(await batch.write())
            return result

    @asynccontextmanager
    async def _keys(self, *, reading: bool = False) -> AsyncIterator[DataKeys]:
        """Open a transaction and the keys in it; what it has gathered is written at its end."""
        async with transaction(self._engine, reading=reading) as connection:
            keys = DataKeys(connection, self._seal, Later(connection))
            yield keys
            await keys.close()
