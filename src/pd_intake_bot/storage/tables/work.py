"""What officers note on cases, what waits for a second officer, and files for the person."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from pd_intake_bot.domain.work import Act, Standing
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial

notes = Table(
    "notes",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("words", LargeBinary, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("act", word(Act), nullable=False),
    Column("ordered", LargeBinary, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("standing", word(Standing), nullable=False),
    Column("decided_by", String(64)),
    Column("decided_at", Moment),
)

partial("ix_approvals_id_open", approvals.c.id, where=one_of(approvals.c.standing, Standing.OPEN))

letter_files = Table(
    "letter_files",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    # A keyed hash; what it is the hash of is sealed.
    Column("digest", HASH, primary_key=True, index=True),
    Column("sealed_digest", LargeBinary, nullable=False),
)
