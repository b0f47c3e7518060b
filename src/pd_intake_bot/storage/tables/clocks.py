"""What moves the clocks of a case, and which dates people were told."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from pd_intake_bot.domain.rights import Unit
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, word
from pd_intake_bot.storage.tables.metadata import metadata

GROUND = String(32)

pauses = Table(
    "pauses",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ground", GROUND, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)
# One open pause a ground: a second would be ended with the first and leave no trace.
ONE_OPEN = Index(
    "uq_pauses_case_id_ground_open",
    pauses.c.case_id,
    pauses.c.ground,
    unique=True,
    sqlite_where=pauses.c.until.is_(None),
    postgresql_where=pauses.c.until.is_(None),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("ground", GROUND, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("unit", word(Unit), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("case_id", "ground"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("case_id", "received_at"),
)

# A row is written with the letter and never again: what a person was told stays told.
told = Table(
    "told",
    metadata,
    Column("letter", String(255), primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("promised", Date, nullable=False),
    Column("at", Moment, nullable=False),
)

# Follows from the pauses and the rules of the case's right; kept, so that reminders can ask.
halted = Table(
    "halted",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("promised", Moment),
    Column("target", Moment),
)
