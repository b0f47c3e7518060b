"""Takes out of rows what was sealed in them once its key is gone, and every hash of a person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.domain.reference import parse
from pd_intake_bot.domain.retention import Class, Due, Passing
from pd_intake_bot.domain.review import Verdict
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import (
    WAITING,
    UpdateStanding,
    approvals,
    attachments,
    automatic_letters,
    buttons,
    cases,
    codes,
    contacts,
    conversations,
    dead_addresses,
    letter_files,
    looks,
    lost_chats,
    notes,
    outbox,
    reviews,
    submissions,
    tie_links,
    ties,
    updates,
)


async def of_case(connection: AsyncConnection, seal: Seal, due: Due) -> None:
    """Blank one class of a case."""
    mine = submissions.c.case_id == due.case_id
    match due.one:
        case Class.ATTACHMENTS:
            await attachments_of(connection, mine)
        case Class.SUBMISSION:
            await submissions_of(connection, seal, mine)
        case Class.CASE:
            await _case(connection, seal, due)


async def attachments_of(connection: AsyncConnection, mine: ColumnElement[bool]) -> None:
    """Remove the attachments of some submissions."""
    ids = select(submissions.c.id).where(mine)
    await connection.execute(delete(attachments).where(attachments.c.submission_id.in_(ids)))


async def submissions_of(
    connection: AsyncConnection, seal: Seal, mine: ColumnElement[bool]
) -> None:
    """Blank some submissions; their identity stays, so that a copy makes no new case."""
    found = await connection.execute(select(submissions.c.id, submissions.c.identity).where(mine))
    for row in found.all():
        sealed = SealedRow(seal, "submissions", row.identity)
        texts = ("sender_name", "sender_address", "subject_line", "text")
        await connection.execute(
            update(submissions)
            .where(submissions.c.id == row.id)
            .values({column: sealed.close(column, "") for column in texts})
            .values(message_id=sealed.close("message_id", None))
            .values(raw="", raw_digest=sealed.close("raw_digest", ""), content=None, beside=None)
        )
        await connection.execute(
            update(reviews).where(reviews.c.submission_id == row.id).values(reply_to=None)
        )


async def dismissed(connection: AsyncConnection, before: datetime) -> Sequence[int]:
    """Find the submissions that staff set aside before a moment, and remove their reviews."""
    removed = await connection.scalars(
        delete(reviews)
        .where(reviews.c.verdict == Verdict.DISMISSED, reviews.c.settled_at < before)
        .returning(reviews.c.submission_id)
    )
    free = await connection.scalars(
        select(submissions.c.id)
        .where(submissions.c.id.in_(removed.all()), submissions.c.case_id.is_(None))
        .where(~exists().where(reviews.c.submission_id == submissions.c.id))
    )
    return free.all()


async def sealed_of(connection: AsyncConnection, ids: Sequence[int]) -> list[bytes]:
    """Give a sealed value of each key that some submissions have."""
    texts = await connection.scalars(select(submissions.c.text).where(submissions.c.id.in_(ids)))
    names = await connection.scalars(
        select(attachments.c.name).where(attachments.c.submission_id.in_(ids))
    )
    return [*texts, *names]


async def passing(connection: AsyncConnection, one: Passing, before: datetime) -> None:
    """Remove what is older than a moment."""
    match one:
        case Passing.DRAFTS:
            left = conversations.c.updated_at < before
            await connection.execute(delete(conversations).where(left))
        case Passing.LOOKS:
            await connection.execute(delete(looks).where(looks.c.at < before))
        case Passing.LOGS:
            await _logs(connection, before)
        case Passing.DISMISSED:
            raise ValueError("messages set aside go with their contents: see `dismissed`")


async def _logs(connection: AsyncConnection, before: datetime) -> None:
    await connection.execute(
        delete(updates)
        .where(updates.c.received_at < before)
        .where(updates.c.standing != UpdateStanding.OPEN)
    )
    await connection.execute(delete(buttons).where(buttons.c.created_at < before))
    await connection.execute(delete(codes).where(codes.c.at < before))
    await connection.execute(delete(automatic_letters).where(automatic_letters.c.at < before))
    for known in (dead_addresses, lost_chats):
        theirs = exists().where(cases.c.person == known.c.person)
        await connection.execute(delete(known).where(known.c.at < before, ~theirs))
    await connection.execute(delete(ties).where(ties.c.at < before, ~_ties_a_case()))
    # What belongs to a case goes with the case.
    await connection.execute(
        delete(outbox)
        .where(outbox.c.case_id.is_(None), outbox.c.settled_at < before)
        .where(~one_of(outbox.c.standing, *WAITING))
    )
    # Words to somebody in Telegram, or a code, that could not leave for so long, are stale.
    await connection.execute(
        delete(outbox)
        .where(outbox.c.case_id.is_(None), outbox.c.created_at < before)
        .where(one_of(outbox.c.standing, Standing.PENDING))
        .where(one_of(outbox.c.kind, Kind.MESSAGE, Kind.LETTER))
    )


async def _case(connection: AsyncConnection, seal: Seal, due: Due) -> None:
    person = await connection.scalar(select(cases.c.person).where(cases.c.id == due.case_id))
    sealed = SealedRow(seal, "cases", str(parse(due.ref)))
    # A new version, so that nobody writes back what they read before.
    await connection.execute(
        update(cases)
        .where(cases.c.id == due.case_id)
        .values(person=None, reply_to=None, fields=sealed.close("fields", {}), understood=None)
        .values(version=cases.c.version + 1)
    )
    await connection.execute(delete(outbox).where(outbox.c.case_id == due.case_id))
    for ordered in (notes, approvals, letter_files):
        await connection.execute(delete(ordered).where(ordered.c.case_id == due.case_id))
    await connection.execute(delete(contacts).where(contacts.c.case_id == due.case_id))
    elsewhere = exists().where(cases.c.person == dead_addresses.c.person)
    await connection.execute(
        delete(dead_addresses).where(dead_addresses.c.person == person, ~elsewhere)
    )
    await connection.execute(delete(tie_links).where(tie_links.c.case_id == due.case_id))
    await _forget(connection, person)


async def _forget(connection: AsyncConnection, person: str | None) -> None:
    """Forget what is tied to a person, and that a chat is lost, where no case needs it."""
    theirs = (ties.c.person == person) | (ties.c.mailbox == person)
    await connection.execute(delete(ties).where(theirs, ~_ties_a_case()))
    elsewhere = exists().where(cases.c.person == lost_chats.c.person)
    await connection.execute(delete(lost_chats).where(lost_chats.c.person == person, ~elsewhere))


def _ties_a_case() -> ColumnElement[bool]:
    return exists().where((cases.c.person == ties.c.person) | (cases.c.person == ties.c.mailbox))
