"""How people are made sure of: codes and links on their way, what is tied, chats out of reach.

People are kept as keyed hashes; an address, where it is needed to write to, is sealed.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, false

from pd_intake_bot.storage.sql.columns import SERIAL, Moment
from pd_intake_bot.storage.tables.metadata import HASH, metadata

# Rows outlive the code by a day: they are what the limits count.
codes = Table(
    "codes",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("person", HASH, nullable=False),
    Column("mailbox", HASH, nullable=False),
    Column("code", HASH, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used", Boolean, nullable=False, server_default=false()),
    Column("at", Moment, nullable=False, index=True),
    Column("until", Moment, nullable=False),
    Index("ix_codes_person_at", "person", "at"),
    Index("ix_codes_mailbox_at", "mailbox", "at"),
)

tie_links = Table(
    "tie_links",
    metadata,
    Column("token", HASH, primary_key=True),
    Column("case_id", BigInteger, nullable=False, index=True),
    Column("address", LargeBinary, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("used", Boolean, nullable=False, server_default=false()),
)

ties = Table(
    "ties",
    metadata,
    Column("person", HASH, primary_key=True),
    Column("mailbox", HASH, primary_key=True, index=True),
    Column("address", LargeBinary, nullable=False),
    # Empty in rows from before it was kept.
    Column("chat", LargeBinary),
    Column("shared", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)

lost_chats = Table(
    "lost_chats",
    metadata,
    Column("person", HASH, primary_key=True),
    Column("at", Moment, nullable=False),
)
