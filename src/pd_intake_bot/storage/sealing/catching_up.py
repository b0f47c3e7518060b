"""Brings rows and files from before there were data keys and a chain to where new ones are.

A few at a time beside all else, and broken off at any point it goes on there: afterwards
destroying the keys of a case erases what it brought along from before, too.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Column, Result, Row, Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.retention import Class
from pd_intake_bot.domain.submission import Digest
from pd_intake_bot.storage.cases.chain import Chain
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs, hide
from pd_intake_bot.storage.intake.submissions import digests
from pd_intake_bot.storage.sealing.data_keys import DataKeys
from pd_intake_bot.storage.sealing.seal import VERSION, Sealer, WrongKey
from pd_intake_bot.storage.sql.columns import SealedRow
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.tables import (
    Holds,
    attachments,
    cases,
    outbox,
    reviews,
    submissions,
    tombstones,
)

DONE = "records.caught-up"
"""The mark that tells that nothing from before is left in the database."""
FILES = "records.files"
"""The mark that tells up to which message the files were looked at, or that all were."""

_ALL = "all"
_AT_ONCE = 100
_FILES_AT_ONCE = 20
_CASE = ("reply_to", "fields", "understood")
_OUTBOX = ("payload", "answer")
_TEXTS = ("sender_name", "sender_address", "subject_line", "text", "message_id", "beside")


async def catch_up(database: Database) -> bool:
    """Take one step; False where nothing is left to do."""
    return bool(await database.upkeep(_step))


async def catch_up_files(database: Database, blobs: Blobs) -> bool:
    """Seal anew the files of some messages; False where nothing is left to do.

    Files from before data keys are sealed with the service's own key. With the key of its digest,
    which the data key of its message seals, a file closes for good when that one is destroyed.
    """
    after = await database.upkeep(lambda keys: Marks(keys.connection).get(FILES)) or "0"
    if after == _ALL:
        return False
    last, found = await database.upkeep(lambda keys: _contents(keys, int(after)))
    for each in found:
        # A damaged file stays as it is: whoever asks for it is told, and others don't wait for it.
        with suppress(WrongKey):
            await blobs.renew(each)
    await database.upkeep(lambda keys: Marks(keys.connection).put(FILES, last))
    return last != _ALL


async def _contents(keys: DataKeys, after: int) -> tuple[str, list[Digest]]:
    """Give the contents of the next messages, and the last of these messages."""
    numbers = await keys.connection.scalars(
        select(submissions.c.id)
        .where(submissions.c.id > after, submissions.c.raw != "")
        .order_by(submissions.c.id)
        .limit(_FILES_AT_ONCE)
    )
    ids = numbers.all()
    mine = submissions.c.id.in_(ids)
    found = [
        *await digests(keys.connection, keys, mine, raw=True),
        *await digests(keys.connection, keys, mine, raw=False),
    ]
    return str(ids[-1]) if ids else _ALL, [one.digest for one in found]


async def _step(keys: DataKeys) -> bool:
    marks = Marks(keys.connection)
    if await marks.get(DONE) is not None:
        return False
    steps: Sequence[Callable[[DataKeys], Awaitable[int]]] = (_link, _cases, _letters, _messages)
    for step in steps:
        if await step(keys):
            return True
    await marks.put(DONE, "1")
    return False


async def _link(keys: DataKeys) -> int:
    return await Chain(keys.connection, keys).adopt(limit=_AT_ONCE)


async def _cases(keys: DataKeys) -> int:
    erased = exists().where(tombstones.c.case_id == cases.c.id)
    kept = select(cases).where(~erased.where(tombstones.c["class"] == Class.CASE))
    rows = await _former(keys.connection, kept, [cases.c[name] for name in _CASE])
    for row in rows:
        name = str(Reference(row.prefix, row.year, row.number))
        key = await keys.of_case(CaseId(row.id))
        values = _anew(keys, SealedRow(key, "cases", name), row, _CASE)
        await keys.connection.execute(update(cases).where(cases.c.id == row.id).values(values))
    return len(rows)


async def _letters(keys: DataKeys) -> int:
    of_cases = select(outbox).where(outbox.c.case_id.is_not(None))
    rows = await _former(keys.connection, of_cases, [outbox.c[name] for name in _OUTBOX])
    for row in rows:
        key = await keys.of_case(CaseId(row.case_id))
        values = _anew(keys, SealedRow(key, "outbox", row.key), row, _OUTBOX)
        await keys.connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
    return len(rows)


async def _messages(keys: DataKeys) -> int:
    # What was erased has no raw message any more.
    kept = select(submissions).where(submissions.c.raw != "")
    rows = await _former(keys.connection, kept, [submissions.c.text])
    for row in rows:
        case_id = None if row.case_id is None else CaseId(row.case_id)
        key = await keys.add(Holds.SUBMISSION, case_id=case_id)
        sealed = SealedRow(key, "submissions", row.identity)
        values = _anew(keys, sealed, row, _TEXTS) | _raw(keys, sealed, row)
        await keys.connection.execute(
            update(submissions).where(submissions.c.id == row.id).values(values)
        )
        await _review(keys, key, row)
        await _files(keys, row, case_id)
    return len(rows)


async def _review(keys: DataKeys, key: Sealer, row: Row[Any]) -> None:
    found = await keys.connection.execute(
        select(reviews).where(reviews.c.submission_id == row.id, reviews.c.reply_to.is_not(None))
    )
    for review in found.all():
        sealed = SealedRow(key, "reviews", row.identity)
        values = _anew(keys, sealed, review, ("reply_to",))
        await keys.connection.execute(
            update(reviews).where(reviews.c.id == review.id).values(values)
        )


async def _files(keys: DataKeys, row: Row[Any], case_id: CaseId | None) -> None:
    mine = attachments.c.submission_id == row.id
    files = (await keys.connection.execute(select(attachments).where(mine))).all()
    if not files:
        return
    key = await keys.add(Holds.ATTACHMENTS, case_id=case_id)
    sealed = SealedRow(key, "submissions", row.identity)
    former = SealedRow(keys.seal, "submissions", row.identity)
    for file in files:
        column = f"attachments[{file.position}]"
        values: dict[str, object] = {
            "name": sealed.close(column, former.open(column, file.name)),
            "digest": hide(keys.seal, Digest(file.digest)),
            "sealed_digest": sealed.close(f"digests[{file.position}]", file.digest),
        }
        await keys.connection.execute(
            update(attachments).where(mine, attachments.c.position == file.position).values(values)
        )


def _raw(keys: DataKeys, sealed: SealedRow, row: Row[Any]) -> dict[str, object]:
    """Seal a digest that stood in the clear."""
    if row.raw_digest is not None:
        return {}
    return {
        "raw": hide(keys.seal, Digest(row.raw)),
        "raw_digest": sealed.close("raw_digest", row.raw),
    }


def _anew(
    keys: DataKeys, sealed: SealedRow, row: Row[Any], columns: Sequence[str]
) -> dict[str, object]:
    """Seal with a key of its own what the service's key seals; the rest stays as it is."""
    former = SealedRow(keys.seal, sealed.table, sealed.name)
    values = {column: getattr(row, column) for column in columns}
    return {
        column: sealed.close(column, former.open(column, value))
        for column, value in values.items()
        if value is not None and value[:1] == VERSION
    }


async def _former(
    connection: AsyncConnection, rows: Select[Any], columns: Sequence[Column[Any]]
) -> Sequence[Row[Any]]:
    """Find rows of which some column is sealed as it was before there were data keys."""
    found: Result[Any] = await connection.execute(
        rows.where(or_(*(func.substr(column, 1, 1) == VERSION for column in columns)))
        .limit(_AT_ONCE)
        .with_for_update()
    )
    return found.all()
