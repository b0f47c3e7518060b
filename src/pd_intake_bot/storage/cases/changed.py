"""Which cases have a link in the chain behind a position: few, and then found by their numbers.

Asked for in one statement with the rest, they would cost as much as all open cases do on
PostgreSQL: a prepared statement is planned for any position, and behind some there is much.
"""

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, any_, bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.tables import cases, chain

MOST = 500
"""More cases than these are not named: where so many have changed, all are asked about."""

_SINCE = (
    select(chain.c.case_id)
    .where(chain.c.position > bindparam("after"))
    .order_by(chain.c.position)
    .limit(MOST + 1)
)


async def since(connection: AsyncConnection, after: int) -> frozenset[int] | None:
    """Name those with a link behind a position; None where they are too many to be named."""
    return _few((await connection.scalars(_SINCE, {"after": after})).all())


async def few(connection: AsyncConnection, numbers: Select[int]) -> frozenset[int] | None:
    """Name the cases that a statement gives; None where they are too many to be named."""
    return _few((await connection.scalars(numbers.limit(MOST + 1))).all())


def among(connection: AsyncConnection, numbers: Collection[int]) -> ColumnElement[bool]:
    """Ask for the cases of these numbers; on PostgreSQL by one statement for any count of them."""
    if connection.dialect.name == "postgresql":
        return cases.c.id == any_(literal(sorted(numbers), ARRAY(BigInteger)))
    return cases.c.id.in_(sorted(numbers))


def _few(numbers: Collection[int]) -> frozenset[int] | None:
    return None if len(numbers) > MOST else frozenset(numbers)
