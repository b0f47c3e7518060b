"""A register of any size, made of some true cases by copying their rows in the database itself.

Every row of a case is copied, whatever table it stands in, with numbers, keys and hashes of its
own and at an earlier time: two minutes lie between two cases. What is sealed is copied as it
is: lists never open it, and what does is measured on true cases.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    case,
    cast,
    delete,
    event,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.util import ClauseAdapter

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.outbox import Standing
from pd_intake_bot.storage.sql.columns import Moment
from pd_intake_bot.storage.sql.engine import open_engine
from pd_intake_bot.storage.tables import (
    cards,
    cases,
    counters,
    events,
    marks,
    metadata,
    outbox,
    submissions,
)

MINUTES = 2
"""What lies between the receipt of two cases: 720 a day, and a million in four years."""
LOOKED = "clockwork.looked."
"""How the marks begin that tell which cases were looked through."""
PLAIN = "rectification"
"""The right of an open copy: a list opens those that may be another right than they say."""
TERM = 30
"""Days from receipt to the date of a copied case."""

_CARELESS = {
    "sqlite": ["PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-1000000"],
    "postgresql": ["SET session_replication_role = replica"],
}

# A case that is erased, and what is forgotten within days, does not grow with the register.
_LEFT_OUT = frozenset({"buttons", "counters", "marks", "mailboxes", "leases", "officers", "codes"})
_UNIQUE = frozenset({"key", "identity", "letter", "token"})
_HASHES = frozenset(
    {
        *("person", "contact", "raw", "content", "lane", "digest"),
        *("hash", "previous", "previous_of_case"),
    }
)
_HASHED = 50
"""Letters of a hash that a copy keeps."""
_OWN = frozenset({"id", "position", "update_id", "uid"})
_SHARING = frozenset({"attachments"})
_OF = {
    ("", "case_id"): cases,
    ("", "other_id"): cases,
    ("", "about"): cases,
    ("cases", "number"): cases,
    ("", "event_id"): events,
    ("", "submission_id"): submissions,
    ("cards", "message_id"): cards,
}
"""Whose numbers stand in a column, of one table or of all."""
_DAY = 24 * 60
_SHORT = 100
"""Bytes of a sealed value that a copy keeps."""
_TRUE = 1_000_000
"""More rows than the true cases have in any table."""
_AT_ONCE = 1000
"""Copies of all true cases made by one statement."""


async def grow(url: str, size: int) -> None:
    """Copy the cases of a database until it has so many; the copies are answered."""
    engine = open_engine(url, patient=True)
    event.listen(engine.sync_engine, "connect", _carelessly(_CARELESS[engine.dialect.name]))
    try:
        await _copy(engine, size)
        await _tidy(engine)
    finally:
        await engine.dispose()


async def open_again(url: str, count: int) -> None:
    """Let so many of the copies be open, evenly spread, a date before each of them."""
    engine = open_engine(url, patient=True)
    try:
        async with engine.begin() as connection:
            size = int(await connection.scalar(select(func.max(cases.c.id))) or 0)
            days: ColumnElement[int] = cases.c.id % TERM + 1
            await connection.execute(
                update(cases)
                .where(cases.c.id % max(size // count, 1) == 0, cases.c.closed_at.is_not(None))
                .values(state=State.REGISTERED, closed_at=None)
                .values(target=_later(connection, days), promised=_later(connection, days))
                .values(right=PLAIN)
            )
            # Nothing in their history tells of it, so what was looked through is so no more.
            await connection.execute(delete(marks).where(marks.c.name.startswith(LOOKED)))
        await _tidy(engine)
    finally:
        await engine.dispose()


async def hush(url: str) -> None:
    """Let all that waits to be said be said."""
    engine = open_engine(url, patient=True)
    try:
        async with engine.begin() as connection:
            await _settle(connection)
    finally:
        await engine.dispose()


def _carelessly(settings: Sequence[str]) -> Callable[[DBAPIConnection, object], None]:
    """Spare what only those need who fear a crash or a wrong number."""

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(setting)
        cursor.close()

    return set_up


async def _settle(connection: AsyncConnection) -> None:
    """Let all that waits have left: nobody can open what was said of a copy."""
    await connection.execute(
        update(outbox)
        .where(outbox.c.settled_at.is_(None))
        .values(standing=Standing.SENT, settled_at=outbox.c.created_at, claimed_by=None)
    )


async def _copy(engine: AsyncEngine, size: int) -> None:
    async with engine.begin() as connection:
        await _settle(connection)
        most = {table: await _most(connection, table) for table in _copied()}
        copies = max(size // most[cases] - 1, 0)
        await connection.execute(update(counters).values(last=most[cases] * (copies + 1)))
    for since in range(1, copies + 1, _AT_ONCE):
        until = min(since + _AT_ONCE - 1, copies)
        async with engine.begin() as connection:
            for table in most:
                await _multiply(connection, table, most, (since, until, copies))


def _copied() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if table.name not in _LEFT_OUT)


async def _most(connection: AsyncConnection, table: Table) -> int:
    """Give the highest number of a row, by which copies are told from what they are made of."""
    numbered = _numbered(table)
    if numbered is None:
        return 0
    return int(await connection.scalar(select(func.max(numbered))) or 0)


def _numbered(table: Table) -> Column[Any] | None:
    names = ("id", "position", "update_id", "uid", "message_id", "submission_id", "case_id")
    own = names[2:] if table.name in _SHARING else names
    return next((table.c[name] for name in own if name in table.c), None)


async def _multiply(
    connection: AsyncConnection, table: Table, most: dict[Table, int], span: tuple[int, int, int]
) -> None:
    numbered = _numbered(table)
    if numbered is None or not most[table]:
        return
    since, until, copies = span
    series = select(cast(literal_column(str(since)), BigInteger).label("k"))
    numbers = series.cte("copies", recursive=True)
    numbers = numbers.union_all(select(numbers.c.k + 1).where(numbers.c.k < until))
    k = numbers.c.k
    # The limit keeps SQLite from looking through the whole table once for every copy.
    true = select(table).where(numbered <= most[table]).limit(_TRUE).subquery()
    from_true = ClauseAdapter(true).traverse
    values = [_value(connection, column, k, most, copies) for column in table.columns]
    rows = select(*map(from_true, values)).select_from(true.join(numbers, literal(value=True)))
    await connection.execute(insert(table).from_select(list(table.columns.keys()), rows))


def _value(
    connection: AsyncConnection,
    column: Column[Any],
    k: ColumnElement[int],
    most: dict[Table, int],
    copies: int,
) -> ColumnElement[Any]:
    """Give what a copy has in a column."""
    if column is cases.c.state or column is cases.c.closed_at:
        return _closed(connection, column, (copies + 1 - k) * most[cases] * MINUTES)
    if isinstance(column.type, Moment):
        return _earlier(connection, column, (copies + 1 - k) * most[cases] * MINUTES)
    if isinstance(column.type, Date):
        return _days_earlier(connection, column, (copies + 1 - k) * most[cases] * MINUTES / _DAY)
    if isinstance(column.type, LargeBinary):
        return func.substr(column, 1, _SHORT)
    if isinstance(column.type, String):
        return _word(column, k, most)
    of = _counted(column)
    return column if of is None else column + k * most[of]


def _word(column: Column[Any], k: ColumnElement[int], most: dict[Table, int]) -> ColumnElement[Any]:
    """Make a key or a hash another one; other words stay."""
    if column is cards.c.key:
        number = cast(func.substr(column, len("case:") + 1), cases.c.id.type)
        return literal("case:") + cast(number + k * most[cases], String)
    if column.name in _UNIQUE:
        return column + literal("#") + cast(k, String)
    if column.name in _HASHES:
        return func.substr(column, 1, _HASHED) + literal("#") + cast(k, String)
    return column


def _counted(column: Column[Any]) -> Table | None:
    """Tell which table's numbers a column counts."""
    if column.name in _OWN and column.table.name not in _SHARING:
        return column.table
    return _OF.get((column.table.name, column.name), _OF.get(("", column.name)))


def _closed(
    connection: AsyncConnection, column: Column[Any], minutes: ColumnElement[int]
) -> ColumnElement[Any]:
    if column is cases.c.state:
        return literal(State.ANSWERED, column.type)
    return _earlier(connection, cases.c.registered_at, minutes)


def _earlier(
    connection: AsyncConnection, moment: ColumnElement[Any], minutes: ColumnElement[int]
) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return moment - func.make_interval(0, 0, 0, 0, 0, cast(minutes, Integer))
    back = literal("-") + cast(minutes, String) + literal(" minutes")
    return case(
        (moment.is_(None), None),
        else_=func.strftime("%Y-%m-%d %H:%M:%S.000000", moment, back),
    )


def _days_earlier(
    connection: AsyncConnection, day: ColumnElement[Any], days: ColumnElement[Any]
) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return day - cast(days, Integer)
    return func.date(day, literal("-") + cast(cast(days, Integer), String) + literal(" days"))


def _later(connection: AsyncConnection, days: ColumnElement[int]) -> ColumnElement[Any]:
    """Give a date so many days after the latest receipt there is."""
    last = select(func.max(cases.c.received_at)).scalar_subquery()
    if connection.dialect.name == "postgresql":
        return cast(last, Date) + cast(days, cases.c.year.type)
    return func.date(last, literal("+") + cast(days, String) + literal(" days"))


async def _tidy(engine: AsyncEngine) -> None:
    """Let numbering go on behind the copies, and the database know what it holds."""
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            for table in (each for each in _copied() if "id" in each.c):
                await _renumber(connection, table)
    async with engine.connect() as connection:
        bare = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await bare.exec_driver_sql("ANALYZE" if bare.dialect.name == "sqlite" else "VACUUM ANALYZE")


async def _renumber(connection: AsyncConnection, table: Table) -> None:
    sequence = func.pg_get_serial_sequence(table.name, "id")
    last = select(func.max(table.c.id)).scalar_subquery()
    await connection.execute(select(func.setval(sequence, func.coalesce(last, 1))))
