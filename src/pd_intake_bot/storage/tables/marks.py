"""Single facts the service must remember about its surroundings."""

from sqlalchemy import Column, String, Table, Text

from pd_intake_bot.storage.tables.metadata import metadata

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
