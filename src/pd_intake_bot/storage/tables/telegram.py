"""Telegram's updates, and where conversations, cards and buttons stand."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial


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
partial(
    "ix_updates_lane_update_id_open",
    updates.c.lane,
    updates.c.update_id,
    where=one_of(updates.c.standing, UpdateStanding.OPEN),
)

partial(
    "ix_updates_due_at_update_id_open",
    updates.c.due_at,
    updates.c.update_id,
    where=one_of(updates.c.standing, UpdateStanding.OPEN),
)

partial(
    "ix_updates_update_id_quarantined",
    updates.c.update_id,
    where=one_of(updates.c.standing, UpdateStanding.QUARANTINED),
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
    Column("topic", BigInteger),
    Column("shown", String(255)),
    Column("shared", Boolean, nullable=False, server_default=false()),
)

partial("ix_cards_message_id_shared", cards.c.message_id, where=cards.c.shared)

# The row is there before its topic is made, so that of two processes one makes it.
topics = Table(
    "topics",
    metadata,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("name", String(128), nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("reserved_until", Moment, nullable=False),
    UniqueConstraint("chat_id", "thread"),
)

officers = Table(
    "officers",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", word(Role)),
    Column("decided", Boolean, nullable=False, server_default=false()),
    Column("language", word(Language)),
)

role_changes = Table(
    "role_changes",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("role", word(Role)),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

buttons = Table(
    "buttons",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("action", String(64), nullable=False),
    Column("args", JSON, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)
