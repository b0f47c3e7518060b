"""Telegram's updates, and where conversations, cards and buttons stand."""

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, String, Table, Text

from pd_intake_bot.storage.columns import Moment, one_of, word
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
