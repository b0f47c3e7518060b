"""The queue: cases, their numbers and their history."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial

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
    Column("understood", LargeBinary),
    Column("held_because", String(64)),
    Column("state", word(State), nullable=False),
    Column("version", Integer, nullable=False),
    Column("officer", String(64)),
    Column("taken_at", Moment),
    Column("closed_at", Moment),
    # The date that the person had been told, as it was then; none where it stood still.
    Column("told_at_end", Date),
    UniqueConstraint("prefix", "year", "number"),
    Index("ix_cases_person_id", "person", "id"),
    # An erased case's row number is never given to another.
    sqlite_autoincrement=True,
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
    # What `data` would say and a salt, sealed; what the chain holds of them is the digest.
    Column("payload", LargeBinary),
    Column("digest", HASH),
    Index("ix_events_case_id_id", "case_id", "id"),
    sqlite_autoincrement=True,
)

partial(
    "ix_cases_target_id_open",
    cases.c.target,
    cases.c.id,
    where=one_of(cases.c.state, State.REGISTERED, State.WAITING),
)
partial(
    "ix_cases_target_id_held",
    cases.c.target,
    cases.c.id,
    where=one_of(cases.c.state, State.REGISTERED, State.WAITING)
    & cases.c.held_because.is_not(None),
)
