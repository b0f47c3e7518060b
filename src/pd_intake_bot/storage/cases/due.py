"""Of which cases a class of data is to be erased, as conditions on the table of cases."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.retention import Class
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import (
    WAITING,
    attachments,
    cases,
    events,
    legal_holds,
    notes,
    outbox,
    submissions,
    tombstones,
)

Conditions = tuple[ColumnElement[bool], ...]

_held = exists().where(legal_holds.c.case_id == cases.c.id)


def time_has_come(one: Class, closed_before: datetime) -> Conditions:
    """Ask for those closed long enough, not held, and with no letter on its way to the person.

    Cards and notices keep nothing: where there is no group they wait for ever. Nor does a letter
    that has waited for as long as the data were to be kept.
    """
    letter = exists().where(outbox.c.case_id == cases.c.id, outbox.c.created_at >= closed_before)
    waits = letter.where(one_of(outbox.c.standing, *WAITING), one_of(outbox.c.kind, Kind.LETTER))
    return cases.c.closed_at < closed_before, _is_left(one, closed_before), ~_held, ~waits


def has_come_back(one: Class, erased_at: datetime) -> Conditions:
    """Ask for those that an old backup has brought back as they were before an erasure."""
    opened = exists().where(events.c.case_id == cases.c.id, events.c.at > erased_at)
    return (
        is_free(one),
        ~_held.where(legal_holds.c.at > erased_at),
        ~opened.where(one_of(events.c.kind, EventKind.REOPENED)),
    )


def is_free(one: Class, *since: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask for those that have something of the class, and of which it was not erased."""
    mine = (tombstones.c.case_id == cases.c.id, tombstones.c["class"] == one)
    kept = ~exists().where(*mine, *since)
    return kept & _came(one) if one is Class.ATTACHMENTS else kept


def _is_left(one: Class, before: datetime) -> ColumnElement[bool]:
    """Ask for those that were closed since it was erased, or to which more was added since.

    A case may be opened again, and a closed one be added to: that, too, goes in its time.
    """
    added = submissions.c.received_at < before
    late = {
        Class.ATTACHMENTS: _came(Class.ATTACHMENTS, added),
        Class.SUBMISSION: _came(Class.SUBMISSION, added, submissions.c.raw != ""),
        Class.CASE: exists().where(notes.c.case_id == cases.c.id, notes.c.at < before),
    }
    return is_free(one, tombstones.c.at >= cases.c.closed_at) | late[one]


def _came(one: Class, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask for those to which submissions came, or files with them."""
    files = attachments.join(submissions, attachments.c.submission_id == submissions.c.id)
    found = exists().select_from(files if one is Class.ATTACHMENTS else submissions)
    return found.where(submissions.c.case_id == cases.c.id, *conditions)
