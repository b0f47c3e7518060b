"""Cases that belong together."""

from sqlalchemy import Column, ForeignKey, Table

from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.storage.sql.columns import Moment, word
from pd_intake_bot.storage.tables.metadata import metadata

links = Table(
    "links",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("other_id", ForeignKey("cases.id"), primary_key=True, index=True),
    Column("kind", word(LinkKind), primary_key=True),
    Column("at", Moment, nullable=False),
)
