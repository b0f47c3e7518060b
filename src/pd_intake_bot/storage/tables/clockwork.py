"""What the clockwork remembers: what was said of each case, outages, and calendar feeds."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.clockwork import Matter, Strand
from pd_intake_bot.domain.outbox import Standing
from pd_intake_bot.storage.sql.columns import SERIAL, Moment, one_of, word
from pd_intake_bot.storage.tables.cases import cases
from pd_intake_bot.storage.tables.metadata import HASH, metadata, partial
from pd_intake_bot.storage.tables.outbox import outbox

reminders = Table(
    "reminders",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("matter", word(Matter), primary_key=True),
    Column("due", Date, nullable=False),
    Column("left", Integer, nullable=False),
    Column("day", Date, nullable=False, index=True),
)

outages = Table(
    "outages",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("strand", word(Strand), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("told_at", Moment),
    UniqueConstraint("strand", "since"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("officer", String(64), primary_key=True),
    Column("scope", String(16), primary_key=True),
    Column("token", HASH, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
)

partial(
    "ix_cases_promised_id_open",
    cases.c.promised,
    cases.c.id,
    where=one_of(cases.c.state, State.REGISTERED, State.WAITING),
)
# SQLite sees that a case waits for the person only where the index says that and no more.
partial("ix_cases_id_waiting", cases.c.id, where=one_of(cases.c.state, State.WAITING))
Index("ix_cases_received_at", cases.c.received_at)
Index("ix_cases_registered_at", cases.c.registered_at)
# With all that is counted of a closed case.
partial(
    "ix_cases_closed_at_counted",
    cases.c.closed_at,
    cases.c.state,
    cases.c.told_at_end,
    where=cases.c.closed_at.is_not(None),
)
partial(
    "ix_outbox_case_id_undelivered",
    outbox.c.case_id,
    where=one_of(outbox.c.standing, Standing.REFUSED, Standing.UNKNOWN),
)
partial(
    "ix_outbox_settled_at_undelivered",
    outbox.c.settled_at,
    where=one_of(outbox.c.standing, Standing.REFUSED, Standing.UNKNOWN),
)
