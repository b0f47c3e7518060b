"""INSERT that knows what to do with a row that is there: both databases have it, each its own."""

from collections.abc import Callable, Mapping
from functools import cache

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert

INSERTS: Mapping[str, Callable[[Table], Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""How each database begins one, by the name of its dialect."""


def insert(connection: AsyncConnection, table: Table) -> Insert:
    """Begin an INSERT that takes an ON CONFLICT clause on this connection's database."""
    return INSERTS[connection.dialect.name](table)


async def put(connection: AsyncConnection, table: Table, **values: object) -> None:
    """Write a row, over the one with the same primary key where there is one."""
    await connection.execute(_putting(connection.dialect.name, table, tuple(values)), values)


@cache
def _putting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    # Built once for each set of columns: that takes longer than running it.
    keys = [column.name for column in table.primary_key]
    statement = INSERTS[dialect](table)
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
