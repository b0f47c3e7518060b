"""How statements reach SQLite: those of a transaction that writes without a change of thread.

aiosqlite hands every step of a statement to a thread and back, which takes several times as
long as the statement itself. What may wait for the disk or for another process stays there:
`BEGIN IMMEDIATE`, `COMMIT`, and whatever is read outside of a transaction that writes. To make
a cursor, or to roll back where there is nothing to roll back, waits for neither.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiosqlite

BEGIN_WRITING = "BEGIN IMMEDIATE"

_IN_A_ROW = 16
"""Steps after which the rest of the program gets its turn."""

_ROWS_AT_ONCE = 64


class Connection(aiosqlite.Connection):
    """A connection that runs the steps of a transaction that writes where they are asked for."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _ROWS_AT_ONCE)
        # As SQLAlchemy does: one that was never closed must not keep the program from ending.
        self._thread.daemon = True
        self._writes = False
        self._steps = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - aiosqlite's own signature
        """Run one step; every step of every cursor of the connection comes through here."""
        if fn in (self._conn.commit, self._conn.rollback):
            self._writes = False
        if self._is_quick(fn):
            return await self._at_once(partial(fn, *args, **kwargs))
        by_thread: Callable[..., Awaitable[Any]] = super()._execute
        result = await by_thread(fn, *args, **kwargs)
        self._writes = args[:1] == (BEGIN_WRITING,)
        return result

    def _is_quick(self, step: Callable[..., Any]) -> bool:
        if step == self._conn.rollback:
            return not self._conn.in_transaction
        return self._writes or step == self._conn.cursor

    async def _at_once(self, step: Callable[[], Any]) -> Any:  # noqa: ANN401 - as above
        self._steps += 1
        if self._steps % _IN_A_ROW == 0:
            await asyncio.sleep(0)
        return step()


def connect(database: str, **options: Any) -> Connection:  # noqa: ANN401 - those of sqlite3.connect
    """Open a connection, once it is awaited."""
    return Connection(partial(sqlite3.connect, database, **options))
