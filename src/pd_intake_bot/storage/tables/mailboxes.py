"""How far each mail folder has been read."""

from sqlalchemy import BigInteger, Column, String, Table

from pd_intake_bot.storage.tables.metadata import metadata

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", String(255), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
)
