"""What is known of addresses, which are kept as keyed hashes: letters of late, and dead ones."""

from sqlalchemy import Column, Index, Table

from pd_intake_bot.storage.sql.columns import SERIAL, Moment
from pd_intake_bot.storage.tables.metadata import HASH, metadata

automatic_letters = Table(
    "automatic_letters",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("person", HASH, nullable=False),
    Column("domain", HASH, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_automatic_letters_person_at", "person", "at"),
    Index("ix_automatic_letters_domain_at", "domain", "at"),
)

dead_addresses = Table(
    "dead_addresses",
    metadata,
    Column("person", HASH, primary_key=True),
    Column("at", Moment, nullable=False),
)
