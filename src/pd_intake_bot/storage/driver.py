"""How statements reach SQLite: those of a transaction that writes without a change of thread.

aiosqlite hands every step of a statement to a thread and back, which takes several times as
long as the statement itself. What may wait for the disk or for another process stays there:
`BEGIN IMMEDIATE`, `COMMIT`, and whatever is read outside of a transaction that writes.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import Dialect
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from sqlalchemy.util.concurrency import await_

BEGIN_WRITING = "BEGIN IMMEDIATE"

_IN_A_ROW = 8
"""Statements after which the rest of the program gets its turn."""

_ROWS_AT_ONCE = 64

Values = Sequence[Any] | Mapping[str, Any]
Rows = deque[Any]


class _Statement(aiosqlite.Cursor):
    """A cursor that can also be used right where it stands."""

    def execute_at_once(self, sql: str, values: Values) -> Rows:
        """Execute a statement; gives its rows."""
        self._cursor.execute(sql, values)
        return deque(self._cursor.fetchall() if self._cursor.description else ())

    def execute_many_at_once(self, sql: str, values: Sequence[Values]) -> None:
        """Execute a statement for each of several lists of values."""
        self._cursor.executemany(sql, values)

    def close_at_once(self) -> None:
        """Forget the statement."""
        self._cursor.close()


class _Connection(aiosqlite.Connection):
    """A connection that knows whether it is inside a transaction that writes."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _ROWS_AT_ONCE)
        # As SQLAlchemy does: one that was never closed must not keep the program from ending.
        self._thread.daemon = True
        self._statements = 0
        self.writes = False

    def new_statement(self) -> _Statement:
        """Make a cursor: SQLite is not asked for anything yet."""
        return _Statement(self, self._conn.cursor())

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - aiosqlite's own signature
        """Run one step, by the thread unless it is one of a transaction that writes."""
        if self.writes and fn not in (self._conn.commit, self._conn.rollback):
            return fn(*args, **kwargs)
        self.writes = False
        by_thread: Callable[..., Awaitable[Any]] = super()._execute
        result = await by_thread(fn, *args, **kwargs)
        self.writes = args[:1] == (BEGIN_WRITING,)
        return result

    @property
    def at_rest(self) -> bool:
        """Tell whether no transaction is open; SQLite itself ends one when the disk is full."""
        return self._connection is not None and not self._connection.in_transaction

    async def turn(self) -> None:
        """Let the rest of the program have its turn, now and then."""
        self._statements += 1
        if self._statements % _IN_A_ROW == 0:
            await asyncio.sleep(0)


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """What SQLAlchemy executes a statement with."""

    __slots__ = ()

    _connection: Any  # A `_Connection`, and a `_Statement`: SQLAlchemy's protocols name more.
    _cursor: Any

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ANN401 - as above
        return connection.new_statement()

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 - as above
        return cursor

    def execute(self, operation: str, parameters: Values | None = None) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        if not self._connection.writes:
            return super().execute(operation, parameters)
        await_(self._connection.turn())  # SQLAlchemy wants each statement to wait once.
        self._rows = self._cursor.execute_at_once(operation, parameters or ())
        return self._cursor

    def executemany(self, operation: str, seq_of_parameters: Any) -> Any:  # noqa: ANN401 - as above
        if not self._connection.writes:
            return super().executemany(operation, seq_of_parameters)
        await_(self._connection.turn())
        self._cursor.execute_many_at_once(operation, seq_of_parameters)
        return self._cursor

    def close(self) -> None:
        if not self._connection.writes:
            super().close()
            return
        self._rows.clear()
        self._cursor.close_at_once()


class _Adapted(AsyncAdapt_aiosqlite_connection):
    """The connection as SQLAlchemy's pool holds it."""

    __slots__ = ()

    _cursor_cls = _Cursor
    _connection: Any

    def rollback(self) -> None:
        """Roll back, unless there is nothing: the pool asks for it after every commit too."""
        self._connection.writes = False
        if not self._connection.at_rest:
            super().rollback()


def connect(
    dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]
) -> _Adapted:
    """Open a connection for SQLAlchemy's event `do_connect`."""
    connecting: Any = _Connection(partial(sqlite3.connect, *arguments, **options))
    return _Adapted(dialect.loaded_dbapi, await_(connecting))
