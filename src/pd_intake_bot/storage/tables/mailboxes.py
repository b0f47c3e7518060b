"""How far each mail folder has been read, and where in it the mail lies that was taken."""

from sqlalchemy import BigInteger, Boolean, Column, String, Table

from pd_intake_bot.storage.tables.metadata import metadata, partial

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column("first_look_to", BigInteger, nullable=False, server_default="0"),
)

places = Table(
    "places",
    metadata,
    Column("mailbox", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("identity", String(255), nullable=False),
    Column("trace_owed", Boolean, nullable=False),
)

# With all that the primary key has: else SQLite takes that one, which holds every place.
partial(
    "ix_places_uid_owed",
    places.c.mailbox,
    places.c.uidvalidity,
    places.c.uid,
    where=places.c.trace_owed,
)
