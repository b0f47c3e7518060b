"""Databases as earlier revisions kept them: filled by today's code, written in their own columns.

Before there were data keys all was sealed with the service's key, digests stood in the clear
and events told what they tell unsealed; such rows are put back into that form.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Connection, Enum, func, insert, inspect, select, table
from sqlalchemy import column as column_of
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.cases.chain import BEFORE
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.columns import Moment, SealedRow
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.sql.later import Later
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.tables import metadata
from pd_intake_bot.usecases.ports import Progress, Store, StoredUpdate
from tests.contract import invented
from tests.contract.invented import NOW

CASES = 4
KEYS_SINCE = "0009"
"""The first revision with data keys and a chain."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The rows of a filled database: as they are today, and as they were before data keys."""

    key: str
    now: Rows
    before: Rows = field(repr=False)

    def of(self, revision: str) -> Rows:
        """Give the rows as a revision kept them."""
        return self.now if revision >= KEYS_SINCE else self.before


async def gather(url: str) -> Filling:
    """Fill an empty database by today's code and read its rows."""
    key = Seal.new_key()
    await migrations.upgrade(url)
    async with Database(url, Seal(key)) as database:
        await database.check_key()
        await database(work)
        seal = database.seal
    engine = open_engine(url)
    async with transaction(engine) as connection:
        now = await connection.run_sync(read)
        # Each revision since the chain makes this one by itself.
        now["marks"] = [row for row in now["marks"] if row["name"] != BEFORE]
        before = await undo_keys(connection, seal, Seal(key), now)
    await engine.dispose()
    return Filling(key=key, now=now, before=before)


async def work(store: Store) -> None:
    """Do a little of everything that all revisions know."""
    for number in range(1, CASES + 1):
        case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
        submission = invented.submission(number, raw=digest(b"%d" % number))
        await store.submissions.add(submission, case_id=case.id)
        registered = Event(kind=EventKind.REGISTERED, at=NOW, actor=SYSTEM, data={"by": "mail"})
        await store.events.add(case.id, registered)
        letter = invented.parcel(number, lane=f"mail:{number}", case_id=case.id)
        await store.outbox.add(letter, now=NOW)
    await store.submissions.add(invented.submission(CASES + 1), case_id=None)
    await store.reviews.add(invented.review(submission=invented.submission(CASES + 1)))
    update = StoredUpdate(update_id=5, lane="7", raw="{}", received_at=NOW, attempts=0)
    await store.updates.add([update])
    await store.mailboxes.advance("INBOX", Progress(uidvalidity=7, last_uid=9, first_look_to=9))


def read(connection: Connection) -> Rows:
    """Read all there is."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in metadata.sorted_tables
    }


async def undo_keys(connection: AsyncConnection, seal: Seal, root: Seal, rows: Rows) -> Rows:
    """Give the rows as they were kept before there were data keys: sealed with the root key."""
    keys = DataKeys(connection, seal, Later(connection))
    before = {name: [dict(row) for row in found] for name, found in rows.items()}
    # The keys themselves are wrapped and not sealed: their first byte says nothing.
    others = (row for name, found in rows.items() for row in found if name != "data_keys")
    values = (value for row in others for value in row.values())
    ring = await keys.ring(value for value in values if isinstance(value, bytes))
    names = {row["id"]: row["identity"] for row in before["submissions"]}
    for row in before["cases"]:
        name = str(Reference(row["prefix"], row["year"], row["number"]))
        reseal(ring, root, row, "cases", name, ("reply_to", "fields", "understood"))
    for row in before["outbox"]:
        reseal(ring, root, row, "outbox", row["key"], ("payload", "answer"))
    for row in before["submissions"]:
        sealed = SealedRow(ring, "submissions", row["identity"])
        row["raw"] = sealed.open("raw_digest", row["raw_digest"])
        texts = ("sender_name", "sender_address", "subject_line", "text", "message_id", "beside")
        reseal(ring, root, row, "submissions", row["identity"], texts)
    for row in before["attachments"]:
        name, position = names[row["submission_id"]], row["position"]
        row["digest"] = SealedRow(ring, "submissions", name).open(
            f"digests[{position}]", row["sealed_digest"]
        )
        row["name"] = again(
            ring, root, "submissions", name, f"attachments[{position}]", row["name"]
        )
    for row in before["reviews"]:
        reseal(ring, root, row, "reviews", names[row["submission_id"]], ("reply_to",))
    for row in before["updates"]:
        reseal(Ring(seal), root, row, "updates", str(row["update_id"]), ("raw",))
    before["marks"] = [{"name": Marks.ROOT_KEY, "value": root.fingerprint}]
    for row in before["events"]:
        said = SealedRow(ring, "events", row["digest"]).mapping("payload", row["payload"])
        row["data"] = said["data"]
    return before


def reseal(
    ring: Ring, root: Seal, row: dict[str, Any], table: str, name: str, columns: Iterable[str]
) -> None:
    for column in columns:
        if row[column] is not None:
            row[column] = again(ring, root, table, name, column, row[column])


def again(ring: Ring, root: Seal, table: str, name: str, column: str, sealed: bytes) -> bytes:
    """Seal a value with the root key instead of its own."""
    value = SealedRow(ring, table, name).open(column, sealed)
    return SealedRow(root, table, name).close(column, value)


Columns = Mapping[str, Sequence[str]]
"""The columns of each table, as a revision has them."""


def columns(connection: Connection) -> Columns:
    """Tell the tables of a database and the columns that they have now."""
    known = inspect(connection)
    here = set(known.get_table_names())
    return {
        one.name: [found["name"] for found in known.get_columns(one.name)]
        for one in metadata.sorted_tables
        if one.name in here
    }


def write(connection: Connection, rows: Rows, known: Columns, *, odd: bool) -> None:
    """Write the rows of every other case, naming only the columns that a revision has."""
    for name, names in known.items():
        kinds = metadata.tables[name].columns
        target = table(name, *(column_of(one, kinds[one].type) for one in names))
        for row in (row for row in rows[name] or [invent(name)] if turn(row) % 2 == odd):
            connection.execute(insert(target).values({one: row[one] for one in names}))


def invent(name: str) -> dict[str, Any]:
    """Make up a row of a table that today's code was not led to fill."""
    return {one.name: value_of(one) for one in metadata.tables[name].columns}


def value_of(column: Column[Any]) -> object:
    """Make up a value that a column takes."""
    if isinstance(column.type, Enum):
        return column.type.enum_class(column.type.enums[-1]) if column.type.enum_class else None
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, Moment):
        return NOW
    kinds: Mapping[type, object] = {bytes: b"\x00", bool: False, date: NOW.date(), int: 1}
    return kinds.get(column.type.python_type, "x")


def turn(row: Mapping[str, Any]) -> int:
    """Tell to which case a row belongs; the first, where it belongs to none."""
    owners = (row.get(name) for name in ("submission_id", "case_id", "event_id"))
    return next((int(owner) for owner in owners if owner is not None), row.get("id", 1))


def count_on(connection: Connection, known: Columns) -> None:
    """Let PostgreSQL number new rows after those that were written with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for one in (metadata.tables[name] for name in known):
        if "id" in one.columns:
            last = select(func.coalesce(func.max(one.c.id), 1)).scalar_subquery()
            connection.execute(
                select(func.setval(func.pg_get_serial_sequence(one.name, "id"), last))
            )
