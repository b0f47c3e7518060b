"""Who alone may do what, and until when."""

from sqlalchemy import Column, String, Table

from pd_intake_bot.storage.sql.columns import Moment
from pd_intake_bot.storage.tables.metadata import metadata

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)
