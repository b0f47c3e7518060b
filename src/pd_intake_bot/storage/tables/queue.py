"""What finds cases again, who looked where, and which messages are to be taken away."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.contacts import ContactKind
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.queue import Looked
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.cases import cases, events
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial

contacts = Table(
    "contacts",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("contact", HASH, primary_key=True),
    Column("kind", word(ContactKind), nullable=False),
    Index("ix_contacts_contact_case_id", "contact", "case_id"),
)

looks = Table(
    "looks",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("what", word(Looked), nullable=False),
    # No foreign key: the trace of a look outlives the review item.
    Column("review_id", BigInteger, index=True),
    Column("found", Integer),
    Column("actor", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)
# Looks at cases are events: these are found without a walk along all of history.
partial(
    "ix_events_at_id_looks",
    events.c.at,
    events.c.id,
    where=one_of(events.c.kind, EventKind.EVIDENCE_TAKEN, EventKind.LOOKED_AT),
)

shown = Table(
    "shown",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("batch", BigInteger, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("changeable", Boolean, nullable=False),
    Column("parcel", String(255), nullable=False),
    Column("case_id", BigInteger),
    Column("review_id", BigInteger),
)

partial(
    "ix_cases_officer_target_id_open",
    cases.c.officer,
    cases.c.target,
    cases.c.id,
    where=one_of(cases.c.state, State.REGISTERED, State.WAITING),
)

# Equal and then between: so SQLite takes it before the index above.
partial(
    "ix_cases_officer_registered_at_open",
    cases.c.officer,
    cases.c.registered_at,
    where=one_of(cases.c.state, State.REGISTERED, State.WAITING),
)
