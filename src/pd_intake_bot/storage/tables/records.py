"""What makes the records provable and erasable: keys, the chain, tombstones and legal holds."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, func

from pd_intake_bot.domain.retention import Class
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata


class Holds(StrEnum):
    """What a data key holds closed."""

    SERVICE = "service"
    """What belongs to no case, and every keyed hash: there is one such key."""
    CASE = "case"
    SUBMISSION = "submission"
    ATTACHMENTS = "attachments"


data_keys = Table(
    "data_keys",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("holds", word(Holds), nullable=False),
    # Missing where the key was destroyed.
    Column("wrapped", LargeBinary),
    Column("root", String(16), nullable=False, index=True),
    Column("created_at", Moment, nullable=False, server_default=func.current_timestamp()),
    sqlite_autoincrement=True,
)
# Two processes that start for the first time make one key between them.
Index(
    "uq_data_keys_service",
    data_keys.c.holds,
    unique=True,
    sqlite_where=one_of(data_keys.c.holds, Holds.SERVICE),
    postgresql_where=one_of(data_keys.c.holds, Holds.SERVICE),
)

# Rows are only ever added, as those of `events` are: the database itself refuses anything else.
chain = Table(
    "chain",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", ForeignKey("events.id"), nullable=False, unique=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("previous", HASH, nullable=False),
    Column("previous_of_case", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
    Index("ix_chain_case_id_position", "case_id", "position"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("class", word(Class), nullable=False),
    Column("digest", HASH, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_tombstones_case_id_class", "case_id", "class"),
    sqlite_autoincrement=True,
)

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("actor", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)
