"""Every table of the service.

A column of type LargeBinary is sealed; one named `person` or `lane` is a keyed hash.
Migrations are written by hand and a test holds them to this page.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Carrier, Kind, Standing
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.storage.columns import SERIAL, Moment, one_of, word

HASH = String(64)
"""A SHA-256 in hexadecimal."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Numbers are given inside the transaction that registers the case, so none is ever left out.
counters = Table(
    "counters",
    metadata,
    Column("prefix", String(8), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("prefix", String(8), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("channel", word(Channel), nullable=False),
    Column("request", word(Request), nullable=False),
    Column("right", String(64), nullable=False),
    Column("language", word(Language)),
    Column("received_at", Moment, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("promised", Date),
    Column("target", Date),
    Column("confirmed_on", Date),
    Column("acknowledged_at", Moment),
    Column("proof", word(Proof), nullable=False),
    Column("person", HASH),
    Column("reply_to", LargeBinary),
    Column("fields", LargeBinary, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("held_because", String(64)),
    Column("state", word(State), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("prefix", "year", "number"),
    Index("ix_cases_person_id", "person", "id"),
    # An erased case's row number is never given to another.
    sqlite_autoincrement=True,
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("identity", String(255), nullable=False, unique=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("channel", word(Channel), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("language", word(Language)),
    Column("sender_name", LargeBinary, nullable=False),
    Column("sender_address", LargeBinary, nullable=False),
    Column("subject_line", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("message_id", LargeBinary, nullable=False),
    Column("raw", HASH, nullable=False, index=True),
)

attachments = Table(
    "attachments",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", LargeBinary, nullable=False),
    Column("media_type", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", HASH, nullable=False, index=True),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("kind", word(ReviewKind), nullable=False),
    Column("reply_to", LargeBinary),
    Column("request", word(Request)),
    Column("reason", String(255), nullable=False),
    Column("verdict", word(Verdict), nullable=False),
    Column("settled_by", String(64)),
    Column("settled_at", Moment),
)

events = Table(
    "events",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("kind", word(EventKind), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    Index("ix_events_case_id_id", "case_id", "id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("carrier", word(Carrier), nullable=False),
    Column("kind", word(Kind), nullable=False),
    Column("lane", HASH, nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("payload", LargeBinary, nullable=False),
    Column("standing", word(Standing), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_by", String(32)),
    Column("claimed_until", Moment),
    Column("settled_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("answer", LargeBinary),
    sqlite_autoincrement=True,
)

# What has been settled is never looked through: these indexes hold only what still waits.
WAITING = (Standing.PENDING, Standing.CLAIMED, Standing.SENDING)
IN_FLIGHT = (Standing.CLAIMED, Standing.SENDING)


def _partial(name: str, *columns: ColumnElement[Any], where: ColumnElement[bool]) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


_partial(
    "ix_cases_person_registered_at_unheld",
    cases.c.person,
    cases.c.registered_at,
    where=cases.c.held_because.is_(None),
)
_partial(
    "ix_outbox_lane_id_waiting",
    outbox.c.lane,
    outbox.c.id,
    where=one_of(outbox.c.standing, *WAITING),
)
_partial(
    "ix_outbox_carrier_due_at_pending",
    outbox.c.carrier,
    outbox.c.due_at,
    where=one_of(outbox.c.standing, Standing.PENDING),
)
# The rule "one at a time in a lane", held by the database against every race.
ONE_IN_FLIGHT = Index(
    "uq_outbox_lane_in_flight",
    outbox.c.lane,
    unique=True,
    sqlite_where=one_of(outbox.c.standing, *IN_FLIGHT),
    postgresql_where=one_of(outbox.c.standing, *IN_FLIGHT),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
)


class UpdateStanding(StrEnum):
    """Where a Telegram update stands."""

    OPEN = "open"
    DONE = "done"
    QUARANTINED = "quarantined"


updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", HASH, nullable=False),
    Column("raw", LargeBinary),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("standing", word(UpdateStanding), nullable=False),
    Column("reason", Text),
)
_partial(
    "ix_updates_lane_update_id_open",
    updates.c.lane,
    updates.c.update_id,
    where=one_of(updates.c.standing, UpdateStanding.OPEN),
)

_partial(
    "ix_updates_due_at_update_id_open",
    updates.c.due_at,
    updates.c.update_id,
    where=one_of(updates.c.standing, UpdateStanding.OPEN),
)

conversations = Table(
    "conversations",
    metadata,
    Column("person", HASH, primary_key=True),
    Column("state", String(255)),
    Column("data", LargeBinary, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
)

cards = Table(
    "cards",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
)

buttons = Table(
    "buttons",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("action", String(64), nullable=False),
    Column("args", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
